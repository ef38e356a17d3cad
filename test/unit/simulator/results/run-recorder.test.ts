import type { JournalRecord } from "@dosekit/protocols";
import { RunRecorder } from "@dosekit/simulator";
import { expect, it } from "vitest";

const END_MS = 600_000;

function record(seq: number): JournalRecord {
  return { epoch: 1, seq, kind: "dose.offered", bootId: 1, uptimeMs: seq, clock: "synced" };
}

function deliveryOf(isCut: boolean) {
  const recorder = new RunRecorder({});
  for (const [seq, trueMs] of [
    [1, 0],
    [2, END_MS - 300],
  ] as const) {
    recorder.observe({ seen: "record", deviceId: "d", trueMs, record: record(seq) });
  }
  recorder.close(END_MS, isCut);
  return recorder.sums().delivery;
}

it("calls a record lost that had the whole run to arrive, and not one of its last moment", () => {
  expect(deliveryOf(false)).toEqual({ sent: 2, received: 0, doubled: 0, lost: 1, underWay: 1 });
  expect(deliveryOf(true)).toEqual(deliveryOf(false));
});
