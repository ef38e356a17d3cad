import { dayNumberOf } from "@dosekit/protocols";

/**
 * What kind of number names a person in Norwegian health care: birth number, D number (a temporary
 * one), or the common help number of somebody who has neither.
 */
export type IdentityKind = "fnr" | "d-number" | "help-number";

/** A number whose form, date and control digits are right. */
export interface IdentityReading {
  readonly kind: IdentityKind;
  /** True for a made-up person: the month has 80 added, as the tax authority's test persons have. */
  readonly synthetic: boolean;
}

/** Namespaces of the three kinds. @see VKP profile `vkp-MedicationDispense-v090`, `subject` */
export const IDENTITY_SYSTEMS: Readonly<Record<IdentityKind, string>> = {
  fnr: "urn:oid:2.16.578.1.12.4.1.4.1",
  "d-number": "urn:oid:2.16.578.1.12.4.1.4.2",
  "help-number": "urn:oid:2.16.578.1.12.4.1.4.3",
};

const ELEVEN_DIGITS = /^\d{11}$/;
const FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
const SYNTHETIC_MONTH = 80;

/**
 * Reads a Norwegian identity number: eleven digits, a day that exists (help numbers have none), and
 * both control digits.
 *
 * @returns `undefined` for everything else; nothing is told of the text itself
 */
export function readIdentityNumber(text: unknown): IdentityReading | undefined {
  if (typeof text !== "string" || !ELEVEN_DIGITS.test(text)) return undefined;
  const digits = [...text].map(Number);
  if (!hasControlDigits(digits)) return undefined;
  const [first = 0] = digits;
  if (first >= 8) return { kind: "help-number", synthetic: false };
  const kind = first >= 4 ? "d-number" : "fnr";
  const month = Number(text.slice(2, 4));
  const synthetic = month > SYNTHETIC_MONTH;
  const date = {
    day: Number(text.slice(0, 2)) - (kind === "d-number" ? 40 : 0),
    month: synthetic ? month - SYNTHETIC_MONTH : month,
    twoDigitYear: text.slice(4, 6),
  };
  return isInSomeCentury(date) ? { kind, synthetic } : undefined;
}

/** Works out both control digits of the first nine; `undefined` when such a number is never given. */
export function controlDigitsOf(nine: string): string | undefined {
  const digits = [...nine].map(Number);
  const first = controlDigit(digits, FIRST_WEIGHTS);
  const second = first === undefined ? first : controlDigit([...digits, first], SECOND_WEIGHTS);
  return second === undefined ? undefined : `${first}${second}`;
}

function hasControlDigits(digits: readonly number[]): boolean {
  const body = digits.slice(0, 9);
  return controlDigitsOf(body.join("")) === digits.slice(9).join("");
}

/** Modulus 11; a remainder that would need the digit 10 is never given out. */
function controlDigit(digits: readonly number[], weights: readonly number[]): number | undefined {
  const sum = weights.reduce((total, weight, at) => total + weight * (digits[at] ?? 0), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? undefined : digit;
}

/** The century follows from the digits behind; 29 February is right if any of them has it. */
function isInSomeCentury(date: {
  readonly day: number;
  readonly month: number;
  readonly twoDigitYear: string;
}): boolean {
  const rest = [date.month, date.day].map((part) => String(part).padStart(2, "0")).join("-");
  return ["18", "19", "20"].some(
    (century) => dayNumberOf(`${century}${date.twoDigitYear}-${rest}`) !== undefined,
  );
}
