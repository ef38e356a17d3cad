import { CivilClock, EventQueue, SimulatedDeviceClock } from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

const START = 1_800_000_000_000;

test("a drifting clock shows a time exactly from the instant that is foretold", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -200, max: 200 }),
      fc.integer({ min: -100_000, max: 100_000_000 }),
      fc.integer({ min: 0, max: 40_000_000_000 }),
      (driftPpm, offsetMs, aheadMs) => {
        const clock = new CivilClock({ driftPpm, civilMs: START + offsetMs, errorMs: 0 }, START);
        const wanted = START + offsetMs + aheadMs;
        const trueMs = clock.trueWhenShows(wanted) ?? Number.NaN;
        expect(clock.showsAt(trueMs)).toBeGreaterThanOrEqual(wanted);
        expect(clock.showsAt(trueMs - 1)).toBeLessThan(wanted);
      },
    ),
  );
});

const happening = fc.oneof(
  fc.record({ do: fc.constant("arm" as const), slot: fc.nat(3), aheadMs: fc.nat(7_200_000) }),
  fc.record({
    do: fc.constant("step" as const),
    byMs: fc.integer({ min: -9_000_000, max: 9_000_000 }),
  }),
  fc.record({
    do: fc.constant("set" as const),
    offsetMs: fc.integer({ min: -9_000_000, max: 9_000_000 }),
  }),
  fc.record({ do: fc.constant("lose" as const) }),
  fc.record({ do: fc.constant("pass" as const), forMs: fc.nat(7_200_000) }),
);

test("a civil timer fires once, and never before its clock shows the deadline", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -100, max: 100 }),
      fc.array(happening, { maxLength: 40 }),
      (driftPpm, happenings) => {
        const queue = new EventQueue(START);
        const civil = new CivilClock({ driftPpm, civilMs: START, errorMs: 0 }, START);
        const clock = new SimulatedDeviceClock({ scheduler: queue, lane: 0, civil });
        const deadlines = new Map<string, number>();
        const arm = (slot: string, atMs: number) => {
          deadlines.set(slot, atMs);
          clock.arm(slot, "civil", atMs, () => {
            expect(deadlines.get(slot)).toBe(atMs);
            expect(clock.now().civilMs).toBeGreaterThanOrEqual(atMs);
            deadlines.delete(slot);
          });
        };
        for (const next of happenings) {
          if (next.do === "arm")
            arm(`t${next.slot}`, (clock.now().civilMs ?? START) + next.aheadMs);
          else if (next.do === "step") clock.stepCivil(next.byMs);
          else if (next.do === "set") clock.setCivil(queue.nowMs() + next.offsetMs);
          else if (next.do === "lose") clock.loseCivil();
          else queue.runUntil(queue.nowMs() + next.forMs);
          expect(clock.armed()).toBe(deadlines.size);
        }
        clock.setCivil(Math.max(START, ...deadlines.values()));
        queue.runUntil(queue.nowMs());
        expect(clock.armed()).toBe(0);
        expect(queue.pending()).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
});
