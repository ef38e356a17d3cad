import { instantOf, localOf, OUTSIDE_TABLE, offsetAt, zoneNames } from "@dosekit/firmware-model";
import { localDateOf, localTimeOf } from "@dosekit/protocols";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { TRYING_ZONES, tableOf } from "../../../support/plans.ts";

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2015, 0, 3);
const UNTIL_MS = Date.UTC(2049, 11, 30);
const numRuns = process.env["DOSEKIT_LONG"] === "1" ? 20_000 : 1_500;

const anyZone = fc.oneof(fc.constantFrom(...TRYING_ZONES), fc.constantFrom(...zoneNames()));

/** A zone with a local time, four times out of five within three hours of a change of its clock. */
const anyLocalTime = anyZone.chain((zone) => {
  const { changeMs } = tableOf(zone);
  const anywhere = fc.integer({ min: FROM_MS / 60_000, max: UNTIL_MS / 60_000 });
  const inside = changeMs.filter((ms) => ms > FROM_MS && ms < UNTIL_MS);
  const minute =
    inside.length === 0
      ? anywhere
      : fc.oneof(
          { weight: 1, arbitrary: anywhere },
          {
            weight: 4,
            arbitrary: fc
              .tuple(fc.constantFrom(...inside), fc.integer({ min: -180, max: 180 }))
              .map(
                ([ms, near]) =>
                  (ms + (Number(offsetAt(tableOf(zone), ms)) + near) * 60_000) / 60_000,
              ),
          },
        );
  return fc.record({ zone: fc.constant(zone), wallMin: minute });
});

describe("local time", () => {
  test("is read as Temporal's compatible rule reads it", () => {
    fc.assert(
      fc.property(anyLocalTime, ({ zone, wallMin }) => {
        const [dayNumber, minute] = [Math.floor(wallMin / 1_440), wallMin % 1_440];
        const found = instantOf(tableOf(zone), dayNumber, minute);
        const read = Temporal.PlainDateTime.from(
          `${localDateOf(dayNumber)}T${localTimeOf(minute)}`,
        ).toZonedDateTime(zone, { disambiguation: "compatible" });
        expect(found).toMatchObject({ ms: read.epochMilliseconds });
      }),
      { numRuns },
    );
  });

  test("comes back from its instant, unless it lies in a gap", () => {
    fc.assert(
      fc.property(anyLocalTime, ({ zone, wallMin }) => {
        const found = instantOf(tableOf(zone), Math.floor(wallMin / 1_440), wallMin % 1_440);
        if (found === OUTSIDE_TABLE) throw new Error("inside the span");
        const back = localOf(tableOf(zone), found.ms);
        if (back === OUTSIDE_TABLE) throw new Error("inside the span");
        const isSame = back.dayNumber * 1_440 + back.minuteOfDay === wallMin;
        expect(isSame).toBe(found.kind !== "gap");
      }),
      { numRuns },
    );
  });

  test("means the first occurrence: no earlier instant shows the same wall time", () => {
    fc.assert(
      fc.property(anyLocalTime, fc.integer({ min: 1, max: 180 }), ({ zone, wallMin }, back) => {
        const found = instantOf(tableOf(zone), Math.floor(wallMin / 1_440), wallMin % 1_440);
        if (found === OUTSIDE_TABLE) throw new Error("inside the span");
        const earlier = localOf(tableOf(zone), found.ms - back * 60_000);
        if (earlier === OUTSIDE_TABLE) throw new Error("inside the span");
        expect(earlier.dayNumber * 1_440 + earlier.minuteOfDay).not.toBe(wallMin);
      }),
      { numRuns },
    );
  });

  test("is refused outside the span of the table and told inside it", () => {
    fc.assert(
      fc.property(anyZone, fc.integer({ min: 0, max: 40_000 * DAY_MS }), (zone, ms) => {
        const table = tableOf(zone);
        const isInside = ms >= table.fromMs && ms < table.untilMs;
        expect(localOf(table, ms) !== OUTSIDE_TABLE).toBe(isInside);
        expect(offsetAt(table, ms) !== OUTSIDE_TABLE).toBe(isInside);
      }),
      { numRuns },
    );
  });
});
