import { element, type Markup } from "../../report/html.ts";
import { facts, paragraph, section } from "../../report/section.ts";
import { name, number, tableOf, text } from "../../report/table.ts";
import type { BothTexts } from "../criterion.ts";
import type { StaffingResult } from "../result/staffing-result.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { STAFFING_TEXTS as TEXTS } from "./texts/staffing-texts.ts";

/** How many operators the limits need, beside how many the file has. */
export function staffingSection(context: AcceptanceContext): Markup {
  const { say, result, numbers } = context;
  const heading = { id: "staffing", heading: say(TEXTS.heading) };
  const { staffing } = result;
  const warnings = warningPart(context);
  if (staffing === undefined) {
    return section(context, heading, warnings, paragraph(say(TEXTS.none)));
  }
  const table = tableOf({
    caption: say(TEXTS.table),
    head: [
      ...[TEXTS.shift, TEXTS.planned, TEXTS.median, TEXTS.range].map(say),
      ...[TEXTS.bySeed, TEXTS.enough].map(say),
    ],
    rows: staffing.shifts.map((shift) => [
      name(shift.name),
      number(numbers.whole(shift.planned)),
      number(decimalOrWhole(context, shift.median)),
      number(`${numbers.whole(shift.least)}–${numbers.whole(shift.most)}`),
      text(shift.needed.map((count) => numbers.whole(count)).join(", ")),
      text(say(isEnough(shift, staffing))),
    ]),
  });
  return section(
    context,
    heading,
    warnings,
    paragraph(say(TEXTS.intro)),
    table,
    facts([
      [say(TEXTS.tolerance), `${numbers.decimal(staffing.tolerancePercent)} %`],
      [say(TEXTS.seeds), staffing.seeds.join(", ")],
    ]),
  );
}

/** What is unsound in the roster itself; it stands here whether or not the search was made. */
function warningPart({ say, result }: AcceptanceContext): readonly Markup[] {
  return (result.warnings ?? []).map((warning) =>
    element("p", { role: "note" }, element("strong", {}, `${say(TEXTS.warning)}: `), say(warning)),
  );
}

/** The median of an even number of seeds may lie between two whole numbers. */
function decimalOrWhole({ numbers }: AcceptanceContext, value: number): string {
  return Number.isInteger(value) ? numbers.whole(value) : numbers.decimal(value);
}

function isEnough(
  { name: shift, planned, least, most }: StaffingResult["shifts"][number],
  { unreachable }: StaffingResult,
): BothTexts {
  if (unreachable.includes(shift)) return TEXTS.unreachable;
  if (planned >= most) return TEXTS.yes;
  return planned >= least ? TEXTS.sometimes : TEXTS.no;
}
