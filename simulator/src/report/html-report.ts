import { alertSection } from "./alert-section.ts";
import { checkSection, deliverySection } from "./check-section.ts";
import { doseSection } from "./dose-section.ts";
import { faultSection, hazardSection } from "./fault-section.ts";
import { hourSection } from "./hour-section.ts";
import { type Content, element, type Markup } from "./html.ts";
import { mapSection } from "./map-section.ts";
import { overviewSection, technicalFacts } from "./overview-section.ts";
import { framedPage } from "./page-frame.ts";
import { type ReportContext, type ReportInput, reportContext } from "./report-input.ts";
import { REPORT_STYLE } from "./report-style.ts";
import type { ReportTexts } from "./report-texts.ts";
import { responseSection } from "./response-section.ts";
import { paragraph, section } from "./section.ts";

/** Languages of a report as a page names them. */
const PAGE_LANGUAGES = { en: "en", no: "nb" } as const;

/**
 * Writes a run as one page of HTML that needs nothing else: no script, no other file, no network.
 *
 * Everything that the page tells stands in it as text or in a table; pictures only repeat it. What
 * people wrote, such as seeds and names, is escaped.
 */
export function htmlReport(input: ReportInput): string {
  const context = reportContext(input);
  const { texts, document, language } = context;
  const mark = document.partial ? ` (${texts.partialMark})` : "";
  const heading = `${texts.title}${mark}`;
  return framedPage({
    ...{ language: PAGE_LANGUAGES[language], heading, title: `${heading}: ${document.seed}` },
    style: REPORT_STYLE,
    skip: { words: texts.skip, to: "overview" },
    notice: warning(context),
    contents: { words: texts.contents, entries: entriesOf(texts) },
    main: sectionsOf(context),
    footer: paragraph(texts.footer),
  });
}

function warning({ document, texts }: ReportContext): Content {
  return document.partial ? element("p", { class: "partial", role: "note" }, texts.partial) : [];
}

function entriesOf(texts: ReportTexts): readonly (readonly [string, string])[] {
  return [
    ["overview", texts.overview],
    ["doses", texts.doses],
    ["alerts", texts.alerts],
    ["response", texts.responseTimes],
    ["hours", texts.hours],
    ["map", texts.fleetMap],
    ["faults", texts.faults],
    ["hazards", texts.hazards],
    ["checks", texts.checks],
    ["delivery", texts.delivery],
    ["repeat", texts.repeat],
  ];
}

function sectionsOf(context: ReportContext): readonly Markup[] {
  return [
    overviewSection(context),
    doseSection(context),
    alertSection(context),
    responseSection(context),
    hourSection(context),
    mapSection(context),
    faultSection(context),
    hazardSection(context),
    checkSection(context),
    deliverySection(context),
    repeatSection(context),
  ];
}

function repeatSection(context: ReportContext): Markup {
  const { texts, repeatCommand, notes } = context;
  return section(
    context,
    { id: "repeat", heading: texts.repeat },
    paragraph(texts.repeatWhat),
    element("pre", {}, element("code", {}, repeatCommand)),
    element("h3", {}, texts.technical),
    technicalFacts(context),
    notes.length === 0
      ? []
      : [
          element("h3", {}, texts.notes),
          element(
            "ul",
            {},
            notes.map((note) => element("li", {}, note)),
          ),
        ],
  );
}
