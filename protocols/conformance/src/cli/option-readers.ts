import { KitMistake } from "../files/kit-mistake.ts";
import type { CaseProfile } from "../run/run-record.ts";

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

/** Reads one of a list of words. */
export function oneOfWords<W extends string>(option: string, words: readonly W[]): OptionReader<W> {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw badValue(option, text, words.join(", "));
  };
}

const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Reads a length of time such as `90s`, `15m` or `6h` and gives it in ms. */
export function lengthOfTime(option: string): OptionReader<number> {
  return (text) => {
    const [, count = "0", unit = ""] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
    const ms = Number(count) * (UNITS_MS[unit] ?? 0);
    if (ms > 0) return ms;
    throw badValue(option, text, "a length of time, such as 90s, 15m or 6h");
  };
}

const PROFILES: readonly CaseProfile[] = ["CORE", "MQTT", "SERIAL", "SEC"];

/** Reads profiles, such as `core,serial`. */
export function profileList(text: string): readonly CaseProfile[] {
  return text.split(",").map((word) => {
    const found = PROFILES.find((profile) => profile === word.trim().toUpperCase());
    if (found !== undefined) return found;
    throw badValue("--profile", word, PROFILES.join(", "));
  });
}

/** Adds one more value to an option that may be given several times. */
export function repeated(text: string, earlier: readonly string[] = []): readonly string[] {
  if (text === "") throw badValue("", text, "some text");
  return [...earlier, text];
}

function badValue(option: string, found: string, allowed: string): KitMistake {
  return new KitMistake({
    code: "usage.bad-value",
    field: option,
    found: found === "" ? "nothing" : found,
    allowed,
    message: "An option has a value that it can't have.",
  });
}
