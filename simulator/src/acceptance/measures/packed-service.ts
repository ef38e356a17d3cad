import type { JournalRecord, LadderNotice } from "@dosekit/protocols";
import type { TimelineEntry } from "../result/timeline.ts";
import { addDayRows, addNamed, type DayRows } from "./day-rows.ts";

/** What is counted by the local day on which the dose was due or the alert raised. */
export type ServiceDayCount =
  | "due"
  | "missed"
  /** Planned doses of which no record ever told; they count among those due and missed too. */
  | "unrecorded"
  | "alerts"
  /** Alerts of which it is settled whether somebody took charge of them in time, and those late. */
  | "acknowledgementsSettled"
  | "lateAcknowledgements"
  | "actionsSettled"
  | "lateActions"
  /** Alerts of which the mechanism can tell whether their cause was there, and those without. */
  | "causesKnown"
  | "falseAlarms"
  /** Devices that were left alone, on the day on which the first 24 hours were over. */
  | "devicesLeft"
  /** Alerts that stood for too many days, on the day on which those were over. */
  | "unresolved";

/** Kinds of cases whose first one is kept with what happened around it. */
export type CaseKind =
  | "missed"
  | "unrecorded"
  | "alert"
  | "late-acknowledgement"
  | "late-action"
  | "false-alarm"
  | "left-alone"
  | "unresolved"
  | "stop"
  | "watched";

/** The first case of a kind, with what happened at that device before and after it. */
export interface FirstCase {
  readonly atMs: number;
  readonly deviceId: string;
  readonly timeline: readonly TimelineEntry[];
}

/** How alerts of one severity were answered, against its limits. */
export interface LateCounts {
  readonly acknowledgementsSettled: number;
  readonly lateAcknowledgements: number;
  readonly actionsSettled: number;
  readonly lateActions: number;
}

/** Doses and alerts of the devices of one group. */
export interface GroupCounts {
  readonly due: number;
  readonly missed: number;
  readonly alerts: number;
}

/** Alerts of one code: how many had no cause, and of how many nothing tells. */
export interface CodeCounts {
  readonly raised: number;
  readonly falseAlarms: number;
  readonly notKnown: number;
}

/**
 * Something that the response centre heard of an alert, and when: a record, or word of a device that
 * tells people by itself.
 */
export interface HeardRow {
  readonly deviceId: string;
  /** True time at which it was written, and at which the centre heard of it. */
  readonly writtenMs: number;
  readonly heardMs: number;
  readonly record?: JournalRecord;
  readonly told?: LadderNotice;
}

/** Everything that a service account counted, as it goes from one thread to another. */
export interface PackedService {
  readonly days: DayRows<ServiceDayCount>;
  /** Alerts raised and acknowledged by local hour of the day. */
  readonly hours: DayRows<"raised" | "acknowledged">;
  readonly severities: Readonly<Record<string, LateCounts>>;
  readonly groups: Readonly<Record<string, GroupCounts>>;
  readonly codes: Readonly<Record<string, CodeCounts>>;
  /** Alerts of which each operator took charge. */
  readonly operators: Readonly<Record<string, number>>;
  /** Missed doses about which somebody acted only after the limit. */
  readonly missedFoundLate: number;
  readonly stops: Readonly<Record<string, number>>;
  /** Alerts that stood for too many days, by device. */
  readonly unresolved?: Readonly<Record<string, number>>;
  readonly cases: Readonly<Partial<Record<CaseKind, FirstCase>>>;
  /** What the response centre heard, where it is kept. */
  readonly heard: readonly HeardRow[];
}

/** Adds up what was counted in two parts of a run that have no device in common. */
export function addServices(a?: PackedService, b?: PackedService): PackedService | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    days: addDayRows(a.days, b.days),
    hours: addDayRows(a.hours, b.hours),
    severities: addRows(a.severities, b.severities),
    groups: addRows(a.groups, b.groups),
    codes: addRows(a.codes, b.codes),
    operators: addNamed(a.operators, b.operators),
    missedFoundLate: a.missedFoundLate + b.missedFoundLate,
    stops: addNamed(a.stops, b.stops),
    unresolved: addNamed(a.unresolved ?? {}, b.unresolved ?? {}),
    cases: firstCases(a.cases, b.cases),
    heard: [...a.heard, ...b.heard],
  };
}

function addRows<T extends object>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  const rows = names.map((name) => {
    const own = (a[name] ?? {}) as Readonly<Record<string, number>>;
    const other = (b[name] ?? {}) as Readonly<Record<string, number>>;
    return [name, addNamed(own, other)];
  });
  return Object.fromEntries(rows) as Readonly<Record<string, T>>;
}

/** Of two first cases of a kind the earlier one; of two at one instant by the device's name. */
function firstCases(a: PackedService["cases"], b: PackedService["cases"]): PackedService["cases"] {
  const kinds = [...new Set([...Object.keys(a), ...Object.keys(b)] as CaseKind[])].sort();
  return Object.fromEntries(kinds.map((kind) => [kind, earlier(a[kind], b[kind])]));
}

/** Says which of two cases comes first. */
export function earlier(a?: FirstCase, b?: FirstCase): FirstCase | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.atMs !== b.atMs) return a.atMs < b.atMs ? a : b;
  return a.deviceId <= b.deviceId ? a : b;
}
