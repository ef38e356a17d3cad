import type { DeviceInput } from "@dosekit/protocols";
import { InputQueue, newCounters, WAITING_INPUTS_MAX } from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";
import { bench, PRESS } from "../../../support/device-bench.ts";
import { HeldStore } from "../../../support/held-store.ts";

function filled() {
  const counters = newCounters();
  const queue = new InputQueue(counters);
  for (let index = 0; index < WAITING_INPUTS_MAX; index++) queue.push({ input: PRESS });
  return { queue, counters };
}

function drain(queue: InputQueue): readonly DeviceInput[] {
  const inputs: DeviceInput[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) inputs.push(next);
  return inputs;
}

const JAM = { type: "motion.failed", motion: "release", cause: "stall" } as const;

describe("the queue of inputs", () => {
  test("keeps their order, with the urgent first and a failed write before all", () => {
    const queue = new InputQueue(newCounters());
    queue.push({ input: PRESS });
    queue.push({ input: JAM });
    queue.pushUrgent({ type: "clock.set", previousCivilMs: undefined });
    queue.pushNext({ type: "journal.failed", lastSeq: 4 });
    expect(drain(queue).map(({ type }) => type)).toEqual([
      "journal.failed",
      "clock.set",
      "button.pressed",
      "motion.failed",
    ]);
  });

  test("when full drops a further press and counts it", () => {
    const { queue, counters } = filled();
    expect(queue.push({ input: PRESS })).toBe(true);
    expect(counters.inputsDropped).toBe(1);
    expect(drain(queue)).toHaveLength(WAITING_INPUTS_MAX);
  });

  test("when full keeps the newest of each reading that a newer one replaces", () => {
    const { queue, counters } = filled();
    queue.push({ input: { type: "battery.measured", permille: 300 } });
    queue.push({ input: { type: "battery.measured", permille: 299 } });
    expect(drain(queue).slice(WAITING_INPUTS_MAX)).toEqual([
      { type: "battery.measured", permille: 299 },
    ]);
    expect(counters.inputsDropped).toBe(1);
  });

  test("when full still takes what the mechanism tells, until its reserve is used up", () => {
    const { queue, counters } = filled();
    const taken = Array.from({ length: WAITING_INPUTS_MAX + 1 }, () => queue.push({ input: JAM }));
    expect(taken.filter(Boolean)).toHaveLength(WAITING_INPUTS_MAX);
    expect(taken.at(-1)).toBe(false);
    expect(counters.inputsDropped).toBe(0);
  });

  test("passes over what is no longer wanted", () => {
    const counters = newCounters();
    const queue = new InputQueue(counters);
    queue.push({ input: PRESS, wanted: () => false });
    queue.push({ input: JAM });
    expect(drain(queue)).toEqual([JAM]);
    expect(counters.lateCallbacks).toBe(1);
  });

  test("stops the device rather than lose what the mechanism tells", () => {
    const faults: string[] = [];
    const store = new HeldStore();
    const { runner } = bench({ store, onFault: ({ code }) => faults.push(code) });
    runner.powerOn("first-boot");
    for (let index = 0; index <= 2 * WAITING_INPUTS_MAX; index++) runner.input(JAM);
    expect(faults).toEqual(["input-overrun"]);
    expect(runner.isOn()).toBe(false);
  });
});
