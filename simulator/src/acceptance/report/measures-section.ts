import { ALERTS, type AlertCode } from "@dosekit/protocols";
import { barChart } from "../../report/bar-chart.ts";
import { element, type Markup } from "../../report/html.ts";
import { facts, figure, paragraph, section } from "../../report/section.ts";
import { name, number, tableOf, text } from "../../report/table.ts";
import type { AnsweredAlerts, ServiceMeasuresDocument } from "../result/operation-result.ts";
import { severityText } from "./acceptance-words.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { withPlainOperators } from "./plain-names.ts";
import { timesPicture, timesTable } from "./response-times.ts";
import { MEASURES_TEXTS as TEXTS } from "./texts/measures-texts.ts";

/** How the municipality's people followed alerts up, against the limits of its file. */
export function measuresSection(context: AcceptanceContext): Markup {
  const { say, result } = context;
  const heading = { id: "measures", heading: say(TEXTS.heading) };
  const measures = result.operation?.measures;
  if (measures === undefined) return section(context, heading, paragraph(say(TEXTS.none)));
  const bySeverity = [...measures.bySeverity].sort((a, b) => b.severity - a.severity);
  return section(
    context,
    heading,
    paragraph(say(TEXTS.intro)),
    element("h3", {}, say(TEXTS.inShort)),
    shortFacts(context, measures),
    severityTable(context, bySeverity),
    codeTable(context, measures),
    element("h3", {}, say(TEXTS.times)),
    timesPicture(context, bySeverity),
    timesTable(context, bySeverity),
    hourPart(context, measures),
    operatorTable(context, measures),
  );
}

function shortFacts(
  { say, numbers }: AcceptanceContext,
  measures: ServiceMeasuresDocument,
): Markup {
  const { alertsPerOperatorHour } = measures;
  const perHour = alertsPerOperatorHour === null ? "–" : numbers.decimal(alertsPerOperatorHour, 2);
  const counts = [
    [TEXTS.raised, measures.alerts],
    [TEXTS.unattended, measures.unattendedAlerts],
    [TEXTS.withoutFollowUp, measures.devicesWithoutFollowUp],
    [TEXTS.unresolved, measures.unresolvedAfter7Days],
    [TEXTS.unrecorded, measures.unrecordedDoses],
    [TEXTS.foundLate, measures.missedFoundLate],
    [TEXTS.falseAlarms, measures.falseAlarms],
    [TEXTS.falseNotKnown, measures.falseAlarmsNotKnown],
    [TEXTS.calls, measures.calls],
    [TEXTS.visits, measures.visits],
    [TEXTS.visitsInVain, measures.visitsInVain],
    [TEXTS.plannedVisits, measures.plannedVisits],
  ] as const;
  return facts([
    ...counts.flatMap(([words, count]) =>
      count === undefined ? [] : [[say(words), numbers.whole(count)] as const],
    ),
    [say(TEXTS.perOperatorHour), perHour],
  ]);
}

function severityTable(
  { say, numbers }: AcceptanceContext,
  bySeverity: readonly AnsweredAlerts[],
): Markup {
  return tableOf({
    caption: say(TEXTS.bySeverity),
    head: [
      ...[TEXTS.severity, TEXTS.raised, TEXTS.clearedFirst, TEXTS.unattendedShort].map(say),
      ...[TEXTS.withoutAction, TEXTS.lateAcknowledged, TEXTS.lateActions].map(say),
    ],
    rows: bySeverity.map((of) => [
      name(say(severityText(of.severity))),
      ...[of.raised, of.clearedFirst, of.unattended, of.withoutAction].map((count) =>
        number(numbers.whole(count)),
      ),
      ...[of.lateAcknowledgements, of.lateActions].map((count) =>
        number(of.limits === undefined ? "–" : numbers.whole(count)),
      ),
    ]),
  });
}

function codeTable(
  { say, numbers, language }: AcceptanceContext,
  { byCode = [] }: ServiceMeasuresDocument,
): readonly Markup[] {
  if (byCode.length === 0) return [];
  const words = (code: string) =>
    Object.hasOwn(ALERTS, code) ? ALERTS[code as AlertCode][language === "nb" ? "no" : "en"] : "–";
  return [
    tableOf({
      caption: say(TEXTS.byCode),
      head: [TEXTS.code, TEXTS.alert, TEXTS.raised, TEXTS.falseShort, TEXTS.notKnown].map(say),
      rows: byCode.map(({ code, raised, falseAlarms, notKnown }) => [
        name(code),
        text(words(code)),
        ...[raised, falseAlarms, notKnown].map((count) => number(numbers.whole(count))),
      ]),
    }),
  ];
}

function operatorTable(
  { say, numbers, language }: AcceptanceContext,
  { byOperator = [] }: ServiceMeasuresDocument,
): readonly Markup[] {
  if (byOperator.length === 0) return [];
  return [
    tableOf({
      caption: say(TEXTS.byOperator),
      head: [TEXTS.operator, TEXTS.acknowledged].map(say),
      rows: byOperator.map(({ operator, acknowledged }) => [
        name(withPlainOperators(operator, language)),
        number(numbers.whole(acknowledged)),
      ]),
    }),
  ];
}

type Hour = ServiceMeasuresDocument["byHour"][number];

function hourPart(
  { say, numbers }: AcceptanceContext,
  { byHour }: ServiceMeasuresDocument,
): readonly Markup[] {
  if (byHour.length === 0) return [];
  const perHourText = ({ perOperatorHour }: Hour) =>
    perOperatorHour === undefined ? "–" : numbers.decimal(perOperatorHour, 2);
  const hourText = (hour: number) => String(hour).padStart(2, "0");
  const chart = barChart({
    ...{ id: "hour-chart", title: say(TEXTS.byHour), description: say(TEXTS.byHourWhat) },
    isStacked: false,
    labels: byHour.map(({ hour }) => hourText(hour)),
    series: [
      { name: say(TEXTS.raised), fill: 0, values: byHour.map(({ raised }) => raised) },
      {
        ...{ name: say(TEXTS.acknowledged), fill: 1 },
        values: byHour.map(({ acknowledged }) => acknowledged),
      },
    ],
    number: (value) => numbers.whole(value),
  });
  const table = tableOf({
    caption: say(TEXTS.hourTable),
    head: [say(TEXTS.hour), ...byHour.map(({ hour }) => hourText(hour))],
    rows: [
      [TEXTS.raised, (of: Hour) => numbers.whole(of.raised)] as const,
      [TEXTS.acknowledged, (of: Hour) => numbers.whole(of.acknowledged)] as const,
      [TEXTS.perHour, (of: Hour) => perHourText(of)] as const,
    ].map(([words, of]) => [name(say(words)), ...byHour.map((hour) => number(of(hour)))]),
  });
  return [
    element("h3", {}, say(TEXTS.byHour)),
    figure(chart, say(TEXTS.byHourWhat)),
    element("div", { class: "hours" }, table),
  ];
}
