import {
  instantOf,
  localOf,
  OUTSIDE_TABLE,
  type ZoneTable,
  zoneTableOf,
} from "@dosekit/firmware-model";
import { dayNumberOf } from "@dosekit/protocols";
import { SERVICE_ZONE } from "../service-file.ts";

/** True time of a local minute of a day of the service's calendar, ms. */
export function atLocal(dayNumber: number, minuteOfDay: number): number {
  const reading = instantOf(serviceTable(), dayNumber, minuteOfDay);
  if (reading === OUTSIDE_TABLE) throw new RangeError("the zone table does not cover this day");
  return reading.ms;
}

/** Day number on which a true time lies in the service's calendar. */
export function dayOf(trueMs: number): number {
  const local = localOf(serviceTable(), trueMs);
  if (local === OUTSIDE_TABLE) throw new RangeError("the zone table does not cover this instant");
  return local.dayNumber;
}

/** Day number of a date that the file was held to. */
export function startDayOf(date: string): number {
  const day = dayNumberOf(date);
  if (day === undefined) throw new RangeError(`${date} does not exist`);
  return day;
}

/** Local clock time of a true time, such as `08:30`. */
export function clockText(trueMs: number): string {
  const local = localOf(serviceTable(), trueMs);
  if (local === OUTSIDE_TABLE) return "";
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(local.minuteOfDay / 60))}:${two(local.minuteOfDay % 60)}`;
}

function serviceTable(): ZoneTable {
  const table = zoneTableOf(SERVICE_ZONE);
  if (table === undefined) throw new RangeError(`no time zone is named ${SERVICE_ZONE}`);
  return table;
}
