import { minuteOfDay } from "@dosekit/protocols";
import type { BothTexts } from "../criterion.ts";
import { DAY_KINDS } from "../service-fields.ts";
import type { ServiceFile } from "../service-schema.ts";
import { OPERATORS_MIN } from "../staffing/shift-search.ts";

type DayKind = (typeof DAY_KINDS)[number];
/** Days of a roster: kinds of day, and the morning after a public holiday. */
type DutyDay = DayKind | "after-holiday";
type Shifts = ServiceFile["response"]["shifts"];

/** Hours of a kind of day at which fewer are on duty than is sound. */
export interface ThinHours {
  readonly day: DutyDay;
  readonly operators: number;
  /** Minutes of the local day, the end not included. */
  readonly fromMin: number;
  readonly untilMin: number;
}

const DAY_MIN = 24 * 60;
const WEEK: readonly DayKind[] = DAY_KINDS.filter((day) => day !== "holiday");

/**
 * Finds the hours of a roster with one operator alone on duty, or nobody. A shift belongs to the day
 * on which it begins. A public holiday may come on any day, so that of the days before it the poorest
 * counts; what only its own roster leaves thin on the next day is told by itself.
 */
export function thinHours(shifts: Shifts): readonly ThinHours[] {
  const ordinary = new Map(WEEK.map((day) => [day, onDutyAfter(shifts, day, eveOf(day))]));
  const holidays = DAY_KINDS.map((eve) => onDutyAfter(shifts, "holiday", eve));
  const after = WEEK.map((day) =>
    onDutyAfter(shifts, day, "holiday").map((operators, minute) =>
      operators < (ordinary.get(day)?.[minute] ?? 0) ? operators : Number.POSITIVE_INFINITY,
    ),
  );
  return [
    ...[...ordinary].flatMap(([day, onDuty]) => spansOf(day, onDuty)),
    ...spansOf("holiday", fewest(holidays)),
    ...spansOf("after-holiday", fewest(after)),
  ];
}

function eveOf(day: DayKind): DayKind {
  return WEEK.at(WEEK.indexOf(day) - 1) ?? day;
}

function onDutyAfter(shifts: Shifts, day: DayKind, eve: DayKind): readonly number[] {
  const late = lateHours(shifts, eve);
  return ownHours(shifts, day).map((operators, minute) => operators + (late[minute] ?? 0));
}

function fewest(days: readonly (readonly number[])[]): readonly number[] {
  return Array.from({ length: DAY_MIN }, (_, minute) =>
    Math.min(...days.map((onDuty) => onDuty[minute] ?? 0)),
  );
}

/** Operators by minute of a day, of the shifts that begin on it. */
function ownHours(shifts: Shifts, day: DayKind): readonly number[] {
  return counted(shifts, day, (from, until) => [from, until > from ? until : DAY_MIN]);
}

/** Operators by minute of the next day, of the shifts that went on over midnight. */
function lateHours(shifts: Shifts, day: DayKind): readonly number[] {
  return counted(shifts, day, (from, until) => [0, until > from ? 0 : until]);
}

function counted(
  shifts: Shifts,
  day: DayKind,
  span: (fromMin: number, untilMin: number) => readonly [number, number],
): readonly number[] {
  const minutes = new Array<number>(DAY_MIN).fill(0);
  for (const { from, until, days = DAY_KINDS, operators } of shifts) {
    if (!days.includes(day)) continue;
    const [begins, ends] = span(minuteOfDay(from) ?? 0, minuteOfDay(until) ?? 0);
    for (let minute = begins; minute < ends; minute += 1) {
      minutes[minute] = (minutes[minute] ?? 0) + operators;
    }
  }
  return minutes;
}

function spansOf(day: DutyDay, onDuty: readonly number[]): readonly ThinHours[] {
  const edges = onDuty.flatMap((operators, at) => (operators === onDuty[at - 1] ? [] : [at]));
  return edges.flatMap((fromMin, at) => {
    const operators = onDuty[fromMin] ?? 0;
    if (operators >= OPERATORS_MIN) return [];
    return [{ day, operators, fromMin, untilMin: edges[at + 1] ?? DAY_MIN }];
  });
}

/** Warns of hours at which a roster has one alone on duty, and of those with nobody. */
export function dutyWarnings(shifts: Shifts): readonly BothTexts[] {
  const thin = thinHours(shifts);
  const [alone, nobody] = [1, 0].map((count) => thin.filter((one) => one.operators === count));
  return [...warned(nobody ?? [], NOBODY), ...warned(alone ?? [], ALONE)];
}

type Warned = (when: BothTexts) => BothTexts;

const NOBODY: Warned = ({ nb, en }) => ({
  nb: `Ingen er på vakt i responssenteret: ${nb}. Varsler som kommer da, blir liggende til neste vakt.`,
  en: `Nobody is on duty at the response centre: ${en}. Alerts of those hours wait for the next shift.`,
});
const ALONE: Warned = ({ nb, en }) => ({
  nb: `Bare én er på vakt i responssenteret: ${nb}. Én alene på vakt regnes ikke som forsvarlig (IS-2552).`,
  en: `One person is alone on duty at the response centre: ${en}. One alone on duty is not held to be sound (IS-2552).`,
});

function warned(thin: readonly ThinHours[], words: Warned): readonly BothTexts[] {
  if (thin.length === 0) return [];
  const daysByHours = new Map<string, DutyDay[]>();
  for (const day of [...DAY_KINDS, "after-holiday"] as const) {
    const hours = thin.filter((one) => one.day === day).map(hoursText);
    if (hours.length === 0) continue;
    const key = hours.join(", ");
    daysByHours.set(key, [...(daysByHours.get(key) ?? []), day]);
  }
  const when = (language: keyof BothTexts) =>
    [...daysByHours].map(([hours, days]) => `${daysText(days)[language]} ${hours}`).join("; ");
  return [words({ nb: when("nb"), en: when("en") })];
}

function hoursText({ fromMin, untilMin }: ThinHours): string {
  return `${clockText(fromMin)}–${clockText(untilMin)}`;
}

function clockText(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return [hours, minutes].map((part) => String(part).padStart(2, "0")).join(":");
}

function daysText(days: readonly DutyDay[]): BothTexts {
  if (DAY_KINDS.every((day) => days.includes(day))) return { nb: "alle dager", en: "every day" };
  const of = (language: keyof BothTexts) => days.map((day) => DAY_TEXTS[day][language]).join(", ");
  return { nb: of("nb"), en: of("en") };
}

const DAY_TEXTS: Readonly<Record<DutyDay, BothTexts>> = {
  mon: { nb: "mandag", en: "Monday" },
  tue: { nb: "tirsdag", en: "Tuesday" },
  wed: { nb: "onsdag", en: "Wednesday" },
  thu: { nb: "torsdag", en: "Thursday" },
  fri: { nb: "fredag", en: "Friday" },
  sat: { nb: "lørdag", en: "Saturday" },
  sun: { nb: "søndag", en: "Sunday" },
  holiday: { nb: "helligdag", en: "public holidays" },
  "after-holiday": { nb: "dagen etter en helligdag", en: "the day after a public holiday" },
};
