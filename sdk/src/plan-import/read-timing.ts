import { dayNumberOf, minuteOfDay } from "@dosekit/protocols";
import { type FhirNode, fieldOf, listIn, nodeOf, refuseOtherFields } from "./fhir-node.ts";
import { type ImportProblem, type ProblemList, shown } from "./import-problem.ts";
import { EVERY_WEEKDAY, hasDay, type Rhythm } from "./rhythm.ts";

const TIMING_FIELDS = new Set(["id", "repeat"]);
const REPEAT_FIELDS = new Set([
  "id",
  "boundsPeriod",
  "timeOfDay",
  "dayOfWeek",
  "frequency",
  "period",
  "periodUnit",
]);
const BOUNDS_FIELDS = new Set(["id", "start", "end"]);
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const TIMES_MAX = 24;
const PERIOD_MAX = 366;
/** FHIR writes seconds always; a dispenser counts in minutes. */
const WHOLE_MINUTE = /^(\d\d:\d\d):00(?:\.0+)?$/;

/** A year, a month or an instant, which FHIR allows where a plan needs a date. */
const LESS_OR_MORE = /^\d{4}(-\d\d)?$|^\d{4}-\d\d-\d\dT/;

/** What a Timing says: clock times, and the days on which they hold. */
export interface TimingReading {
  readonly minutesOfDay: readonly number[];
  readonly rhythm: Rhythm;
}

/** Reads a FHIR Timing exactly, or tells why it can't be honoured. */
export function readTiming(
  value: unknown,
  path: string,
  problems: ProblemList,
): TimingReading | undefined {
  const timing = nodeOf(value, path, problems);
  if (timing === undefined || !refuseOtherFields(timing, TIMING_FIELDS, problems)) return undefined;
  const repeat = nodeOf(fieldOf(timing, "repeat"), `${path}.repeat`, problems);
  if (repeat === undefined || !refuseOtherFields(repeat, REPEAT_FIELDS, problems)) return undefined;
  const minutesOfDay = readTimes(repeat, problems);
  const bounds = readBounds(repeat, problems);
  const weekdayMask = readWeekdays(repeat, problems);
  if (minutesOfDay === undefined || bounds === undefined || weekdayMask === undefined) {
    return undefined;
  }
  const everyDays = readPeriod(repeat, minutesOfDay.length, problems);
  if (everyDays === undefined) return undefined;
  const rhythm: Rhythm = { ...bounds, everyDays, weekdayMask };
  if (everyDays > 1 && weekdayMask !== EVERY_WEEKDAY) return problems.add(twoRhythms(repeat));
  if (!hasDay(rhythm)) return problems.add(neverDue(repeat));
  return { minutesOfDay, rhythm };
}

function readTimes(repeat: FhirNode, problems: ProblemList): readonly number[] | undefined {
  if (fieldOf(repeat, "timeOfDay") === undefined) return problems.add(noTimes(repeat));
  const list = listIn(repeat, "timeOfDay", { min: 1, max: TIMES_MAX }, problems);
  if (list === undefined) return undefined;
  const minutes: number[] = [];
  for (const [at, value] of list.entries()) {
    const path = `${repeat.path}.timeOfDay[${at}]`;
    const time = typeof value === "string" ? WHOLE_MINUTE.exec(value)?.[1] : undefined;
    const minute = time === undefined ? undefined : minuteOfDay(time);
    if (minute === undefined) return problems.add(noTime(path, value));
    if (minutes.includes(minute)) return problems.add(sameTime(path, value));
    minutes.push(minute);
  }
  return minutes;
}

function readBounds(repeat: FhirNode, problems: ProblemList) {
  const path = `${repeat.path}.boundsPeriod`;
  const bounds = nodeOf(fieldOf(repeat, "boundsPeriod"), path, problems);
  if (bounds === undefined || !refuseOtherFields(bounds, BOUNDS_FIELDS, problems)) return undefined;
  const startDay = readDate(bounds, "start", problems);
  if (startDay === undefined) return undefined;
  if (fieldOf(bounds, "end") === undefined) return { startDay, endDay: Number.POSITIVE_INFINITY };
  const endDay = readDate(bounds, "end", problems);
  if (endDay === undefined) return undefined;
  if (endDay >= startDay) return { startDay, endDay };
  return problems.add({
    code: "wrong-shape",
    path: `${path}.end`,
    found: shown(fieldOf(bounds, "end")),
    allowed: `${shown(fieldOf(bounds, "start"))} or later`,
    reason: "The period ends before it starts.",
  });
}

function readDate(bounds: FhirNode, name: "start" | "end", problems: ProblemList) {
  const value = fieldOf(bounds, name);
  const day = typeof value === "string" ? dayNumberOf(value) : undefined;
  if (day !== undefined) return day;
  return problems.add({
    code: typeof value === "string" && LESS_OR_MORE.test(value) ? "unsupported" : "wrong-shape",
    path: `${bounds.path}.${name}`,
    found: shown(value),
    allowed: "a date of the calendar, YYYY-MM-DD",
    reason:
      "Plans begin and end with whole local days; a month, or an instant in some zone, " +
      "does not say which.",
  });
}

