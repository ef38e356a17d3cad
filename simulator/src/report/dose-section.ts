import { OUTCOME, type Outcome } from "@dosekit/protocols";
import { OUTCOME_WORDS } from "../results/run-texts.ts";
import { barChart } from "./bar-chart.ts";
import { type DayGroup, dayGroups, sumOfGroup } from "./day-groups.ts";
import { element, type Markup } from "./html.ts";
import { OUTCOME_MEANINGS } from "./outcome-meanings.ts";
import type { ReportContext } from "./report-input.ts";
import { facts, figure, paragraph, section } from "./section.ts";
import { name, number, tableOf } from "./table.ts";

const OUTCOMES = Object.keys(OUTCOME.words) as readonly Outcome[];
/** Most bars of the picture, and so rows of the table. */
const GROUPS_MAX = 62;

/** Doses by outcome over the days: all of them, and those that were not retrieved by themselves. */
export function doseSection(context: ReportContext): Markup {
  const { document, texts, numbers, sums, language } = context;
  const { outcomes, due } = document.totals;
  const occurred = (Object.keys(outcomes) as Outcome[]).filter((each) => outcomes[each] > 0);
  const heading = { id: "doses", heading: texts.doses };
  if (occurred.length === 0) return section(context, heading, paragraph(texts.noDoses));
  const days = Math.max(...occurred.map((outcome) => sums.outcomes[outcome]?.length ?? 0));
  const groups = dayGroups(days, GROUPS_MAX);
  const others = occurred.filter((outcome) => outcome !== "retrieved");
  const closed = occurred.reduce((sum, outcome) => sum + outcomes[outcome], 0);
  return section(
    context,
    heading,
    picture(context, "all-doses", texts.allDoses, { groups, outcomes: occurred }),
    others.length === 0
      ? []
      : picture(context, "other-doses", texts.otherDoses, { groups, outcomes: others }),
    doseTable(context, groups, occurred),
    paragraph(`${texts.openDoses}: ${numbers.whole(due - closed)}`),
    element("h3", {}, texts.outcomeMeanings),
    facts(
      occurred.map((outcome) => [
        OUTCOME_WORDS[language][outcome],
        OUTCOME_MEANINGS[language][outcome],
      ]),
    ),
  );
}

function picture(
  context: ReportContext,
  id: string,
  title: string,
  shown: { readonly groups: readonly DayGroup[]; readonly outcomes: readonly Outcome[] },
): Markup {
  const { texts, numbers, sums, language } = context;
  const chart = barChart({
    ...{ id, title, description: texts.dosesWhat, isStacked: true },
    labels: shown.groups.map(({ from }) => numbers.shortDate(sums.firstDay + from)),
    series: shown.outcomes.map((outcome) => ({
      name: OUTCOME_WORDS[language][outcome],
      fill: OUTCOMES.indexOf(outcome),
      values: shown.groups.map((group) => sumOfGroup(sums.outcomes[outcome], group)),
    })),
    number: (value) => numbers.whole(value),
  });
  return figure(chart, `${title}. ${texts.dosesWhat}`);
}

function doseTable(
  { texts, numbers, sums, language, document }: ReportContext,
  groups: readonly DayGroup[],
  outcomes: readonly Outcome[],
): Markup {
  const inGroups = groups.some(({ from, to }) => to > from);
  const total = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
  const row = (title: string, of: (outcome: Outcome) => number) => [
    name(title),
    ...outcomes.map((outcome) => number(numbers.whole(of(outcome)))),
    number(numbers.whole(total(of))),
  ];
  return tableOf({
    caption: texts.dosesTable,
    head: [
      inGroups ? texts.period : texts.day,
      ...outcomes.map((outcome) => OUTCOME_WORDS[language][outcome]),
      texts.total,
    ],
    rows: [
      ...groups.map((group) =>
        row(groupText(group, sums.firstDay, numbers), (outcome) =>
          sumOfGroup(sums.outcomes[outcome], group),
        ),
      ),
      row(texts.total, (outcome) => document.totals.outcomes[outcome]),
    ],
  });
}

/** Writes the days of a group. */
function groupText(
  { from, to }: DayGroup,
  firstDay: number,
  numbers: ReportContext["numbers"],
): string {
  const first = numbers.date(firstDay + from);
  return to === from ? first : `${first} – ${numbers.date(firstDay + to)}`;
}
