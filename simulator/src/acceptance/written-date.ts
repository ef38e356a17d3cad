import { dayNumberOf, localDateOf } from "@dosekit/protocols";

/**
 * Reads a date as people and their programs write it: 2027-03-01, or with the day first, as in
 * 1.3.2027, 01.03.27, 1/3-2027 and 1. mars 2027. What may be read in two ways is none.
 *
 * @returns it as 2027-03-01; nothing where there is no such day
 */
export function writtenDate(text: string): string | undefined {
  const bare = text.trim().replace(/[ T]00:00(:00)?$/, "");
  const number = dayNumberOf(dayFirst(bare) ?? bare);
  return number === undefined ? undefined : localDateOf(number);
}

function dayFirst(text: string): string | undefined {
  const [, day = "", month = "", year = ""] =
    /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})$/.exec(text) ??
    /^(\d{1,2})\/(\d{1,2})-(\d{4}|\d{2})$/.exec(text) ??
    /^(\d{1,2})[. -]{1,2}(\p{L}{3,9})[. -]{1,2}(\d{4}|\d{2})$/u.exec(text) ??
    [];
  if (year === "") return undefined;
  const number = /^\d/.test(month) ? month : String(monthNamed(month));
  const century = year.length === 2 ? "20" : "";
  return `${century}${year}-${number.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Months by the first letters of their names in Norwegian and English; 0 for no month. */
function monthNamed(name: string): number {
  const begun = name.toLowerCase().slice(0, 3);
  return MONTHS.findIndex((names) => names.includes(begun)) + 1;
}

const MONTHS: readonly (readonly string[])[] = [
  ...[["jan"], ["feb"], ["mar"], ["apr"], ["mai", "may"], ["jun"], ["jul"], ["aug"], ["sep"]],
  ...[["okt", "oct"], ["nov"], ["des", "dec"]],
];
