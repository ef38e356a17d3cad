import { MINUTE_MS } from "@dosekit/protocols";
import type { Markup } from "../../report/html.ts";
import { type Range, rangeChart } from "../../report/range-chart.ts";
import { figure, paragraph } from "../../report/section.ts";
import { name, number, tableOf, text } from "../../report/table.ts";
import type { AnsweredAlerts } from "../result/operation-result.ts";
import { severityText } from "./acceptance-words.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { MEASURES_TEXTS as TEXTS } from "./texts/measures-texts.ts";

/** Times that are measured of each severity, with the limit that belongs to each. */
const TIMES = [
  ["toAcknowledgementMs", TEXTS.toAcknowledgement, "acknowledgeMs"],
  ["toActionMs", TEXTS.toAction, "actMs"],
] as const;

/** Draws how long alerts waited, by severity, against the file's limits. */
export function timesPicture(
  { say, numbers }: AcceptanceContext,
  bySeverity: readonly AnsweredAlerts[],
): Markup {
  const rows = bySeverity.flatMap((of) =>
    TIMES.flatMap(([field, words, limitField]): Range[] => {
      const { p50, p95, max } = of[field];
      if (p50 === undefined || p95 === undefined || max === undefined) return [];
      const limit = of.limits === undefined ? {} : { limit: of.limits[limitField] / MINUTE_MS };
      return [
        {
          name: `${say(severityText(of.severity))}: ${say(words)}`,
          ...{ middle: p50 / MINUTE_MS, high: p95 / MINUTE_MS, highest: max / MINUTE_MS },
          ...limit,
        },
      ];
    }),
  );
  if (rows.length === 0) return paragraph(say(TEXTS.noTimes));
  const chart = rangeChart({
    ...{ id: "times-chart", title: say(TEXTS.times), description: say(TEXTS.timesWhat), rows },
    number: (value) => (value < 1 ? numbers.decimal(value) : numbers.whole(value)),
    legend: [say(TEXTS.median), say(TEXTS.p95), say(TEXTS.greatest), say(TEXTS.limit)],
  });
  return figure(chart, say(TEXTS.timesWhat));
}

/** The same times in numbers, all alerts together; never averages of percentiles. */
export function timesTable(
  { say, numbers }: AcceptanceContext,
  bySeverity: readonly AnsweredAlerts[],
): Markup {
  return tableOf({
    caption: say(TEXTS.timesTable),
    head: [
      ...[TEXTS.severity, TEXTS.measured, TEXTS.limit, TEXTS.count].map(say),
      ...[TEXTS.median, TEXTS.p90, TEXTS.p95, TEXTS.greatest].map(say),
    ],
    rows: bySeverity.flatMap((of) =>
      TIMES.map(([field, words, limitField]) => {
        const { count, p50, p90, p95, max } = of[field];
        const limit = of.limits?.[limitField];
        return [
          name(say(severityText(of.severity))),
          text(say(words)),
          limit === undefined ? text(say(TEXTS.noLimit)) : number(numbers.minutes(limit)),
          number(numbers.whole(count)),
          ...[p50, p90, p95, max].map((ms) => number(numbers.minutes(ms))),
        ];
      }),
    ),
  });
}
