import { type DeviceTime, type Effect, instant, uptime } from "@dosekit/protocols";
import { DeviceTrace, RollingHash } from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

/** Plain data as effects are made of. */
const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(0, -0, 1, -1, 2 ** 32, 2 ** 53 - 1, 0.5, "", "a", true, false, null),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.string({ maxLength: 6 }),
    fc.uint8Array({ maxLength: 4 }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), tie("value"), { maxKeys: 4 }),
  ),
})).value;

function hashOf(row: readonly unknown[]): string {
  const hash = new RollingHash();
  for (const value of row) hash.add(value);
  return hash.digest();
}

/** Says whether two rows are the same, key by key in order. */
function textOf(row: readonly unknown[]): string {
  return JSON.stringify(row, (_key, value: unknown) => {
    if (value instanceof Uint8Array) return { bytes: [...value], isBytes: "yes" };
    if (Object.is(value, -0)) return "minus nothing";
    return typeof value === "string" ? `"${value}"` : value;
  });
}

test("rows of plain data have the same hash exactly when they are the same", () => {
  const row = fc.array(plain, { maxLength: 6 });
  fc.assert(
    fc.property(row, row, (one, other) => {
      expect(hashOf(one) === hashOf(other)).toBe(textOf(one) === textOf(other));
      expect(hashOf(structuredClone(one))).toBe(hashOf(one));
    }),
    { numRuns: 2_000 },
  );
});

test("moving the end of a list, an object or a text changes the hash", () => {
  const rows = [
    [[1], 2],
    [[1, 2]],
    [[[1], 2]],
    [[[1, 2]]],
    [{ a: 1, b: 2 }],
    [{ a: 1 }, { b: 2 }],
    [{ a: { b: 2 } }],
    [{ b: 2, a: 1 }],
    ["ab", "c"],
    ["a", "bc"],
    ["abc"],
    [1, 2],
    [12],
    ["1", 2],
    [],
    [[]],
    [{}],
    [null],
    [undefined],
  ];
  expect(new Set(rows.map(hashOf)).size).toBe(rows.length);
});

const TIME: DeviceTime = {
  ...{ uptimeMs: uptime(1), civilMs: instant(1_800_000_000_000) },
  ...{ clock: "rtc", clockErrorMs: 0, bootId: 1 },
};

const effect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({
    type: fc.constant("signal.show" as const),
    light: fc.constantFrom("off" as const, "steady" as const, "blink" as const),
    sound: fc.nat(10),
  }),
  fc.record({
    type: fc.constant("timer.arm" as const),
    slot: fc.constantFrom("remind", "close"),
    basis: fc.constantFrom("uptime" as const, "civil" as const),
    atMs: fc.nat(2_000_000),
  }),
  fc.record({
    type: fc.constant("motion.start" as const),
    motion: fc.constantFrom("tray.open", "tray.close"),
    slot: fc.nat(28),
  }),
);

interface Step {
  readonly effect: Effect;
  readonly uptimeMs: number;
  readonly civilMs: number | undefined;
  readonly bootId: number;
}

test("a difference in any effect, argument or time changes a device's trace", () => {
  const step = fc.record({
    effect,
    uptimeMs: fc.nat(3),
    civilMs: fc.option(fc.nat(3), { nil: undefined }),
    bootId: fc.nat(2),
  });
  const row = fc.array(step, { maxLength: 8 });
  const traceOf = (steps: readonly Step[]) => {
    const trace = new DeviceTrace();
    for (const one of steps) {
      trace.add(one.effect, {
        ...TIME,
        bootId: one.bootId,
        uptimeMs: uptime(one.uptimeMs),
        civilMs: one.civilMs === undefined ? undefined : instant(one.civilMs),
      });
    }
    return trace.digest();
  };
  fc.assert(
    fc.property(row, row, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(traceOf(one) === traceOf(other)).toBe(same);
    }),
    { numRuns: 500 },
  );
  const oneChange = fc.constantFrom<Partial<Step>>(
    { uptimeMs: 9 },
    { civilMs: 9 },
    { bootId: 9 },
    { effect: { type: "timer.cancel", slot: "remind" } },
  );
  const some = fc.array(step, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(some, fc.nat(), oneChange, (steps, place, change) => {
      const at = place % steps.length;
      const changed = steps.map((one, index) => (index === at ? { ...one, ...change } : one));
      expect(traceOf(changed)).not.toBe(traceOf(steps));
    }),
  );
});
