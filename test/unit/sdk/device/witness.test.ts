import { DeviceEvent, decodeAs } from "@dosekit/protocols";
import { MemoryWitness, type WitnessPort } from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";
import { BENCH_EPOCH, bench, PRESS } from "../../../support/device-bench.ts";
import { HeldStore } from "../../../support/held-store.ts";

/** A device that released so many doses and lost its power. */
function usedDevice(presses: number, witness: WitnessPort = new MemoryWitness()) {
  const store = new HeldStore();
  const forgotten: unknown[] = [];
  const moved: (number | undefined)[] = [];
  const made = bench({
    ...{ store, witness },
    actuators: {
      start: (effect) => {
        if (effect.type === "motion.start") moved.push(effect.slot);
      },
    },
    watch: { onForgotten: (lastSeq, mark) => forgotten.push({ keptSeq: lastSeq, ...mark }) },
  });
  made.runner.powerOn("first-boot");
  store.settleAll();
  for (let press = 0; press < presses; press += 1) {
    made.runner.input(PRESS);
    store.settleAll();
  }
  made.runner.powerOff();
  return { ...made, store, witness, forgotten, moved };
}

function rebooted(device: ReturnType<typeof usedDevice>) {
  device.runner.powerOn("power-restored");
  device.store.settleAll();
  return device;
}

describe("a witness of commits", () => {
  test("holds the newest record that storage confirmed", () => {
    const { witness } = usedDevice(3);
    expect(witness.read()).toEqual({ epoch: BENCH_EPOCH, lastSeq: 4 });
  });

  test("has no effect on storage that keeps what it confirms", () => {
    const { forgotten, runner } = rebooted(usedDevice(3));
    expect(forgotten).toEqual([]);
    expect(runner.counters.storageForgot).toBe(0);
  });

  test("knows of a record before anything that waits for it is begun", () => {
    const witness = new MemoryWitness();
    const store = new HeldStore();
    const seen: unknown[] = [];
    const start = () => seen.push(witness.read()?.lastSeq);
    const { runner } = bench({ store, witness, actuators: { start } });
    runner.powerOn("first-boot");
    store.settleAll();
    runner.input(PRESS);
    expect(seen).toEqual([]);
    store.settleAll();
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen)).toEqual(new Set([2]));
  });

  test("tells of forgotten records, whose numbers and doses are not given again", () => {
    const device = usedDevice(3);
    device.store.forget(2);
    rebooted(device);
    expect(device.forgotten).toEqual([{ keptSeq: 2, epoch: BENCH_EPOCH, lastSeq: 4 }]);
    device.runner.input(PRESS);
    device.store.settleAll();
    expect(device.moved).toEqual([0, 1, 2, 3]);
    expect(device.witness.read()).toEqual({ epoch: BENCH_EPOCH, lastSeq: 6 });
  });

  test("has a marker stand for what is lost, so that the host's row has no hole", () => {
    const device = usedDevice(3);
    device.store.forget(2);
    rebooted(device);
    const sent: unknown[] = [];
    device.transport.onSend = (channel, payload) => {
      const event = channel === "evt" ? decodeAs(DeviceEvent, payload) : undefined;
      if (event?.ok) sent.push([event.value.seq, event.value.kind, event.value.count]);
    };
    device.transport.listener?.onLink(true);
    expect(sent).toEqual([
      [1, "device.booted", undefined],
      [2, "dose.released", undefined],
      [3, "telemetry.dropped", 2],
      [5, "device.booted", undefined],
    ]);
  });

  test("tells again until a record after it is durable", () => {
    const device = usedDevice(3);
    device.store.forget(2);
    for (const _boot of [1, 2]) {
      device.runner.powerOn("power-restored");
      device.runner.powerOff();
      device.store.cut("lost");
    }
    rebooted(device);
    device.runner.powerOff();
    rebooted(device);
    expect(device.forgotten).toHaveLength(3);
  });

  test("knows a row of a life that is over, and nothing of it is taken up", () => {
    const device = usedDevice(3);
    device.witness.write({ epoch: BENCH_EPOCH + 1, lastSeq: 1 });
    rebooted(device);
    expect(device.forgotten).toHaveLength(1);
    expect(device.runner.state()).toMatchObject({ nextSeq: 2, nextDose: 0 });
  });

  test("tells of storage that came back empty", () => {
    const device = usedDevice(3);
    device.store.forget(9);
    rebooted(device);
    expect(device.forgotten).toEqual([{ keptSeq: 0, epoch: BENCH_EPOCH, lastSeq: 4 }]);
  });

  test("that is lost with the storage accuses nobody: the device believes what it finds", () => {
    const device = usedDevice(3);
    device.store.forget(2);
    device.witness.write(undefined);
    rebooted(device);
    expect(device.forgotten).toEqual([]);
    device.runner.input(PRESS);
    device.store.settleAll();
    expect(device.moved).toEqual([0, 1, 2, 1]);
  });

  test("that fails stops no device, and is counted", () => {
    const broken: WitnessPort = {
      read: () => {
        throw new Error("no answer");
      },
      write: () => {
        throw new Error("no answer");
      },
    };
    const { runner, moved } = usedDevice(2, broken);
    expect(moved).toEqual([0, 1]);
    expect(runner.counters.witnessFailures).toBe(4);
  });
});
