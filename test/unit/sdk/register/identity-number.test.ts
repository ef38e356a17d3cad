import { controlDigitsOf, readIdentityNumber } from "@dosekit/sdk/register";
import { describe, expect, test } from "vitest";
import { numberOf, SOMEBODY } from "../../../support/synthetic-people.ts";

describe("an identity number", () => {
  test("is a birth number, D number or help number by its first digits", () => {
    expect(readIdentityNumber(SOMEBODY)).toEqual({ kind: "fnr", synthetic: true });
    expect(readIdentityNumber(numberOf("418150001"))).toEqual({
      kind: "d-number",
      synthetic: true,
    });
    expect(readIdentityNumber(numberOf("812345678"))).toMatchObject({ kind: "help-number" });
  });

  test("has both control digits, by their published weights", () => {
    // 0·3 1·7 8·6 1·1 5·8 0·9 0·4 0·5 1·2 = 98, 11 − 98 mod 11 = 1; then 67 + 1·2, 11 − 3 = 8.
    const sum = [0, 7, 48, 1, 40, 0, 0, 0, 2].reduce((total, part) => total + part, 0);
    const first = 11 - (sum % 11);
    const second = (11 - ((0 + 4 + 24 + 2 + 35 + 0 + 0 + 0 + 3 + first * 2) % 11)) % 11;
    expect(controlDigitsOf("018150001")).toBe(`${first}${second}`);
  });

  test("is never one whose control digit would be ten", () => {
    const nines = Array.from({ length: 200 }, (_, at) => `018150${String(at).padStart(3, "0")}`);
    const never = nines.filter((nine) => controlDigitsOf(nine) === undefined);
    expect(never.length).toBeGreaterThan(20);
    for (const nine of never) {
      const guesses = Array.from({ length: 100 }, (_, at) => String(at).padStart(2, "0"));
      expect(guesses.filter((two) => readIdentityNumber(nine + two) !== undefined)).toEqual([]);
    }
  });

  test("has a day that exists", () => {
    expect(readIdentityNumber(withDigits("29820"))).toMatchObject({ kind: "fnr" });
    expect(readIdentityNumber(withDigits("30820"))).toBeUndefined();
    expect(readIdentityNumber(withDigits("01930"))).toBeUndefined();
    expect(readIdentityNumber(withDigits("00810"))).toBeUndefined();
  });

  test.each([
    ...["", "1", "0181500010", `${SOMEBODY}0`, ` ${SOMEBODY}`, "０１８１５００００１１"],
    ...[null, 1, [], {}],
  ])("is not %j", (value) => {
    expect(readIdentityNumber(value)).toBeUndefined();
  });
});

/** Finds a number that begins so, in the year 2000 to 2009, and has control digits. */
function withDigits(start: string): string {
  for (let rest = 0; rest < 1_000; rest += 1) {
    const nine = `${start}0${String(rest).padStart(3, "0")}`.slice(0, 9);
    const digits = controlDigitsOf(nine);
    if (digits !== undefined) return `${nine}${digits}`;
  }
  throw new Error("no number begins so");
}
