import {
  type EscalationLadder,
  type LadderInput,
  type LadderNotice,
  type LadderState,
  MINUTE_MS,
  type Severity,
  startLadder,
  stepLadder,
} from "@dosekit/protocols";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 20_000 : 500;

const ladders: fc.Arbitrary<EscalationLadder> = fc.record({
  id: fc.constant("any"),
  climbFromSeverity: fc.constantFrom<Severity>(0, 20, 40),
  rungs: fc.array(
    fc.record({
      recipient: fc.constantFrom("user", "next-of-kin", "home-care", "response-centre"),
      afterMin: fc.nat(90),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  repeatMin: fc.integer({ min: 1, max: 60 }),
});

/** Mostly time, near and far; now and then an end. */
const inputs = fc.array(
  fc.record({
    waitMs: fc.oneof(fc.nat(5 * MINUTE_MS), fc.nat(3_000 * MINUTE_MS)),
    input: fc.oneof(
      { weight: 20, arbitrary: fc.constant<LadderInput>({ type: "time" }) },
      fc.constantFrom<LadderInput>(
        { type: "acknowledged", actor: "staff" },
        { type: "cleared" },
        { type: "service-ended" },
      ),
    ),
  }),
  { maxLength: 40 },
);

interface Step {
  readonly before: LadderState;
  readonly after: LadderState;
  readonly notices: readonly LadderNotice[];
  readonly nowMs: number;
}

function run(
  ladder: EscalationLadder,
  severity: Severity,
  moves: readonly { readonly waitMs: number; readonly input: LadderInput }[],
): readonly Step[] {
  let state = startLadder(ladder, "1-9", severity, 0);
  let nowMs = 0;
  return moves.map(({ waitMs, input }) => {
    nowMs += waitMs;
    const before = state;
    const [after, notices] = stepLadder(ladder, before, input, nowMs);
    state = after;
    return { before, after, notices, nowMs };
  });
}

function holds(check: (ladder: EscalationLadder, steps: readonly Step[]) => void): void {
  const severities = fc.constantFrom<Severity>(0, 10, 20, 30, 40);
  fc.assert(
    fc.property(ladders, severities, inputs, (ladder, severity, moves) => {
      check(ladder, run(ladder, severity, moves));
    }),
    { numRuns: RUNS },
  );
}

describe("an alert on its ladder", () => {
  it("never falls to a lower rung, and counts every notice", () => {
    holds((_ladder, steps) => {
      for (const { before, after, notices } of steps) {
        expect(after.rung).toBeGreaterThanOrEqual(before.rung);
        expect(after.notifications).toBe(before.notifications + notices.length);
      }
    });
  });

  it("stays ended once it has ended, and tells nobody", () => {
    holds((_ladder, steps) => {
      for (const { before, after, notices } of steps) {
        if (before.ended === undefined) continue;
        expect(after).toEqual(before);
        expect(notices).toEqual([]);
      }
    });
  });

  it("tells every rung once, in order, before it repeats the last", () => {
    holds((ladder, steps) => {
      const told = steps.flatMap(({ notices }) => notices);
      const first = told.filter(({ repeat }) => !repeat).map(({ rung }) => rung);
      expect(first).toEqual(first.map((_rung, index) => index));
      for (const { rung, recipient, repeat } of told) {
        expect(recipient).toBe(ladder.rungs[rung]?.recipient);
        if (repeat) expect(rung).toBe(ladder.rungs.length - 1);
      }
    });
  });

  it("tells the last rung at most once in the time between repeats", () => {
    holds((ladder, steps) => {
      const last = ladder.rungs.length - 1;
      const times = steps.flatMap(({ notices, nowMs }) =>
        notices.filter(({ rung }) => rung === last).map(() => nowMs),
      );
      for (const [index, nowMs] of times.entries()) {
        const previous = times[index - 1];
        if (previous === undefined) continue;
        expect(nowMs - previous).toBeGreaterThanOrEqual(ladder.repeatMin * MINUTE_MS);
      }
    });
  });

  it("leaves nothing due behind: after any time the next notice lies in the future", () => {
    holds((_ladder, steps) => {
      for (const { after, nowMs } of steps) {
        if (after.nextMs !== undefined) expect(after.nextMs).toBeGreaterThan(nowMs);
        else expect(after.ended).toBeDefined();
      }
    });
  });
});
