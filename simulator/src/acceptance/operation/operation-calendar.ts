import { instantOf, OUTSIDE_TABLE, zoneTableOf } from "@dosekit/firmware-model";
import { DAY_MS, localDateOf } from "@dosekit/protocols";
import { dayKindOf } from "../../response/day-kind.ts";
import { SERVICE_ZONE } from "../service-file.ts";

/** Days of a period that are not as others. */
export interface SpecialDays {
  /** Local dates on which the clocks change. */
  readonly clockChanges: readonly string[];
  /** Public holidays of Norway. */
  readonly holidays: readonly string[];
}

/** Finds the days of a period on which clocks change, and its public holidays. */
export function specialDays(startDay: number, days: number): SpecialDays {
  const all = Array.from({ length: days }, (_, at) => startDay + at);
  return {
    clockChanges: all.filter((day) => lengthOf(day) !== DAY_MS).map(localDateOf),
    holidays: all.filter((day) => dayKindOf(day, "norway") === "holiday").map(localDateOf),
  };
}

function lengthOf(day: number): number {
  return midnight(day + 1) - midnight(day);
}

function midnight(day: number): number {
  const table = zoneTableOf(SERVICE_ZONE);
  const reading = table === undefined ? OUTSIDE_TABLE : instantOf(table, day, 0);
  if (reading === OUTSIDE_TABLE) throw new RangeError(`no zone table covers day ${day}`);
  return reading.ms;
}
