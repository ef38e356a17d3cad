import { element, type Markup } from "../../report/html.ts";
import { facts, paragraph, section } from "../../report/section.ts";
import { name, number, tableOf, text } from "../../report/table.ts";
import type { BenefitsResult } from "../result/benefits-result.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { BENEFITS_TEXTS as TEXTS } from "./texts/benefits-texts.ts";

/** What the service saves against the time before it, and what it costs, as a benefits plan. */
export function benefitsSection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const heading = { id: "benefits", heading: say(TEXTS.heading) };
  const { benefits } = result;
  if (benefits === undefined) return section(context, heading, paragraph(say(TEXTS.none)));
  return section(
    context,
    heading,
    paragraph(say(TEXTS.intro)),
    planTable(context, benefits),
    money(context, benefits),
    element("h3", {}, say(TEXTS.assumptions)),
    element(
      "ul",
      {},
      benefits.assumptions.map((one) => element("li", {}, say(one))),
    ),
  );
}

function planTable(context: AcceptanceContext, { rows }: BenefitsResult): Markup {
  const { say } = context;
  const figure = (value: number) => numberText(context, value);
  return tableOf({
    caption: say(TEXTS.table),
    head: [
      ...[TEXTS.measure, TEXTS.unit, TEXTS.baseline].map(say),
      ...[TEXTS.result, TEXTS.range, TEXTS.source].map(say),
    ],
    rows: rows.map(({ measure, unit, baseline, result, least, most, source }) => [
      name(say(measure)),
      text(say(unit)),
      baseline === null ? text(say(TEXTS.notMeasured)) : number(figure(baseline)),
      number(figure(result)),
      number(`${figure(least)} ${say(TEXTS.to)} ${figure(most)}`),
      text(say(source)),
    ]),
  });
}

function money({ say, numbers }: AcceptanceContext, benefits: BenefitsResult): Markup {
  const { savedPerYear, costPerYear, netPerYear } = benefits;
  const kroner = (value: number) => `${numbers.whole(value)} ${say(TEXTS.kroner)}`;
  if (savedPerYear === null || netPerYear === null) {
    return facts([
      [say(TEXTS.saved), say(TEXTS.notKnown)],
      [say(TEXTS.cost), kroner(costPerYear)],
      [say(TEXTS.net), say(TEXTS.notKnown)],
    ]);
  }
  const { median, least, most } = netPerYear;
  return facts([
    [say(TEXTS.saved), kroner(savedPerYear)],
    [say(TEXTS.cost), kroner(costPerYear)],
    [say(TEXTS.net), `${kroner(median)} (${kroner(least)} ${say(TEXTS.to)} ${kroner(most)})`],
  ]);
}

/** Whole where it is whole or large, else with one digit. */
function numberText({ numbers }: AcceptanceContext, value: number): string {
  const isWhole = Number.isInteger(value) || Math.abs(value) >= 1_000;
  return isWhole ? numbers.whole(value) : numbers.decimal(value);
}
