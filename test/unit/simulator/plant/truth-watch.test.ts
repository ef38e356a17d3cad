import type { JournalRecord } from "@dosekit/protocols";
import { type PlantFact, TruthWatch } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const TAKEN: PlantFact = { type: "moved", from: "slot", to: "user", doses: 1, slot: 3 };

function record(kind: JournalRecord["kind"], more: Partial<JournalRecord> = {}): JournalRecord {
  return {
    epoch: 1,
    seq: 1,
    kind,
    bootId: 1,
    uptimeMs: 0,
    clock: "unset",
    ...more,
  } as JournalRecord;
}

describe("a dose that is told as retrieved", () => {
  test("is a false one when nothing reached anybody since it was offered", () => {
    const watch = new TruthWatch();
    watch.see(TAKEN);
    watch.hear(record("dose.offering"));
    expect(watch.hear(record("dose.closed", { outcome: "retrieved" }))).toEqual({
      type: "hazard",
      hazard: "false-taken",
      detectable: false,
    });
  });

  test("is a true one when it did", () => {
    const watch = new TruthWatch();
    watch.hear(record("dose.offering"));
    watch.see(TAKEN);
    expect(watch.hear(record("dose.closed", { outcome: "retrieved" }))).toBeUndefined();
  });

  test("is not looked for where another outcome is told", () => {
    const watch = new TruthWatch();
    watch.hear(record("dose.offering"));
    expect(watch.hear(record("dose.closed", { outcome: "missed" }))).toBeUndefined();
  });
});