function readWeekdays(repeat: FhirNode, problems: ProblemList): number | undefined {
  if (fieldOf(repeat, "dayOfWeek") === undefined) return EVERY_WEEKDAY;
  const list = listIn(repeat, "dayOfWeek", { min: 1, max: WEEKDAYS.length }, problems);
  if (list === undefined) return undefined;
  let mask = 0;
  for (const [at, value] of list.entries()) {
    const bit = 1 << WEEKDAYS.indexOf(String(value));
    if (typeof value !== "string" || !WEEKDAYS.includes(value) || (mask & bit) !== 0) {
      return problems.add({
        code: "wrong-shape",
        path: `${repeat.path}.dayOfWeek[${at}]`,
        found: shown(value),
        allowed: `${WEEKDAYS.join(", ")}, each once`,
        reason: "This is no weekday, or it is named twice.",
      });
    }
    mask |= bit;
  }
  return mask;
}

/** Reads frequency, period and unit; without all three the clock times hold every day. */
function readPeriod(repeat: FhirNode, times: number, problems: ProblemList): number | undefined {
  const [frequency, period, unit] = ["frequency", "period", "periodUnit"].map((name) =>
    fieldOf(repeat, name),
  );
  if (frequency === undefined && period === undefined && unit === undefined) return 1;
  if (unit !== "d") return problems.add(otherUnit(repeat, unit));
  if (!Number.isInteger(period) || Number(period) < 1 || Number(period) > PERIOD_MAX) {
    const allowed = `a whole number from 1 to ${PERIOD_MAX}`;
    const reason = "Doses come every so many whole days, at the clock times of timeOfDay.";
    return problems.add(unsupported(repeat, "period", period, allowed, reason));
  }
  if (frequency !== times) {
    const reason =
      "It counts the doses of each of those days, and timeOfDay names their clock times: the two " +
      "numbers have to agree.";
    return problems.add(unsupported(repeat, "frequency", frequency, String(times), reason));
  }
  return Number(period);
}

function unsupported(
  repeat: FhirNode,
  name: string,
  ...[value, allowed, reason]: readonly [unknown, string, string]
): ImportProblem {
  const path = `${repeat.path}.${name}`;
  return { code: "unsupported", path, found: shown(value), allowed, reason };
}

/** How often is not when: a dispenser never chooses clock times. */
function noTimes(repeat: FhirNode): ImportProblem {
  const [frequency, period, unit] = ["frequency", "period", "periodUnit"].map((name) =>
    fieldOf(repeat, name),
  );
  const isRhythm = frequency !== undefined || period !== undefined || unit !== undefined;
  const times = frequency === undefined ? "one or more" : shown(frequency);
  return {
    code: "wrong-shape",
    path: `${repeat.path}.timeOfDay`,
    found: isRhythm
      ? `nothing, but ${shown(frequency)} in ${shown(period)} ${shown(unit)}`
      : "nothing",
    allowed: `${times} clock times, HH:MM:00`,
    reason: "How often does not say when: each dose of a day needs its clock time.",
  };
}

const UNIT_REASONS: ReadonlyMap<unknown, string> = new Map(
  Object.entries({
    s: "A dose every so many seconds has another clock time each day.",
    min: "A dose every so many minutes may have another clock time each day.",
    h: "A dose every so many hours is read as clock times: name those of one day in timeOfDay.",
    wk: "Weeks are read as weekdays: name them in dayOfWeek, or give seven times as many days.",
    mo: "Months differ in length: a plan repeats by days or by weekdays.",
    a: "Years differ in length: a plan repeats by days or by weekdays.",
  }),
);

function otherUnit(repeat: FhirNode, unit: unknown): ImportProblem {
  const reason =
    unit === undefined
      ? "A frequency or period means nothing without its unit: the three belong together."
      : (UNIT_REASONS.get(unit) ?? "This is no unit of time that FHIR knows.");
  return unsupported(repeat, "periodUnit", unit, "d", reason);
}

function noTime(path: string, value: unknown): ImportProblem {
  const allowed = "a time of day in whole minutes, HH:MM:00";
  const reason = "A dispenser counts in minutes of the day.";
  return { code: "wrong-shape", path, found: shown(value), allowed, reason };
}

function sameTime(path: string, value: unknown): ImportProblem {
  const reason =
    "The same clock time is named twice; two doses at one instant can't be told apart.";
  return { code: "unsupported", path, found: shown(value), allowed: "each time once", reason };
}

function twoRhythms(repeat: FhirNode): ImportProblem {
  return unsupported(
    repeat,
    "dayOfWeek",
    fieldOf(repeat, "dayOfWeek"),
    "absent with a period of more than one day",
    "Weekdays and every n days together are two rhythms at once.",
  );
}

function neverDue(repeat: FhirNode): ImportProblem {
  return {
    code: "never-due",
    path: repeat.path,
    found: "no day",
    allowed: "at least one day",
    reason: "None of the weekdays lies in the period.",
  };
}
