import { dayNumberOf, localDateOf, weekdayOf } from "@dosekit/protocols";
import type { DayKind, ResponsePlan } from "./response-plan.ts";

/** Kinds of days that are no holidays, by ISO weekday. */
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Public holidays of Norway on fixed days, month and day. */
const FIXED_HOLIDAYS: ReadonlySet<string> = new Set(["01-01", "05-01", "05-17", "12-25", "12-26"]);
/** Those that move with Easter Sunday, in days after it: Maundy Thursday to Whit Monday. */
const EASTER_HOLIDAYS: ReadonlySet<number> = new Set([-3, -2, 0, 1, 39, 49, 50]);

/**
 * Says which kind of day a local day is.
 *
 * @param dayNumber local calendar day, counted from 1970-01-01
 */
export function dayKindOf(dayNumber: number, holidays: ResponsePlan["holidays"]): DayKind {
  const isHoliday =
    holidays === "norway"
      ? isNorwegianHoliday(dayNumber)
      : holidays.includes(localDateOf(dayNumber));
  return isHoliday ? "holiday" : (WEEKDAYS[weekdayOf(dayNumber) - 1] ?? "sun");
}

function isNorwegianHoliday(dayNumber: number): boolean {
  const date = localDateOf(dayNumber);
  if (FIXED_HOLIDAYS.has(date.slice(5))) return true;
  return EASTER_HOLIDAYS.has(dayNumber - easterDay(Number(date.slice(0, 4))));
}

/** Easter Sunday of a Gregorian year (Meeus, Jones and Butcher), as a day number. */
function easterDay(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * shift + 114;
  const month = String(Math.floor(sum / 31)).padStart(2, "0");
  const day = String((sum % 31) + 1).padStart(2, "0");
  return dayNumberOf(`${year}-${month}-${day}`) ?? Number.NaN;
}
