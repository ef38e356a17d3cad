import { dayNumberOf, instantText, localDateOf, weekdayOf } from "@dosekit/protocols";
import * as fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 50_000 : 2_000;
const FIRST_DAY = dayNumberOf("1000-01-01") ?? 0;
const LAST_DAY = dayNumberOf("9999-12-31") ?? 0;
const days = fc.integer({ min: FIRST_DAY, max: LAST_DAY });

function luxonDay(day: number): DateTime {
  return DateTime.fromMillis(day * 86_400_000, { zone: "utc" });
}

describe("day numbers", () => {
  it("agree with luxon on date and weekday", () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(localDateOf(day)).toBe(luxonDay(day).toISODate());
        expect(weekdayOf(day)).toBe(luxonDay(day).weekday);
      }),
      { numRuns: RUNS },
    );
  });

  it("come back from the date that they write", () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(dayNumberOf(localDateOf(day))).toBe(day);
      }),
      { numRuns: RUNS },
    );
  });

  it("agree with luxon on which texts are dates", () => {
    const two = fc.nat(99).map((number) => String(number).padStart(2, "0"));
    const near = fc.constantFrom("01", "02", "12", "28", "29", "30", "31");
    const text = fc
      .tuple(fc.integer({ min: 1_000, max: 9_999 }), fc.oneof(two, near), fc.oneof(two, near))
      .map((parts) => parts.join("-"));
    fc.assert(
      fc.property(text, (date) => {
        expect(dayNumberOf(date) !== undefined).toBe(DateTime.fromISO(date).isValid);
      }),
      { numRuns: RUNS },
    );
  });

  it("give instants the text that luxon gives them", () => {
    fc.assert(
      fc.property(fc.nat({ max: LAST_DAY * 86_400_000 }), (ms) => {
        expect(instantText(ms)).toBe(DateTime.fromMillis(ms, { zone: "utc" }).toISO());
      }),
      { numRuns: RUNS },
    );
  });
});
