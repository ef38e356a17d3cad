import { instantOf, OUTSIDE_TABLE, type ZoneTable } from "@dosekit/firmware-model";
import { dayNumberOf, localDateOf, MINUTE_MS, minuteOfDay } from "@dosekit/protocols";
import type { FaultRate, FaultSpan } from "../faults/fault.ts";
import { FAULT_KINDS } from "../faults/fault-kinds.ts";
import type { FaultEntry } from "./fault-entry.ts";
import { allowedInField, type TIME_FIELDS } from "./fault-fields.ts";
import { badFault, contradiction, type Said } from "./faults-mistake.ts";
import type { SaidAt } from "./faults-section.ts";

/** The days of a run in the fleet's own zone. */
export interface FleetCalendar {
  readonly table: ZoneTable;
  /** First local day, counted from 1970-01-01. */
  readonly startDay: number;
  readonly days: number;
}

/** When a fault comes. */
export interface FaultTiming {
  readonly span: FaultSpan;
  readonly every?: FaultRate;
}

type TimeField = keyof typeof TIME_FIELDS;

/** One entry with the days that it is read for, and where its fields stand. */
export interface TimedEntry {
  readonly entry: FaultEntry;
  readonly calendar: FleetCalendar;
  readonly at: (field: string) => SaidAt;
}

/**
 * Reads when a fault comes and how long it lasts: once at a local time, or by a rate in a window.
 *
 * @throws UserError `fleet.bad-value` or `faults.contradiction`
 */
export function timingOf(timed: TimedEntry): FaultTiming {
  const { entry } = timed;
  refuseBoth(timed, "at", "perDay", "a fault comes once, or by a rate");
  refuseBoth(timed, "at", "from", "a fault that comes once begins at its time");
  if (entry.perDay === undefined) return { span: spanOnce(timed) };
  refuseBoth(timed, "perDay", "day", "a rate has a window of whole times with their days");
  return { span: windowOf(timed), every: rateOf(timed, entry.perDay) };
}

function spanOnce(timed: TimedEntry): FaultSpan {
  const { entry } = timed;
  for (const field of ["sigma", "maxMinutes", "from"] as const) {
    if (entry[field] === undefined) continue;
    throw badFault(timed.at(field), String(entry[field]), "only beside `perDay`");
  }
  refuseBoth(timed, "minutes", "until", "a length is told once");
  const fromMs = instantIn(timed, "at");
  if (FAULT_KINDS[entry.kind].isInstant === true) {
    if (entry.until !== undefined)
      throw badFault(timed.at("until"), entry.until, `nothing: \`${entry.kind}\` is over at once`);
    return { fromMs, durationMs: 0 };
  }
  if (entry.minutes !== undefined)
    return { fromMs, durationMs: Math.round(entry.minutes * MINUTE_MS) };
  if (entry.until === undefined) throw missing(timed, "minutes");
  return spanBetween(timed, "at", { fromMs, untilMs: instantIn(timed, "until") });
}

/** The whole run where a rate names no window. */
function windowOf(timed: TimedEntry): FaultSpan {
  const { entry, calendar } = timed;
  const fromMs = entry.from === undefined ? midnight(calendar, 0) : instantIn(timed, "from");
  const untilMs =
    entry.until === undefined ? midnight(calendar, calendar.days) : instantIn(timed, "until");
  return spanBetween(timed, "from", { fromMs, untilMs });
}

function spanBetween(
  timed: TimedEntry,
  first: "at" | "from",
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): FaultSpan {
  if (untilMs > fromMs) return { fromMs, durationMs: untilMs - fromMs };
  const pair = [said(timed, first), said(timed, "until")] as const;
  throw contradiction(pair, "the window ends before it begins", `\`until\` behind \`${first}\``);
}

function rateOf(timed: TimedEntry, perDay: number): FaultRate {
  const { kind, minutes, sigma = 0, maxMinutes = minutes } = timed.entry;
  if (FAULT_KINDS[kind].isInstant === true) return { perDay, medianMs: 0, sigma: 0, maxMs: 0 };
  if (minutes === undefined) throw missing(timed, "minutes");
  const [medianMs, maxMs] = [minutes, maxMinutes ?? minutes].map((of) =>
    Math.round(of * MINUTE_MS),
  );
  if ((maxMs ?? 0) < (medianMs ?? 0)) {
    const pair = [said(timed, "minutes"), said(timed, "maxMinutes")] as const;
    throw contradiction(
      pair,
      "the median is above the maximum",
      "`maxMinutes` not below `minutes`",
    );
  }
  // Without a maximum of its own a length that varies may be as long as the window.
  const isOpen = sigma > 0 && timed.entry.maxMinutes === undefined;
  return { perDay, sigma, medianMs: medianMs ?? 0, maxMs: isOpen ? MONTH_MS : (maxMs ?? 0) };
}

const MONTH_MS = 30 * 24 * 60 * MINUTE_MS;

/** Reads a local time: that of the entry's day, or one that names its own. */
function instantIn(timed: TimedEntry, field: "at" | "from" | "until"): number {
  const { entry, calendar, at } = timed;
  const text = entry[field];
  if (text === undefined) throw missing(timed, field);
  const [, date, time = text] = /^(\d{4}-\d{2}-\d{2})[T ](.+)$/.exec(text) ?? [];
  const minute = minuteOfDay(time);
  if (minute === undefined) throw badFault(at(field), text, allowedInField(field) ?? "");
  const last = field === "until" ? calendar.days : calendar.days - 1;
  const day = date === undefined ? dayOf(timed) : dayOfDate(timed, { field, text, date, last });
  const reading = instantOf(calendar.table, calendar.startDay + day, minute);
  if (reading === OUTSIDE_TABLE)
    throw badFault(at(field), text, "a time that the zone table covers");
  return reading.ms;
}

/** Day of the run, from 0, that an entry names for times without one. */
function dayOf({ entry, calendar, at }: TimedEntry): number {
  const { day = 1 } = entry;
  if (day <= calendar.days) return day - 1;
  throw badFault(at("day"), String(day), `1 to ${calendar.days}`);
}

function dayOfDate(
  timed: TimedEntry,
  told: { readonly field: TimeField; text: string; date: string; last: number },
): number {
  const { calendar, at, entry } = timed;
  if (entry.day !== undefined && told.field === "at")
    throw contradiction(
      [said(timed, "day"), said(timed, "at")],
      "the day is told twice",
      "`day`, or a day in the time itself",
    );
  const day = (dayNumberOf(told.date) ?? Number.NaN) - calendar.startDay;
  if (day >= 0 && day <= told.last) return day;
  const [first, last] = [0, told.last].map((of) => localDateOf(calendar.startDay + of));
  throw badFault(at(told.field), told.text, `a time on a day from ${first} to ${last}`);
}

function midnight({ table, startDay }: FleetCalendar, day: number): number {
  const reading = instantOf(table, startDay + day, 0);
  // The calendar was made of days that the table covers.
  return reading === OUTSIDE_TABLE ? table.untilMs : reading.ms;
}

function refuseBoth(timed: TimedEntry, one: TimeField, other: TimeField, why: string): void {
  const { entry } = timed;
  if (entry[one] === undefined || entry[other] === undefined) return;
  throw contradiction([said(timed, one), said(timed, other)], why, `\`${one}\` or \`${other}\``);
}

function said({ entry, at }: TimedEntry, field: TimeField): Said {
  return { place: at(field), words: `${field} ${String(entry[field])}` };
}

function missing({ at }: TimedEntry, field: TimeField) {
  return badFault(at(field), "nothing", allowedInField(field) ?? "");
}
