import { dayNumberOf } from "@dosekit/protocols";
import { CHECK_IDS } from "../../checkers/checker.ts";
import type { Markup } from "../../report/html.ts";
import { facts, paragraph, section } from "../../report/section.ts";
import { name, number, tableOf, text } from "../../report/table.ts";
import { CHECK_TEXTS } from "../../results/run-texts.ts";
import type { OperationResult } from "../result/operation-result.ts";
import { SERVICE_MEASURES } from "../thresholds.ts";
import { CLASS_TEXTS, productTitle, storyText } from "./acceptance-words.ts";
import { dayPart } from "./day-part.ts";
import { outcomeMark } from "./outcome-mark.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { OPERATION_TEXTS as TEXTS } from "./texts/operation-texts.ts";

/** The fleet over the approval period: doses, alerts, thresholds and safety rules. */
export function operationSection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const heading = { id: "operation", heading: say(TEXTS.heading) };
  const { operation } = result;
  if (operation === undefined) return section(context, heading, paragraph(say(TEXTS.none)));
  return section(
    context,
    heading,
    paragraph(say(TEXTS.intro)),
    periodFacts(context, operation),
    productTable(context, operation),
    thresholdTable(context, operation),
    dayPart(context, operation.byDay),
    ruleTable(context, operation),
  );
}

function periodFacts(context: AcceptanceContext, operation: OperationResult): Markup {
  const { say, numbers } = context;
  const { run, startDate, days, clockChanges, holidays } = operation;
  // The run's own document counts what devices recorded; what they did not stands beside it.
  const unrecorded = operation.measures.unrecordedDoses ?? 0;
  const listed = (dates: readonly string[], none: string) =>
    dates.length === 0 ? none : dates.map((date) => dateText(context, date)).join(", ");
  return facts([
    [
      say(TEXTS.period),
      `${dateText(context, startDate)}, ${numbers.whole(days)} ${say(TEXTS.days)}`,
    ],
    [say(TEXTS.devices), numbers.whole(run.devices)],
    [say(TEXTS.due), numbers.whole(run.totals.due + unrecorded)],
    [say(TEXTS.missed), numbers.whole(run.totals.outcomes.missed + unrecorded)],
    [say(TEXTS.alerts), numbers.whole(operation.measures.alerts)],
    [say(TEXTS.clockChanges), listed(clockChanges, say(TEXTS.noClockChange))],
    [say(TEXTS.holidays), listed(holidays, say(TEXTS.noHolidays))],
  ]);
}

function dateText({ numbers }: AcceptanceContext, date: string): string {
  const day = dayNumberOf(date);
  return day === undefined ? date : numbers.date(day);
}

function productTable({ say, numbers }: AcceptanceContext, { byProduct }: OperationResult): Markup {
  const perDose = (count: number, due: number, of: number) =>
    due === 0 ? "–" : numbers.decimal((count / due) * of, 2);
  return tableOf({
    caption: say(TEXTS.byProduct),
    head: [
      ...[TEXTS.subject, TEXTS.devices, TEXTS.due, TEXTS.missed, TEXTS.alerts].map(say),
      ...[TEXTS.missedPerThousand, TEXTS.alertsPerHundred].map(say),
    ],
    rows: byProduct.map(({ story, product, devices, due, missed, alerts }) => [
      name(`${say(storyText(story))}: ${say(productTitle(product))}`),
      ...[devices, due, missed, alerts].map((count) => number(numbers.whole(count))),
      number(perDose(missed, due, 1_000)),
      number(perDose(alerts, due, 100)),
    ]),
  });
}

function thresholdTable(context: AcceptanceContext, { thresholds }: OperationResult): Markup {
  const { say, numbers } = context;
  if (thresholds.length === 0) return paragraph(say(TEXTS.noThresholds));
  return tableOf({
    caption: say(TEXTS.thresholds),
    head: [TEXTS.measure, TEXTS.atMost, TEXTS.value, TEXTS.outcome, TEXTS.classOf].map(say),
    rows: thresholds.map((threshold) => [
      name(say(SERVICE_MEASURES[threshold.measure])),
      number(numbers.decimal(threshold.atMost, 2)),
      number(threshold.value === undefined ? "–" : numbers.decimal(threshold.value, 2)),
      text(outcomeMark(context, threshold.outcome)),
      text(`${threshold.class} ${say(CLASS_TEXTS[threshold.class])}`),
    ]),
  });
}

function ruleTable(context: AcceptanceContext, { run }: OperationResult): readonly Markup[] {
  const { say, numbers, language } = context;
  const table = tableOf({
    caption: say(TEXTS.rules),
    head: [TEXTS.rule, TEXTS.meaning, TEXTS.made, TEXTS.violated, TEXTS.outcome].map(say),
    rows: CHECK_IDS.map((id) => {
      const { made, violated } = run.checks[id];
      const outcome = violated > 0 ? "failed" : made === 0 ? "not-tested" : "passed";
      return [
        name(id),
        text(CHECK_TEXTS[language === "nb" ? "no" : "en"][id]),
        number(numbers.whole(made)),
        number(numbers.whole(violated)),
        text(outcomeMark(context, outcome)),
      ];
    }),
  });
  return [table, facts([[say(TEXTS.stops), numbers.whole(run.stops ?? 0)]])];
}
