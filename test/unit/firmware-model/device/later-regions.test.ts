import type { CheckpointValue } from "@dosekit/protocols";
import { expect, test } from "vitest";
import { MEDIDO, usedRoll } from "../../../support/firmware-model/roll-stories.ts";
import { active, FIRST } from "../../../support/firmware-model/tray-stories.ts";

/** A roll's checkpoint as it was before some of its regions were in the chart. */
function forgetRegions(bench: ReturnType<typeof usedRoll>, names: readonly string[]): void {
  const { durable } = bench;
  if (durable === undefined) throw new Error("nothing is durable");
  const state = durable.checkpoint["state"] as Record<string, CheckpointValue>;
  const machine = state["machine"] as Record<string, CheckpointValue>;
  const regions = Object.entries(machine["value"] as Record<string, CheckpointValue>);
  const value = Object.fromEntries(regions.filter(([name]) => !names.includes(name)));
  const earlier = { ...state, machine: { ...machine, value } };
  durable.checkpoint = { ...durable.checkpoint, state: earlier };
}

test("a checkpoint from before a chart had some of its regions is understood", () => {
  const bench = usedRoll(MEDIDO);
  const records = bench.records.length;
  bench.cutPower();
  forgetRegions(bench, ["store", "visit"]);
  bench.boot();
  bench.advanceTo(FIRST.dueMs + 10_000);
  bench.take();
  expect(bench.records.length).toBeGreaterThan(records);
  expect(bench.user.map(({ doseId }) => doseId)).toEqual([FIRST.doseId]);
  expect(active(bench)).toEqual([]);
});
