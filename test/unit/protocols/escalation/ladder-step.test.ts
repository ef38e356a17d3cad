import {
  DEFAULT_LADDER,
  type EscalationLadder,
  HOUR_MS,
  MINUTE_MS,
  startLadder,
  stepLadder,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const LADDER: EscalationLadder = {
  id: "three",
  climbFromSeverity: 20,
  rungs: [
    { recipient: "user", afterMin: 0 },
    { recipient: "home-care", afterMin: 10 },
    { recipient: "response-centre", afterMin: 20 },
  ],
  repeatMin: 60,
};
const START = startLadder(LADDER, "1-5", 30, 0);

describe("startLadder", () => {
  it("stands before the first rung and is due when the first wait is over", () => {
    expect(startLadder(DEFAULT_LADDER, "1-5", 30, 500)).toEqual({
      alertId: "1-5",
      severity: 30,
      rung: -1,
      notifications: 0,
      nextMs: 500,
    });
  });

  it("refuses a ladder without rungs as the caller's bug", () => {
    expect(() => startLadder({ ...LADDER, rungs: [] }, "1-5", 30, 0)).toThrow("has no rung 0");
  });
});

describe("stepLadder", () => {
  it("tells the rungs one after the other, each after its wait, and then repeats", () => {
    const told: [number, string, boolean][] = [];
    let state = START;
    while (told.length < 5) {
      const nowMs = state.nextMs ?? 0;
      const [next, notices] = stepLadder(LADDER, state, { type: "time" }, nowMs);
      for (const { recipient, repeat } of notices) {
        told.push([nowMs / MINUTE_MS, recipient, repeat]);
      }
      state = next;
    }
    expect(told).toEqual([
      [0, "user", false],
      [10, "home-care", false],
      [30, "response-centre", false],
      [90, "response-centre", true],
      [150, "response-centre", true],
    ]);
  });

  it("tells nobody before the time has come", () => {
    const [after] = stepLadder(LADDER, START, { type: "time" }, 0);
    expect(stepLadder(LADDER, after, { type: "time" }, 10 * MINUTE_MS - 1)).toEqual([after, []]);
  });

  it("tells each rung once when it wakes a day late, and repeats an interval from then", () => {
    const nowMs = 24 * HOUR_MS;
    const [state, notices] = stepLadder(LADDER, START, { type: "time" }, nowMs);
    expect(notices.map(({ rung, repeat }) => [rung, repeat])).toEqual([
      [0, false],
      [1, false],
      [2, false],
    ]);
    expect(state.nextMs).toBe(nowMs + HOUR_MS);
  });

  it("tells only the first rung of an alert below the severity that climbs", () => {
    const low = startLadder(LADDER, "1-5", 10, 0);
    const [state, notices] = stepLadder(LADDER, low, { type: "time" }, 24 * HOUR_MS);
    expect(notices).toHaveLength(1);
    expect(state).toMatchObject({ rung: 0, ended: "told", nextMs: undefined });
  });

  it.each([
    [{ type: "acknowledged", actor: "staff" }, "acknowledged"],
    [{ type: "cleared" }, "cleared"],
    [{ type: "service-ended" }, "service-ended"],
  ] as const)("ends when %j arrives and tells nobody any more", (input, ended) => {
    const [state, notices] = stepLadder(LADDER, START, input, 0);
    expect(state).toMatchObject({ ended, nextMs: undefined });
    expect(notices).toEqual([]);
    expect(stepLadder(LADDER, state, { type: "time" }, 24 * HOUR_MS)).toEqual([state, []]);
  });

  it("climbs from one rung straight into its repeats", () => {
    const only = { ...LADDER, rungs: [{ recipient: "home-care", afterMin: 5 }] } as const;
    const start = startLadder(only, "1-5", 40, 0);
    const [state, notices] = stepLadder(only, start, { type: "time" }, 5 * MINUTE_MS);
    expect(notices).toMatchObject([{ recipient: "home-care", rung: 0, repeat: false }]);
    expect(state.nextMs).toBe(65 * MINUTE_MS);
  });

  it.each([0, -1, Number.NaN])("refuses to repeat every %s minutes", (repeatMin) => {
    const ladder = { ...LADDER, repeatMin };
    expect(() => stepLadder(ladder, START, { type: "time" }, HOUR_MS)).toThrow("repeatMin: found");
  });
});
