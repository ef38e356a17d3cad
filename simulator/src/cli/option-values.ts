import { dayNumberOf, type LocalDate, localDateOf } from "@dosekit/protocols";
import { InvalidArgumentError } from "commander";
import type { TableLanguage } from "../results/run-texts.ts";
import { UserError } from "./user-error.ts";

/** Reads what follows an option. */
export type OptionReader<T> = (text: string) => T;

/** Reads a whole number in a range, both ends included. */
export function wholeNumber(option: string, min: number, max: number): OptionReader<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw badValue(option, text, `a whole number from ${min} to ${max}`);
  };
}

/** Reads a number in a range, both ends included. */
export function anyNumber(option: string, min: number, max: number): OptionReader<number> {
  return (text) => {
    const value = /^\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw badValue(option, text, `a number from ${min} to ${max}`);
  };
}

/** Reads a calendar day that exists. */
export function calendarDay(option: string): OptionReader<LocalDate> {
  return (text) => {
    const day = dayNumberOf(text);
    if (day !== undefined) return localDateOf(day);
    throw badValue(option, text, "a date that exists, such as 2026-11-23");
  };
}

/** Reads a language; Norwegian goes by its own code and by that of bokmål. */
export function language(option: string): OptionReader<TableLanguage> {
  const read = oneOf(option, ["en", "nb", "no"]);
  return (text) => (read(text) === "en" ? "en" : "no");
}

/** Reads one of a list of words. */
export function oneOf<W extends string>(option: string, words: readonly W[]): OptionReader<W> {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw badValue(option, text, words.join(", "));
  };
}

const DURATION_UNITS_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Reads a length of time such as `90s`, `15m`, `6h` or `1d` and gives it in ms. */
export function lengthOfTime(option: string): OptionReader<number> {
  return (text) => {
    const match = /^(\d{1,6})([smhd])$/.exec(text);
    const unitMs = DURATION_UNITS_MS[match?.[2] ?? ""];
    const count = Number(match?.[1]);
    if (unitMs !== undefined && count >= 1) return count * unitMs;
    throw badValue(option, text, "a length of time, such as 90s, 15m, 6h or 1d");
  };
}

/** Adds one more value to an option that may be given several times. */
export function repeated(text: string, earlier: readonly string[] = []): readonly string[] {
  if (text === "") throw new InvalidArgumentError("A value is missing.");
  return [...earlier, text];
}

function badValue(option: string, found: string, allowed: string): UserError {
  return new UserError({
    code: "usage.bad-value",
    field: option,
    found: found === "" ? "nothing" : found,
    allowed,
    message: "An option has a value that it can't have.",
  });
}
