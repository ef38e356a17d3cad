import { element, type Markup } from "../../report/html.ts";
import { paragraph, section } from "../../report/section.ts";
import { name, number, tableOf, text } from "../../report/table.ts";
import type { HazardRow } from "../result/acceptance-result.ts";
import { INCIDENTS } from "../result/incident-result.ts";
import { INCIDENT_TITLES } from "../run/incident-titles.ts";
import { OUTCOME_SIGNS, OUTCOME_TEXTS } from "./acceptance-words.ts";
import { type AcceptanceContext, isPartial } from "./page-context.ts";
import { riskMatrix, scaleTable } from "./risk-matrix.ts";
import { testOutcomes } from "./test-outcomes.ts";
import { HAZARD_TEXTS as TEXTS } from "./texts/hazard-texts.ts";

/** The risk analysis: what was measured, and empty fields for what the municipality judges. */
export function hazardSection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  return section(
    context,
    { id: "hazards", heading: say(TEXTS.heading) },
    paragraph(say(TEXTS.intro), ` ${signs(context)}`),
    isPartial(result) ? paragraph(say(TEXTS.notGraded)) : [],
    element("div", { class: "hazards" }, hazardTable(context)),
    riskMatrix(context),
    scaleTable(context),
  );
}

function hazardTable(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const outcomes = testOutcomes(result);
  return tableOf({
    caption: say(TEXTS.table),
    head: [
      ...[TEXTS.number, TEXTS.cause, TEXTS.effect, TEXTS.measured, TEXTS.probability].map(say),
      ...[TEXTS.consequence, TEXTS.risk, TEXTS.barrier, TEXTS.tests, TEXTS.measures].map(say),
    ],
    rows: result.hazards.map((row, at) => [
      name(`${at + 1}. ${say(row.hazard)}`),
      text(say(row.cause)),
      text(say(row.effect)),
      text(measuredText(context, row)),
      row.probability === undefined ? text("") : number(String(row.probability)),
      ...[text(""), text("")],
      text(say(row.barrier)),
      text(row.tests.map((test) => testMark(context, test, outcomes))),
      text(""),
    ]),
  });
}

/** Says what the signs of the column of tests stand for. */
function signs({ say }: AcceptanceContext): string {
  const outcomes = ["passed", "failed", "not-tested"] as const;
  const each = outcomes.map((one) => `${OUTCOME_SIGNS[one]} ${say(OUTCOME_TEXTS[one])}`);
  return `${say(TEXTS.tests)}: ${each.join(", ")}.`;
}

function measuredText({ say, numbers }: AcceptanceContext, row: HazardRow): string {
  const { measured, per } = row;
  if (measured === undefined) return say(TEXTS.notMeasured);
  const of = per === undefined ? "" : ` ${say(per)}`;
  return `${numbers.whole(measured.count)} ${say(TEXTS.of)} ${numbers.whole(measured.of)}${of}`;
}

/** A criterion, rule or incident with what became of it, in a sign that is read out as a word. */
function testMark(
  { say }: AcceptanceContext,
  test: string,
  outcomes: ReturnType<typeof testOutcomes>,
): Markup {
  const outcome = outcomes.get(test) ?? "not-tested";
  const incident = INCIDENTS.find((one) => one === test);
  return element(
    "span",
    { class: "test" },
    incident === undefined ? test : say(INCIDENT_TITLES[incident]),
    " ",
    element(
      "span",
      { role: "img", "aria-label": say(OUTCOME_TEXTS[outcome]) },
      OUTCOME_SIGNS[outcome],
    ),
    " ",
  );
}
