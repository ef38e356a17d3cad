import type { DeviceLogic, JournalRecord } from "@dosekit/protocols";
import {
  CivilClock,
  EventQueue,
  ScheduledRetryTimer,
  SimulatedBoard,
  streamOf,
  TrayPlant,
  VirtualNetwork,
  WATCHDOG_MS,
  WRITE_MS,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { type CountingState, countingLogic } from "../../../support/counting-logic.ts";

const START = 1_800_000_000_000;

function board(logic: DeviceLogic<unknown> = countingLogic as DeviceLogic<unknown>) {
  const queue = new EventQueue(START);
  const net = new VirtualNetwork({ scheduler: queue, seed: "1", gatewayLane: 1 });
  const random = streamOf("1", "d1", "board");
  const plant = new TrayPlant({ nowMs: () => queue.nowMs(), random, jamChance: 0 });
  const seen: string[] = [];
  const records: JournalRecord[] = [];
  const simulated = new SimulatedBoard({
    scheduler: queue,
    lane: 0,
    random,
    deviceId: "d1",
    product: "test",
    spoolEventsMax: 100,
    logic,
    civil: new CivilClock({ driftPpm: 0, civilMs: START, errorMs: 0 }, START),
    plant,
    transport: net.attach("d1", 0),
    retryTimer: new ScheduledRetryTimer(queue, 0),
    watch: {
      onRecord: (record) => records.push(record),
      onInput: ({ type }) => seen.push(type),
      onPower: (on) => seen.push(on ? "on" : "off"),
      onFact: () => undefined,
      onSignal: ({ light }) => seen.push(`light ${light}`),
      onMotion: (durationMs) => seen.push(`motion ${durationMs}`),
      onFault: ({ code }) => seen.push(`fault ${code}`),
    },
  });
  const wait = (ms: number) => queue.runUntil(queue.nowMs() + ms);
  const press = () => simulated.input({ type: "button.pressed", actor: "user" });
  return { queue, plant, simulated, seen, records, wait, press };
}

describe("a simulated board", () => {
  test("that hangs is silent until its watchdog starts it again", () => {
    const { simulated, seen, records, wait, press } = board();
    simulated.powerOn("first-boot");
    wait(WRITE_MS);
    simulated.hang();
    press();
    wait(WATCHDOG_MS - 1);
    expect(seen.at(-1)).not.toBe("on");
    expect(simulated.isOn()).toBe(false);
    wait(1 + WRITE_MS);
    expect(simulated.isOn()).toBe(true);
    expect(records.map(({ kind }) => kind)).toEqual(["device.booted", "device.booted"]);
  });

  test("moves only after the record that announces it is durable", () => {
    const { simulated, seen, records, wait, press } = board();
    simulated.powerOn("first-boot");
    wait(WRITE_MS);
    press();
    wait(WRITE_MS - 1);
    expect(records).toHaveLength(1);
    expect(seen.some((what) => what.startsWith("motion"))).toBe(false);
    wait(1);
    expect(records).toHaveLength(2);
    expect(seen.some((what) => what.startsWith("motion"))).toBe(true);
  });

  test("moves nothing when the power goes in the middle of the write", () => {
    const { simulated, seen, wait, press } = board();
    simulated.powerOn("first-boot");
    wait(WRITE_MS);
    press();
    wait(WRITE_MS / 2);
    simulated.powerOff({ write: "kept" });
    wait(60_000);
    expect(seen.some((what) => what.startsWith("motion"))).toBe(false);
  });

  test("hands out a record that became durable in the last moment", () => {
    const { simulated, wait, press } = board();
    simulated.powerOn("first-boot");
    wait(WRITE_MS);
    press();
    expect(simulated.powerOff({ write: "kept" })).toMatchObject([
      { kind: "mechanism.moved", seq: 2 },
    ]);
    simulated.powerOn("power-restored");
    wait(WRITE_MS);
    press();
    expect(simulated.powerOff({ write: "torn" })).toEqual([]);
  });

  test("goes on after a power cut with what was durable, under another boot", () => {
    const { simulated, records, wait, press } = board();
    simulated.powerOn("first-boot");
    wait(WRITE_MS);
    press();
    simulated.powerOff({ write: "lost" });
    wait(5_000);
    simulated.powerOn("power-restored");
    wait(WRITE_MS);
    expect(records.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(records[0]?.epoch).toBe(records[1]?.epoch);
    expect(records[0]?.bootId).not.toBe(records[1]?.bootId);
    expect(records[1]?.uptimeMs).toBe(0);
  });

  test("tells a later boot nothing of a movement that an earlier one began", () => {
    const { simulated, seen, wait, press } = board();
    simulated.powerOn("first-boot");
    wait(WRITE_MS);
    press();
    wait(WRITE_MS + 1);
    simulated.powerOff({});
    simulated.powerOn("power-restored");
    wait(60_000);
    expect(seen).not.toContain("motion.finished");
  });

  test("tells a boot at once which sensors are not at rest", () => {
    const { simulated, plant, seen, wait } = board();
    simulated.powerOn("first-boot");
    wait(WRITE_MS);
    simulated.powerOff({});
    plant.handle({ type: "tilt" });
    simulated.powerOn("power-restored");
    wait(WRITE_MS);
    expect(seen).toContain("posture.tilted");
  });

  test("leaves nothing of the device behind when it ends or loses power", () => {
    const { queue, simulated, wait, press } = board();
    simulated.powerOn("first-boot");
    wait(60_000);
    press();
    simulated.powerOff({});
    expect(simulated.clock.armed()).toBe(0);
    simulated.powerOn("power-restored");
    wait(60_000);
    simulated.stop();
    expect(simulated.clock.armed()).toBe(0);
    wait(120_000);
    expect(queue.pending()).toBe(0);
  });

  test("starts a device again whose program failed", () => {
    const failing = {
      ...countingLogic,
      step: (...[state, input, now]) => {
        if (input.type === "button.pressed") throw new Error("defect");
        return countingLogic.step(state, input, now);
      },
    } as DeviceLogic<CountingState> as DeviceLogic<unknown>;
    const { simulated, seen, wait, press } = board(failing);
    simulated.powerOn("first-boot");
    wait(WRITE_MS);
    press();
    expect(seen).toContain("fault logic-failed");
    expect(simulated.isOn()).toBe(false);
    wait(20_000);
    expect(simulated.isOn()).toBe(true);
  });
});
