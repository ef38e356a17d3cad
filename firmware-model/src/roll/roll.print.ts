import type { PouchReading } from "@dosekit/protocols";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MINUTES_OF_DAY = 1_440;

/**
 * Writes date and clock time so that texts are in the order of times: `2026-11-22T0480`; empty when
 * they are none.
 */
export function printKey(date: string, minuteOfDay: number | null): string {
  const isMinute =
    minuteOfDay !== null &&
    Number.isInteger(minuteOfDay) &&
    minuteOfDay >= 0 &&
    minuteOfDay < MINUTES_OF_DAY;
  if (!isMinute || !DATE.test(date)) return "";
  return `${date}T${String(minuteOfDay).padStart(4, "0")}`;
}

/** Says what a pouch says; empty when it could not be read, or not whose it is. */
export function keyOf(reading: PouchReading): string {
  if (reading.found !== "print" || reading.owner === "unknown") return "";
  return printKey(reading.date, reading.minuteOfDay);
}
