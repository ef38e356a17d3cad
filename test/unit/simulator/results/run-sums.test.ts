import { addSums, CHECK_IDS, RunRecorder, type RunSums, type Violation } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

function empty(): RunSums {
  const recorder = new RunRecorder({});
  recorder.close(0);
  return recorder.sums();
}

function violationAt(trueMs: number, deviceId = "d1"): Violation {
  return { check: "S1", deviceId, trueMs, message: `${deviceId} at ${trueMs}` };
}

/** Sums whose every number is different, times a factor. */
function sumsOf(factor: number): RunSums {
  const base = empty();
  return {
    ...base,
    totals: {
      due: 10 * factor,
      outcomes: { ...base.totals.outcomes, retrieved: 7 * factor, missed: 2 * factor },
      alerts: { "1.2": 3 * factor, "1.10": factor },
    },
    delivery: { sent: 40 * factor, received: 50 * factor, doubled: factor, lost: 2 * factor },
    droppedTelemetry: 4 * factor,
    hazards: { "false-taken": factor, "empty-release": 2 * factor },
    checks: {
      ...base.checks,
      S1: { made: 9 * factor, violated: factor },
      L2: { made: 8 * factor, violated: 0 },
    },
    stops: 6 * factor,
  };
}

describe("sums of parts of a run", () => {
  test("add up number by number, in whatever order", () => {
    expect(addSums(sumsOf(1), sumsOf(2))).toEqual(sumsOf(3));
    expect(addSums(sumsOf(2), sumsOf(1))).toEqual(sumsOf(3));
    expect(addSums(sumsOf(1), empty())).toEqual(sumsOf(1));
    expect(addSums(empty(), sumsOf(1))).toEqual(sumsOf(1));
  });

  test("keep alerts in the order of their codes and hazards in that of their names", () => {
    const { totals, hazards, checks } = addSums(sumsOf(1), {
      ...sumsOf(1),
      totals: { ...sumsOf(1).totals, alerts: { "1.1": 1, "1.22": 1, "1.3": 1 } },
      hazards: { "clock-off": 1 },
    });
    expect(Object.keys(totals.alerts)).toEqual(["1.1", "1.2", "1.3", "1.10", "1.22"]);
    expect(Object.keys(hazards)).toEqual(["clock-off", "empty-release", "false-taken"]);
    expect(Object.keys(checks)).toEqual([...CHECK_IDS]);
  });

  test("show the first violations of all parts, whichever part they come from", () => {
    const late = { ...empty(), violations: [5, 6, 7, 8].map((ms) => violationAt(ms)) };
    const early = { ...empty(), violations: [1, 5, 9].map((ms) => violationAt(ms, "d0")) };
    const shown = ({ violations }: RunSums) => violations.map(({ message }) => message);
    const wanted = ["d0 at 1", "d0 at 5", "d1 at 5", "d1 at 6", "d1 at 7"];
    expect(shown(addSums(late, early))).toEqual(wanted);
    expect(shown(addSums(early, late))).toEqual(wanted);
  });
});
