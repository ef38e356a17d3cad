import { dayNumberOf } from "@dosekit/protocols";
import { barChart } from "../../report/bar-chart.ts";
import { type DayGroup, dayGroups, sumOfGroup } from "../../report/day-groups.ts";
import { element, type Markup } from "../../report/html.ts";
import { figure } from "../../report/section.ts";
import { name, number, tableOf } from "../../report/table.ts";
import type { OperationDay } from "../result/operation-result.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { OPERATION_TEXTS as TEXTS, WEEK_DAYS } from "./texts/operation-texts.ts";

/** Most bars of the picture that can still be told apart: thirteen weeks of days. */
const BARS_MAX = 92;
const WEEK = 7;

/** Missed doses and alerts, day by day: in a picture, and as calendars of numbers. */
export function dayPart(
  context: AcceptanceContext,
  byDay: readonly OperationDay[],
): readonly Markup[] {
  const { say } = context;
  if (!byDay.some(({ date }) => dayNumberOf(date) !== undefined)) return [];
  return [
    element("h3", {}, say(TEXTS.dayChart)),
    picture(context, byDay),
    calendarTable(
      context,
      say(TEXTS.missedTable),
      countsOf(byDay, ({ missed }) => missed),
    ),
    calendarTable(
      context,
      say(TEXTS.alertsTable),
      countsOf(byDay, ({ alerts }) => alerts),
    ),
  ];
}

function picture(context: AcceptanceContext, byDay: readonly OperationDay[]): Markup {
  const { say, numbers } = context;
  const groups = dayGroups(byDay.length, BARS_MAX);
  const isEachDay = groups.every(({ from, to }) => from === to);
  const description = say(isEachDay ? TEXTS.dayWhat : TEXTS.groupWhat);
  const sums = (of: (day: OperationDay) => number) =>
    groups.map((group) => sumOfGroup(byDay.map(of), group));
  const labelOf = ({ from }: DayGroup) => {
    const day = dayNumberOf(byDay[from]?.date ?? "");
    return day === undefined ? "" : numbers.shortDate(day);
  };
  const chart = barChart({
    ...{ id: "day-chart", title: say(TEXTS.dayChart), description, isStacked: false },
    labels: groups.map(labelOf),
    series: [
      { name: say(TEXTS.missed), fill: 2, values: sums(({ missed }) => missed) },
      { name: say(TEXTS.alerts), fill: 1, values: sums(({ alerts }) => alerts) },
    ],
    number: (value) => numbers.whole(value),
  });
  return figure(chart, description);
}

type Counts = ReadonlyMap<number, number>;

function countsOf(byDay: readonly OperationDay[], of: (day: OperationDay) => number): Counts {
  return new Map(
    byDay.flatMap((day) => {
      const number = dayNumberOf(day.date);
      return number === undefined ? [] : [[number, of(day)] as const];
    }),
  );
}

/** A row for each week, a column for each day of it. */
function calendarTable(
  { say, numbers }: AcceptanceContext,
  caption: string,
  counts: Counts,
): Markup {
  const first = mondayOf(Math.min(...counts.keys()));
  const weeks = Math.ceil((Math.max(...counts.keys()) + 1 - first) / WEEK);
  return tableOf({
    caption,
    head: [say(TEXTS.week), ...WEEK_DAYS.map(say), say(TEXTS.sum)],
    rows: Array.from({ length: weeks }, (_, week) => {
      const monday = first + week * WEEK;
      const days = WEEK_DAYS.map((_day, at) => counts.get(monday + at));
      const sum = days.reduce((total: number, count = 0) => total + count, 0);
      return [
        name(numbers.date(monday)),
        ...days.map((count) => number(count === undefined ? "" : numbers.whole(count))),
        number(numbers.whole(sum), "sum"),
      ];
    }),
  });
}

/** Day 0, 1970-01-01, was a Thursday. */
function mondayOf(day: number): number {
  return day - ((((day + 3) % WEEK) + WEEK) % WEEK);
}
