import { PROFILES } from "@dosekit/firmware-model";
import { localDateOf, localTimeOf } from "@dosekit/protocols";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { deviceAt, liveDaily } from "../../support/firmware-model/lived-plan.ts";
import { HOUR } from "../../support/firmware-model/tray-stories.ts";
import { dosePlan, planEntry } from "../../support/plans.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
/** A spring in the short form, ten in the long one, from a spring morning on. */
const START_MS = Date.UTC(2026, 2, 20, 12);
const DAYS = LONG ? 3_653 : 100;
const DAY = 24 * HOUR;

/** The instants of a clock time on so many days, by an independent calendar. */
function dueInstants(minuteOfDay: number): readonly number[] {
  const first = Math.floor(START_MS / DAY) + 1;
  return Array.from({ length: DAYS }, (_, at) => {
    const text = `${localDateOf(first + at)}T${localTimeOf(minuteOfDay)}`;
    return Temporal.PlainDateTime.from(text).toZonedDateTime("Europe/Oslo").epochMilliseconds;
  });
}

describe("years of doses", () => {
  test.each(PROFILES.map((profile) => [profile.product, profile] as const))(
    "lose and double none on %s, and none is due a millisecond off",
    (_product, profile) => {
      const plan = dosePlan([planEntry("n", "02:30", { lateMin: 60 })], { minimumSpacingMin: 240 });
      const bench = deviceAt(profile, plan, START_MS);
      const closed = liveDaily(bench, dueInstants(150));
      expect(closed.map(({ dueMs }) => dueMs)).toEqual(dueInstants(150));
      expect(new Set(closed.map(({ doseId }) => doseId)).size).toBe(DAYS);
      expect(new Set(closed.map(({ outcome }) => outcome))).toEqual(new Set(["retrieved"]));
    },
    LONG ? 600_000 : 60_000,
  );
});
