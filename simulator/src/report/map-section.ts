import { dayGroups, sumOfGroup } from "./day-groups.ts";
import type { Markup } from "./html.ts";
import { mapRows } from "./map-rows.ts";
import type { ReportContext } from "./report-input.ts";
import { paragraph, section } from "./section.ts";
import { type Cell, name, number, tableOf } from "./table.ts";

/** Most columns of the map, so that it fits on paper. */
const COLUMNS_MAX = 31;
/** Shades of a cell; the number in it says how many there are. */
const SHADES = 4;

/** Which devices told of failures on which days: a table whose cells are shaded by their numbers. */
export function mapSection(context: ReportContext): Markup {
  const { document, devices, sums, texts, numbers } = context;
  const heading = { id: "map", heading: texts.fleetMap };
  const rows = Object.values(sums.failures);
  if (rows.every((row) => row.every((count) => count === 0)))
    return section(context, heading, paragraph(texts.noFailures));
  const days = Math.max(document.days, ...rows.map(({ length }) => length));
  const groups = dayGroups(days, COLUMNS_MAX);
  const lines = mapRows(devices).map((range, row) => ({
    range,
    counts: groups.map((group) => sumOfGroup(sums.failures[String(row)], group)),
  }));
  const greatest = Math.max(...lines.flatMap(({ counts }) => counts));
  return section(
    context,
    heading,
    paragraph(texts.fleetMapWhat),
    tableOf({
      caption: texts.mapTable,
      head: [
        texts.mapDevices,
        ...groups.map(({ from }) => numbers.shortDate(sums.firstDay + from)),
        texts.total,
      ],
      rows: lines.map(({ range: [first, last], counts }) => [
        name(rangeText(first, last)),
        ...counts.map((count) => cellOf(count, greatest, numbers)),
        number(numbers.whole(counts.reduce((sum, count) => sum + count, 0))),
      ]),
    }),
  );
}

/** Names of the first and last device of a row, the second without what both begin with. */
function rangeText(first: string, last: string): string {
  if (first === last) return first;
  const stem = first.slice(0, first.lastIndexOf("-") + 1);
  return `${first} – ${last.startsWith(stem) ? last.slice(stem.length) : last}`;
}

function cellOf(count: number, greatest: number, numbers: ReportContext["numbers"]): Cell {
  if (count === 0) return number("");
  const shade = Math.max(1, Math.ceil((count / greatest) * SHADES));
  return number(numbers.whole(count), `shade-${shade}`);
}
