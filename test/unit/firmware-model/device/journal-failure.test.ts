import { describe, expect, test } from "vitest";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  MINUTE,
  motions,
  offeredBench,
  outcomes,
  raised,
  recordsOf,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

/** A device whose storage takes nothing from just before its first dose. */
function failingBench() {
  const bench = usedBench();
  bench.advanceTo(FIRST.dueMs - 1);
  bench.failingCommits = 10_000;
  return bench;
}

describe("a journal that takes no records", () => {
  test("nothing is offered", () => {
    const bench = failingBench();
    bench.advance(30 * MINUTE);
    expect(motions(bench)).not.toContain("tray.offer");
    expect(bench.cycle).toBe("locked");
  });

  test("the dose is prevented and the fault told as soon as a record can be written", () => {
    const bench = failingBench();
    bench.advanceTo(FIRST_LATE_MS + 10 * MINUTE);
    bench.failingCommits = 0;
    bench.advance(2 * MINUTE);
    expect(raised(bench)).toContain("1.5");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented journal-unavailable`]);
    expect(active(bench)).toEqual(["1.1"]);
  });

  test("a dose is offered after all when the journal recovers within the window", () => {
    const bench = failingBench();
    bench.advance(10 * MINUTE);
    bench.failingCommits = 0;
    bench.advance(3 * MINUTE);
    expect(bench.position).toBe(0);
    expect(recordsOf(bench, "dose.offering")).toHaveLength(1);
  });

  test("the row of records has no gap afterwards", () => {
    const bench = failingBench();
    bench.tilt();
    bench.right();
    bench.advance(10 * MINUTE);
    bench.failingCommits = 0;
    bench.advance(3 * MINUTE);
    expect(bench.records.map(({ seq }) => seq)).toEqual(bench.records.map((_record, at) => at + 1));
    expect(recordsOf(bench, "posture.tilted")).toHaveLength(1);
  });

  test("the shutter locks at the late limit all the same", () => {
    const bench = offeredBench();
    bench.failingCommits = 10_000;
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(bench.position).toBe("locked");
    bench.failingCommits = 0;
    bench.advance(3 * MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  });

  test("the answer to a command waits for its record and comes when the host asks again", () => {
    const bench = usedBench();
    const command = { commandId: "c1", verb: "self-test", actor: "staff" } as const;
    bench.failingCommits = 1;
    bench.command({ ...command, actor: "user" });
    expect(bench.replies).toEqual([]);
    bench.advance(2 * MINUTE);
    bench.command(command);
    expect(bench.replies).toHaveLength(1);
    const [reply] = bench.replies;
    expect(bench.records.find(({ seq }) => seq === reply?.seq)?.kind).toBe("command.handled");
  });
});
