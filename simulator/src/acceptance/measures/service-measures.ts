import type { Severity } from "@dosekit/protocols";
import type { ResponseDocument, SeverityDocument } from "../../response/response-document.ts";
import type { AnsweredAlerts, ServiceMeasuresDocument } from "../result/operation-result.ts";
import type { MeasuredService, ServiceMeasure } from "../thresholds.ts";
import type { MeasureScope } from "./measure-scope.ts";
import type { PackedService, ServiceDayCount } from "./packed-service.ts";

/** Severities of alerts that are reported, the gravest first. */
const SEVERITIES: readonly Severity[] = [40, 30, 20, 10];
const HOURS = 24;

/** What measures are written from. */
export interface MeasuredRun {
  readonly service: PackedService;
  readonly response: ResponseDocument;
  readonly limits: MeasureScope["limits"];
  /** Visits of planned rounds. */
  readonly plannedVisits: number;
}

/** Writes down how a service was served. */
export function serviceMeasures(run: MeasuredRun): ServiceMeasuresDocument {
  const { service, response, plannedVisits } = run;
  const bySeverity = SEVERITIES.flatMap((severity) => answeredAlerts(severity, run) ?? []);
  const codes = Object.entries(service.codes).sort(([a], [b]) => numberOf(a) - numberOf(b));
  const operators = Object.entries(service.operators).sort(([a], [b]) => numberOf(a) - numberOf(b));
  return {
    alerts: sumOf(service, "alerts"),
    bySeverity,
    byHour: Array.from({ length: HOURS }, (_, hour) => hourOf(hour, run)),
    alertsPerOperatorHour: perOperatorHour(run),
    unattendedAlerts: bySeverity.reduce((sum, { unattended }) => sum + unattended, 0),
    falseAlarms: sumOf(service, "falseAlarms"),
    falseAlarmsNotKnown: codes.reduce((sum, [, { notKnown }]) => sum + notKnown, 0),
    byCode: codes.map(([code, counts]) => ({ code, ...counts })),
    byOperator: operators.map(([operator, acknowledged]) => ({ operator, acknowledged })),
    settled: {
      acknowledgements: sumOf(service, "acknowledgementsSettled"),
      actions: sumOf(service, "actionsSettled"),
    },
    unrecordedDoses: sumOf(service, "unrecorded"),
    missedFoundLate: service.missedFoundLate,
    devicesWithoutFollowUp: sumOf(service, "devicesLeft"),
    unresolvedAfter7Days: sumOf(service, "unresolved"),
    visits: response.visitsSent,
    visitsInVain: response.visitsInVain,
    plannedVisits,
    calls: response.callsAnswered + response.callsUnanswered,
  };
}

function answeredAlerts(
  severity: Severity,
  { service, response, limits }: MeasuredRun,
): AnsweredAlerts | undefined {
  const counted: SeverityDocument | undefined = response.severities[String(severity)];
  if (counted === undefined) return undefined;
  const late = service.severities[String(severity)];
  const limit = limits[severity];
  const { raised, clearedFirst, unattended, withoutAction } = counted;
  return {
    ...{ severity, raised, clearedFirst, unattended, withoutAction },
    ...(limit === undefined ? {} : { limits: limit }),
    lateAcknowledgements: late?.lateAcknowledgements ?? 0,
    lateActions: late?.lateActions ?? 0,
    toAcknowledgementMs: counted.toAcknowledgementMs,
    acknowledgementToActionMs: counted.acknowledgementToActionMs,
    toActionMs: counted.toActionMs,
  };
}

function hourOf(
  hour: number,
  { service, response }: MeasuredRun,
): ServiceMeasuresDocument["byHour"][number] {
  const [raised, acknowledged] = [
    service.hours.raised?.[hour] ?? 0,
    service.hours.acknowledged?.[hour] ?? 0,
  ];
  const dutyHours = response.byHour[hour]?.operatorHours ?? 0;
  return {
    ...{ hour, raised, acknowledged },
    ...(dutyHours > 0 ? { perOperatorHour: rounded(acknowledged / dutyHours) } : {}),
  };
}

function perOperatorHour({ service, response }: MeasuredRun): number | null {
  const hours = response.operators?.hours ?? 0;
  const acknowledged = (service.hours.acknowledged ?? []).reduce((sum, count) => sum + count, 0);
  return hours > 0 ? rounded(acknowledged / hours) : null;
}

/** Says what thresholds are held against; what nothing was counted of is left out. */
export function measuredService(service: PackedService): MeasuredService {
  return measuredThrough(service, Number.POSITIVE_INFINITY);
}

/** The same with what is known of the days up to one, counted from 0, that one among them. */
export function measuredThrough(service: PackedService, day: number): MeasuredService {
  const sum = (name: ServiceDayCount) => sumOf(service, name, day);
  const hasLived = sum("due") + sum("alerts") > 0;
  const rows: readonly (readonly [ServiceMeasure, number | undefined])[] = [
    ["missed-per-1000-doses", share(sum("missed"), sum("due"), 1_000)],
    ["unrecorded-doses", sum("due") > 0 ? sum("unrecorded") : undefined],
    ["alerts-per-100-doses", share(sum("alerts"), sum("due"), 100)],
    ["false-alarm-percent", share(sum("falseAlarms"), sum("causesKnown"), 100)],
    [
      "late-acknowledgement-percent",
      share(sum("lateAcknowledgements"), sum("acknowledgementsSettled"), 100),
    ],
    ["late-action-percent", share(sum("lateActions"), sum("actionsSettled"), 100)],
    ["devices-without-follow-up", hasLived ? sum("devicesLeft") : undefined],
    ["unresolved-after-7-days", hasLived ? sum("unresolved") : undefined],
  ];
  return Object.fromEntries(rows.filter(([, value]) => value !== undefined)) as MeasuredService;
}

function share(count: number, whole: number, times: number): number | undefined {
  return whole > 0 ? rounded((count * times) / whole) : undefined;
}

/** Adds up a count over the days up to one. */
export function sumOf(
  { days }: PackedService,
  name: ServiceDayCount,
  throughDay = Number.POSITIVE_INFINITY,
): number {
  const row = days[name] ?? [];
  const until = Math.min(row.length, throughDay + 1);
  let sum = 0;
  for (let day = 0; day < until; day += 1) sum += row[day] ?? 0;
  return sum;
}

/** Number that a code or an operator's name ends with. */
function numberOf(name: string): number {
  return Number(/\d+$/.exec(name)?.[0] ?? 0);
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
