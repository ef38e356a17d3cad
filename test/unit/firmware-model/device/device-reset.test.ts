import { describe, expect, test } from "vitest";
import { answersTo, ask, lastAnswer } from "../../../support/firmware-model/asking.ts";
import type { MechanismBench } from "../../../support/firmware-model/mechanism-bench.ts";
import {
  FIRST,
  follow,
  MINUTE,
  outcomes,
  recordsOf,
  storyPlan,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

/** What a host knows that has fetched the whole journal. */
function exported(bench: MechanismBench) {
  const { epoch = 1, seq: throughSeq = 1 } = bench.records.at(-1) ?? {};
  return { epoch, throughSeq };
}

function endedBench() {
  const bench = usedBench();
  bench.advanceTo(FIRST.dueMs + MINUTE);
  take(bench);
  ask(bench, "set-mode", { mode: "ended" });
  return bench;
}

describe("a reset", () => {
  test("comes after the end of service only", () => {
    const bench = usedBench();
    ask(bench, "reset", exported(bench));
    expect(lastAnswer(bench)).toBe("wrong-mode");
    expect(bench.records.length).toBeGreaterThan(3);
  });

  test("is refused until whoever asks names the last record of this epoch", () => {
    const bench = endedBench();
    const { epoch, throughSeq } = exported(bench);
    for (const wrong of [
      {},
      { epoch },
      { throughSeq },
      { epoch, throughSeq: throughSeq - 1 },
      { epoch, throughSeq: throughSeq + 100 },
      { epoch: epoch + 1, throughSeq },
    ]) {
      ask(bench, "reset", wrong);
      expect(lastAnswer(bench)).toBe("not-exported");
    }
    expect(outcomes(bench)).toHaveLength(1);
  });

  test("waits until nothing is left in the mechanism", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    bench.tilt();
    ask(bench, "set-mode", { mode: "ended" });
    ask(bench, "reset", exported(bench));
    expect(lastAnswer(bench)).toBe("busy");
    bench.right();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    ask(bench, "reset", exported(bench));
    bench.advance(1_000);
    expect(lastAnswer(bench)).toBe("done");
  });

  test("A-3: answers, forgets everything and starts as a new device", () => {
    const bench = endedBench();
    const { epoch } = exported(bench);
    ask(bench, "reset", exported(bench));
    bench.advance(1_000);
    expect(lastAnswer(bench)).toBe("done");
    expect(bench.state?.journal.epoch).not.toBe(epoch);
    expect(bench.records.map(({ kind }) => kind)).toEqual(["device.booted"]);
    expect(bench.records[0]?.resetCause).toBe("command");
    expect(bench.state).toMatchObject({
      schedule: { plan: undefined },
      service: { mode: "provisioned" },
      closed: [],
      replies: [],
      alerts: [],
      config: { version: 0 },
    });
    follow(bench, storyPlan(), 1);
    expect(bench.state?.service.mode).toBe("configured");
  });

  test("is made up for when power goes behind its record", () => {
    const bench = endedBench();
    const wish = exported(bench);
    bench.effectsUntilCut = 1;
    const commandId = ask(bench, "reset", wish);
    expect(bench.on).toBe(false);
    expect(answersTo(bench, commandId)).toEqual([]);
    bench.boot();
    expect(recordsOf(bench, "device.booted").map(({ resetCause }) => resetCause)).toEqual([
      "command",
    ]);
    ask(bench, "reset", { ...wish, commandId });
    expect(lastAnswer(bench)).toBe("wrong-mode");
  });
});
