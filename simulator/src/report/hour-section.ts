import type { HourDocument } from "../response/response-document.ts";
import { barChart } from "./bar-chart.ts";
import type { Markup } from "./html.ts";
import type { ReportContext } from "./report-input.ts";
import { facts, figure, paragraph, section } from "./section.ts";
import { name, number, tableOf } from "./table.ts";

/** What operators have to do in each hour of the day. */
export function hourSection(context: ReportContext): Markup {
  const { document, texts, numbers } = context;
  const heading = { id: "hours", heading: texts.hours };
  const { byHour = [], operators } = document.response ?? {};
  if (byHour.length === 0) return section(context, heading, paragraph(texts.noResponse));
  const chart = barChart({
    ...{ id: "hours-chart", title: texts.hours, description: texts.hoursWhat, isStacked: false },
    labels: byHour.map(({ hour }) => hourText(hour)),
    series: [
      { name: texts.raised, fill: 0, values: byHour.map(({ raised }) => raised) },
      {
        ...{ name: texts.acknowledged, fill: 1 },
        values: byHour.map(({ acknowledged }) => acknowledged),
      },
    ],
    number: (value) => numbers.whole(value),
  });
  const shared =
    operators === undefined
      ? []
      : facts([
          [texts.operatorHours, numbers.decimal(operators.hours)],
          [
            texts.perOperatorHour,
            operators.perOperatorHour === null
              ? "–"
              : numbers.decimal(operators.perOperatorHour, 2),
          ],
          [texts.greatestQueue, queueText(operators, context)],
        ]);
  return section(
    context,
    heading,
    figure(chart, texts.hoursWhat),
    hourTable(context, byHour),
    shared,
  );
}

function hourTable({ texts, numbers }: ReportContext, byHour: readonly HourDocument[]): Markup {
  const isShared = byHour.some(({ operatorHours }) => operatorHours !== undefined);
  return tableOf({
    caption: texts.hoursTable,
    head: [
      ...[texts.hour, texts.raised, texts.acknowledged],
      ...(isShared ? [texts.operatorHours, texts.perOperatorHour, texts.waitingMax] : []),
    ],
    rows: byHour.map(({ hour, raised, acknowledged, ...of }) => [
      name(hourText(hour)),
      ...[raised, acknowledged].map((count) => number(numbers.whole(count))),
      ...(isShared
        ? [
            number(numbers.decimal(of.operatorHours ?? 0)),
            number(of.perOperatorHour === undefined ? "–" : numbers.decimal(of.perOperatorHour, 2)),
            number(numbers.whole(of.waitingMax ?? 0)),
          ]
        : []),
    ]),
  });
}

function queueText(
  { greatestQueue, greatestQueueAt }: { greatestQueue: number; greatestQueueAt: string | null },
  { numbers, time }: ReportContext,
): string {
  const count = numbers.whole(greatestQueue);
  return greatestQueueAt === null ? count : `${count} (${time(greatestQueueAt)})`;
}

function hourText(hour: number): string {
  return `${String(hour).padStart(2, "0")}`;
}
