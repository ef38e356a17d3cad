import type { ProductProfile } from "@dosekit/firmware-model";
import { type DosePlan, HOUR_MS, MINUTE_MS, type PlanEntry } from "@dosekit/protocols";
import type { BothTexts } from "../../criterion.ts";

/** When a bench begins: 06:00 in Oslo on an ordinary Monday. */
export const BENCH_START_MS = Date.UTC(2027, 4, 10, 4);
/** Zone of the plans. */
export const BENCH_ZONE = "Europe/Oslo";
/** Least time between two doses of the plans, minutes: above what any product asks. */
const SPACING_MIN = 120;
/** Minutes between 06:00 and the two doses of the story plan. */
const FIRST_AFTER_MIN = 120;
const SECOND_AFTER_MIN = 840;

/** One dose that a judge watches. */
export interface WatchedDose {
  readonly doseId: string;
  readonly dueMs: number;
  /** End of its window. */
  readonly lateMs: number;
}

/** A daily entry at a clock time such as `08:00`, its id made of the time. */
export function entryAt(time: string, lateMin: number, more: Partial<PlanEntry> = {}): PlanEntry {
  const [hour = "0", minute = "0"] = time.split(":");
  return {
    id: `${hour}${minute}`,
    minuteOfDay: Number(hour) * 60 + Number(minute),
    startDate: "2026-01-01",
    everyDays: 1,
    earlyMin: 0,
    lateMin,
    ...more,
  };
}

/** A plan of such entries. */
export function planOf(entries: readonly PlanEntry[], more: Partial<DosePlan> = {}): DosePlan {
  return {
    planId: "acceptance",
    revision: 1,
    zone: BENCH_ZONE,
    spacing: "refuse",
    minimumSpacingMin: SPACING_MIN,
    ...more,
    entries,
  };
}

/** The plan of most judges: a dose at 08:00 and one at 20:00, with the product's own late limit. */
export function storyPlan({ lateMin }: ProductProfile, more: Partial<DosePlan> = {}): DosePlan {
  return planOf([entryAt("08:00", lateMin.value), entryAt("20:00", lateMin.value)], more);
}

/** The first dose of the story plan. */
export function firstDose(profile: ProductProfile): WatchedDose {
  return watched("0800", FIRST_AFTER_MIN, profile);
}

/** The second dose of the story plan. */
export function secondDose(profile: ProductProfile): WatchedDose {
  return watched("2000", SECOND_AFTER_MIN, profile);
}

/** The same dose so many days later. */
export function daysLater({ doseId, dueMs, lateMs }: WatchedDose, days: number): WatchedDose {
  const [entry = ""] = doseId.split("/");
  const byMs = days * 24 * HOUR_MS;
  return { doseId: `${entry}/${dateOf(dueMs + byMs)}`, dueMs: dueMs + byMs, lateMs: lateMs + byMs };
}

/** Names a dose as people do: by clock time and day. */
export function doseWords(doseId: string): BothTexts {
  const [, hour, minute, month, day] = /^(\d\d)(\d\d)\/\d{4}-(\d\d)-(\d\d)$/.exec(doseId) ?? [];
  const names = MONTHS[Number(month) - 1];
  if (names === undefined) return { nb: `dosen ${doseId}`, en: `the dose ${doseId}` };
  const [nb, en] = names;
  return {
    nb: `dosen kl. ${hour}:${minute} den ${Number(day)}. ${nb}`,
    en: `the dose of ${hour}:${minute} on ${Number(day)} ${en}`,
  };
}

const MONTHS: readonly (readonly [nb: string, en: string])[] = [
  ["januar", "January"],
  ["februar", "February"],
  ["mars", "March"],
  ["april", "April"],
  ["mai", "May"],
  ["juni", "June"],
  ["juli", "July"],
  ["august", "August"],
  ["september", "September"],
  ["oktober", "October"],
  ["november", "November"],
  ["desember", "December"],
];

function watched(entry: string, afterMin: number, { lateMin }: ProductProfile): WatchedDose {
  const dueMs = BENCH_START_MS + afterMin * MINUTE_MS;
  return {
    doseId: `${entry}/${dateOf(dueMs)}`,
    dueMs,
    lateMs: dueMs + lateMin.value * MINUTE_MS,
  };
}

/** Doses of the story plan are due on the same date in Oslo as in UTC. */
function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
