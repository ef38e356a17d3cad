import {
  DETAIL_FIELDS,
  faultsOfDevice,
  faultsOfGateway,
  PLANNED_KINDS,
  SCOPE_FIELDS,
  TIME_FIELDS,
  UserError,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CALENDAR, FLEET, readFaults } from "../../../support/simulator/fault-files.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const FIELDS = [TIME_FIELDS, SCOPE_FIELDS, DETAIL_FIELDS].flatMap((fields) => Object.keys(fields));

/** Values that stand in fault files, and values that should not. */
const values = fc.oneof(
  fc.constantFrom("08:00", "22:15", "2026-11-23T08:00", "2026-11-22 24:00", "9999-99-99T99:99"),
  fc.constantFrom("up", "drawn", "kept", "io", "tilt", "start", "area-01", "roll-0001", "roll"),
  fc.integer({ min: -10, max: 2_000 }),
  fc.constantFrom(0, 0.5, 1, -1, 1e308, -0, Number.MAX_SAFE_INTEGER),
  fc.boolean(),
  fc.array(fc.constantFrom("area-01", "roll-0001", "roll-0002", "tray", "x", "__proto__"), {
    maxLength: 3,
  }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ maxLength: 30 }),
);

const fields = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...FIELDS) },
  { weight: 1, arbitrary: fc.constantFrom("__proto__", "constructor", "toString", "kind") },
  { weight: 1, arbitrary: fc.string({ maxLength: 10 }) },
);

const entries = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom<string>(...PLANNED_KINDS) }, fc.string()),
    fc.array(fc.tuple(fields, values), { maxLength: 5 }),
  )
  .map(([kind, told]) => JSON.stringify({ kind, ...Object.fromEntries(told) }));

const sections = fc.oneof(
  { weight: 6, arbitrary: fc.array(entries, { maxLength: 4 }).map((rows) => `planned: [${rows}]`) },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify({ planned: value })) },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify({ rolls: value })) },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
);

test("any file is read, or refused with a place, what was found and what is allowed", () => {
  const seen = { read: 0, refused: 0 };
  fc.assert(
    fc.property(sections, (text) => {
      try {
        readFaults(text);
        seen.read += 1;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        seen.refused += 1;
        const { code, file, line = 1, message, allowed } = error.mistake;
        expect(code).toMatch(/^(fleet|faults|file)\./);
        expect(file).toBe("faults.yaml");
        expect(line).toBeGreaterThanOrEqual(1);
        expect(message).toMatch(/\.$/);
        expect(allowed).not.toBe("");
      }
    }),
    { numRuns: LONG ? 20_000 : 1_500 },
  );
  expect(seen.read).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(0);
});

/** Entries that are right as far as their fields go. */
const rightEntries = fc
  .record({
    kind: fc.constantFrom("link-cut", "jam", "link-noise", "temperature", "area-outage", "hang"),
    at: fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:30`),
    day: fc.constantFrom(1, 2),
    minutes: fc.integer({ min: 1, max: 10_000 }),
    rate: fc.option(fc.double({ min: 0.01, max: 5, noNaN: true })),
    share: fc.option(fc.double({ min: 0.01, max: 1, noNaN: true })),
  })
  .map(({ kind, at, day, minutes, rate, share }) => ({
    kind,
    ...(rate === null ? { at, day } : { perDay: rate }),
    ...(kind === "hang" ? {} : { minutes }),
    ...(kind === "temperature" ? { celsius: 45 } : {}),
    ...(kind === "link-noise" ? { lossPermille: 100 } : {}),
    ...(share === null || kind === "area-outage" ? {} : { share }),
  }));

test("what is read is drawn within the days, for each device by itself", () => {
  fc.assert(
    fc.property(fc.array(rightEntries, { maxLength: 6 }), (planned) => {
      const plan = readFaults(JSON.stringify({ planned }));
      expect(plan.planned.length).toBe(planned.length);
      const startMs = Date.UTC(2026, 10, 21, 23);
      const endMs = startMs + CALENDAR.days * 86_400_000;
      const draw = { seed: FLEET.seed, plan, startMs, endMs, world: FLEET.world };
      const drawn = FLEET.devices.map(({ deviceId }) => faultsOfDevice(draw, deviceId));
      for (const { fromMs, durationMs } of [...drawn.flat(), ...faultsOfGateway(draw)]) {
        expect(fromMs).toBeGreaterThanOrEqual(startMs);
        expect(fromMs + durationMs).toBeLessThanOrEqual(endMs);
      }
    }),
    { numRuns: LONG ? 2_000 : 200 },
  );
});
