import type { TableLanguage } from "../results/run-texts.ts";
import { FAULT_WORDS } from "./fault-words.ts";
import { HAZARD_WORDS } from "./hazard-words.ts";
import type { Markup } from "./html.ts";
import type { ReportContext } from "./report-input.ts";
import { paragraph, section } from "./section.ts";
import { name, number, tableOf } from "./table.ts";

/** What the run itself made to go wrong, by kind. */
export function faultSection(context: ReportContext): Markup {
  const { sums, texts, numbers, language } = context;
  const heading = { id: "faults", heading: texts.faults };
  const rows = Object.entries(sums.faults).sort(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return section(context, heading, paragraph(texts.noFaults));
  return section(
    context,
    heading,
    paragraph(texts.faultsWhat),
    tableOf({
      caption: texts.faultsTable,
      head: [texts.fault, texts.timesBegun, texts.daysWith],
      rows: rows.map(([kind, days]) => [
        name(wordsFor(FAULT_WORDS, language, kind)),
        number(numbers.whole(days.reduce((sum, count) => sum + count, 0))),
        number(numbers.whole(days.filter((count) => count > 0).length)),
      ]),
    }),
  );
}

/** Cases in which a device believed otherwise than its mechanism truly stood. */
export function hazardSection(context: ReportContext): Markup {
  const { document, texts, numbers, language } = context;
  const heading = { id: "hazards", heading: texts.hazards };
  const rows = Object.entries(document.hazards ?? {});
  if (rows.length === 0) return section(context, heading, paragraph(texts.noHazards));
  return section(
    context,
    heading,
    paragraph(texts.hazardsWhat),
    tableOf({
      caption: texts.hazardsTable,
      head: [texts.hazard, texts.count],
      rows: rows.map(([kind, count]) => [
        name(wordsFor(HAZARD_WORDS, language, kind)),
        number(numbers.whole(count)),
      ]),
    }),
  );
}

/** Words for a name; one that has none, such as that of a mechanism to come, stands as it is. */
function wordsFor(
  words: Readonly<Record<TableLanguage, Readonly<Record<string, string>>>>,
  language: TableLanguage,
  kind: string,
): string {
  return words[language][kind] ?? kind;
}
