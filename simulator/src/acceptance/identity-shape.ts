import { readIdentityNumber } from "@dosekit/sdk/register";

/** Eleven digits that stand by themselves, also written in two groups as people write them. */
const ELEVEN = /(?<!\d)(\d{6})[ .\-\u00a0\u202f]?(\d{5})(?!\d)/g;

/**
 * Finds the first thing in a text that has the shape of a Norwegian identity number, right or
 * mistyped: a day, a month and seven digits. Numbers of made-up people (month + 80) are let pass.
 *
 * @returns its place in the text; the number itself is never told on
 */
export function findIdentityShape(text: string): number | undefined {
  for (const match of text.matchAll(ELEVEN)) {
    if (isShaped(`${match[1]}${match[2]}`)) return match.index;
  }
  return undefined;
}

function isShaped(digits: string): boolean {
  const day = Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4));
  const isDay = isBetween(day, 1, 31) || isBetween(day, 41, 71);
  // Other made-up numbers have 40 or 65 added to the month; they are no exception here.
  const isMonth = isBetween(month, 1, 12) || isBetween(month, 41, 52) || isBetween(month, 66, 77);
  return (isDay && isMonth) || readIdentityNumber(digits)?.synthetic === false;
}

function isBetween(value: number, least: number, greatest: number): boolean {
  return value >= least && value <= greatest;
}
