import {
  Command,
  crc32c,
  type DeviceLogic,
  type Effect,
  encodeMessage,
  INSTANT_MS_MAX,
  instant,
} from "@dosekit/protocols";
import { DeviceRunner, RunnerFault, STEPS_PER_INSTANT_MAX } from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";
import { BENCH_EPOCH, bench, HandClock, PRESS, TILT } from "../../../support/device-bench.ts";
import { HeldStore } from "../../../support/held-store.ts";
import { type TallyState, tallyLogic } from "../../../support/tally-logic.ts";

function kinds(effects: readonly Effect[]): readonly string[] {
  return effects.map(({ type }) => type);
}

/** A device that is on, with its boot written, and a store that waits for the test. */
function booted() {
  const store = new HeldStore();
  const device = bench({ store });
  device.runner.powerOn("first-boot");
  store.settleAll();
  device.effects.length = 0;
  return { ...device, held: store };
}

function command(commandId: string, verb: "self-test" | "sync-time" = "self-test") {
  return {
    type: "command.received",
    command: { commandId, verb, notAfterMs: instant(1), actor: "gateway", civilMs: instant(5_000) },
  } as const;
}

describe("a step of the device", () => {
  test("moves nothing before its record is durable", () => {
    const { runner, effects, held } = booted();
    runner.input(PRESS);
    expect(kinds(effects)).toEqual(["journal.commit"]);
    held.settle();
    expect(kinds(effects)).toEqual(["journal.commit", "motion.start", "timer.arm", "signal.show"]);
  });

  test("waits until the write of the step before is done", () => {
    const { runner, effects, held } = booted();
    runner.input(PRESS);
    runner.input(PRESS);
    expect(runner.state()?.nextDose).toBe(1);
    held.settle();
    expect(runner.state()?.nextDose).toBe(2);
    expect(kinds(effects).filter((kind) => kind === "motion.start")).toHaveLength(1);
  });

  test("drops what stands behind a failed write and tells the device first of all", () => {
    const { runner, effects, held } = booted();
    runner.input(PRESS);
    runner.input(command("c-1"));
    held.settle("io");
    expect(kinds(effects)).toEqual(["journal.commit", "signal.show", "journal.commit"]);
    expect(runner.state()?.failures).toBe(1);
    expect(runner.counters.commitsFailed).toBe(1);
  });

  test("after a failed write leaves armed what the state says is pending", () => {
    const { runner, held, clock } = booted();
    runner.input(PRESS);
    held.settle("io");
    expect(clock.armed()).toEqual(["lock"]);
  });

  test("carries the record in the same write as the state behind it", () => {
    const { runner, held } = booted();
    runner.input(PRESS);
    held.settle();
    runner.powerOff();
    runner.powerOn("power-restored");
    expect(runner.state()).toMatchObject({ nextSeq: 4, nextDose: 1 });
  });

  test("caused by an effect waits for the end of the step that caused it", () => {
    const seen: string[] = [];
    const device = bench({
      actuators: {
        start: (effect) => {
          seen.push(effect.type);
          if (effect.type === "motion.start") device.runner.input(TILT);
        },
      },
      watch: { onInput: (input) => seen.push(input.type) },
    });
    device.runner.powerOn("first-boot");
    device.runner.input(PRESS);
    expect(seen).toEqual(["button.pressed", "motion.start", "signal.show", "posture.tilted"]);
  });

  test("tells the device of a new clock before anything that the new time brings", () => {
    const seen: string[] = [];
    const { runner, clock } = bench({ watch: { onInput: (input) => seen.push(input.type) } });
    runner.powerOn("first-boot");
    runner.input(PRESS);
    clock.setCivil(1_000);
    clock.uptimeMs = 1_000;
    runner.input(command("c-1", "sync-time"));
    clock.advance(0);
    expect(seen).toEqual(["button.pressed", "command.received", "clock.set", "timer.fired"]);
    expect(clock.civilMs).toBe(5_000);
  });

  test.each([
    ["the last instant that a message carries", INSTANT_MS_MAX, INSTANT_MS_MAX],
    ["the time before 1970", -5_000, 0],
  ])("goes on when the clock runs past %s", (_name, setMs, shownMs) => {
    const { runner, clock, transport, effects } = bench();
    runner.powerOn("first-boot");
    clock.setCivil(setMs);
    clock.uptimeMs += 1;
    if (setMs > 0) clock.civilMs = setMs + 60_000;
    effects.length = 0;
    runner.input(PRESS);
    runner.input(command("c-1", "sync-time"));
    expect(runner.isOn()).toBe(true);
    expect(kinds(effects)).toContain("motion.start");
    transport.listener?.onLink(true);
    const stamps = transport.messages("evt").map((event) => event["civilMs"]);
    expect(stamps).toContain(shownMs);
  });

  test("answers a repeated command from the device's own memory", () => {
    const { runner, transport, held } = booted();
    transport.listener?.onLink(true);
    const payload = encodeMessage(Command, command("c-1").command);
    transport.deliver("cmd", payload);
    held.settleAll();
    transport.deliver("cmd", payload);
    held.settleAll();
    const reply = { commandId: "c-1", result: "done", epoch: BENCH_EPOCH, seq: 2 };
    expect(transport.messages("rsp")).toEqual([reply, reply]);
    expect(runner.state()?.nextSeq).toBe(3);
  });
});

describe("a timer", () => {
  test("that was cancelled or armed anew while its firing waited never reaches the device", () => {
    const { runner, clock, held } = booted();
    runner.input(PRESS);
    held.settle();
    runner.input(PRESS);
    clock.advance(1_000);
    held.settleAll();
    expect(runner.counters.lateCallbacks).toBe(1);
    expect(runner.state()?.lockAtMs).toBe(1_000);
    clock.advance(1_000);
    expect(runner.state()?.lockAtMs).toBeUndefined();
  });

  test("counts uptime from the boot, wherever the board's clock stands", () => {
    const { runner, clock } = bench();
    clock.advance(500_000);
    runner.powerOn("first-boot");
    runner.input(PRESS);
    expect(runner.state()?.lockAtMs).toBe(1_000);
    clock.advance(999);
    expect(runner.state()?.lockAtMs).toBe(1_000);
    clock.advance(1);
    expect(runner.state()?.lockAtMs).toBeUndefined();
  });

  test("that is pending in the checkpoint is armed after a boot", () => {
    const { runner, clock } = bench();
    runner.powerOn("first-boot");
    runner.input(PRESS);
    runner.powerOff();
    expect(clock.armed()).toEqual([]);
    runner.powerOn("power-restored");
    expect(clock.armed()).toEqual(["lock"]);
  });
});

describe("a power cut", () => {
  test("during a write ends the boot: nothing behind it happens, whatever still calls back", () => {
    const { runner, effects, held, transport } = booted();
    runner.input(PRESS);
    runner.powerOff();
    held.settle();
    expect(kinds(effects)).toEqual(["journal.commit"]);
    expect(runner.counters.lateCallbacks).toBe(1);
    expect(transport.ends).toEqual(["abort"]);
    expect(transport.sent).toEqual([]);
  });

  test("from within an effect stops the step there", () => {
    const store = new HeldStore();
    const device = bench({ store, actuators: { start: () => device.runner.powerOff() } });
    device.runner.powerOn("first-boot");
    store.settleAll();
    device.effects.length = 0;
    device.runner.input(PRESS);
    store.settleAll();
    expect(kinds(device.effects)).toEqual(["journal.commit", "motion.start"]);
    expect(device.runner.isOn()).toBe(false);
  });

  test("and a new start from within an effect leave the old boot behind", () => {
    let cut = false;
    const device = bench({
      actuators: {
        start: (effect) => {
          if (effect.type !== "motion.start" || cut) return;
          cut = true;
          device.runner.powerOff();
          device.runner.powerOn("power-restored");
        },
      },
    });
    device.runner.powerOn("first-boot");
    device.runner.input(PRESS);
    device.runner.input(PRESS);
    const moved = device.effects.flatMap((effect) =>
      effect.type === "motion.start" ? [effect.slot] : [],
    );
    expect(moved).toEqual([0, 1]);
    expect(device.runner.counters.boots).toBe(2);
  });

  test("makes the device deaf until it is on again", () => {
    const { runner, transport } = booted();
    const listener = transport.listener;
    runner.powerOff();
    runner.input(PRESS);
    listener?.onLink(true);
    expect(runner.counters).toMatchObject({ inputsWhileOff: 1, lateCallbacks: 1 });
  });
});

describe("a defect of the program", () => {
  const circling: DeviceLogic<TallyState> = {
    ...tallyLogic,
    step: (state) => [state, [{ type: "clock.set-civil", civilMs: 1 }]],
  };

  test("that answers itself for ever at one instant stops the device with a clear fault", () => {
    const faults: RunnerFault[] = [];
    const { runner } = bench({ logic: circling, onFault: (fault) => faults.push(fault) });
    runner.powerOn("first-boot");
    runner.input(PRESS);
    expect(faults.map(({ code }) => code)).toEqual(["endless-work"]);
    expect(runner.counters.steps).toBe(STEPS_PER_INSTANT_MAX);
    expect(runner.isOn()).toBe(false);
  });

  test("that throws stops the device, which a watchdog may start again", () => {
    const faults: RunnerFault[] = [];
    const throwing: DeviceLogic<TallyState> = {
      ...tallyLogic,
      step: () => {
        throw new TypeError("undefined is not a dose");
      },
    };
    const { runner } = bench({ logic: throwing, onFault: (fault) => faults.push(fault) });
    runner.powerOn("first-boot");
    runner.input(PRESS);
    expect(faults).toMatchObject([{ code: "logic-failed", cause: expect.any(TypeError) }]);
    runner.powerOn("watchdog");
    expect(runner.isOn()).toBe(true);
  });

  test("is thrown at the caller where nobody asked to be told", () => {
    const { runner } = bench({ logic: circling });
    runner.powerOn("first-boot");
    expect(() => runner.input(PRESS)).toThrow(RunnerFault);
  });

  test.each([
    ["with a gap", { seq: 9 }],
    ["with a number that was given before", { seq: 1 }],
    ["in another epoch", { epoch: 78 }],
    ["as dropped telemetry", { kind: "telemetry.dropped" }],
  ] as const)("that writes a record %s stops the device before it is written", (_how, wrong) => {
    const faults: string[] = [];
    const logic: DeviceLogic<TallyState> = {
      ...tallyLogic,
      step: (state, input, now) => {
        const [after, [first, ...rest]] = tallyLogic.step(state, input, now);
        if (first?.type !== "journal.commit") return [after, first ? [first, ...rest] : []];
        const records = first.records.map((record) => ({ ...record, ...wrong }));
        return [after, [{ ...first, records }, ...rest]];
      },
    };
    const { runner, effects } = bench({ logic, onFault: ({ code }) => faults.push(code) });
    runner.powerOn("first-boot");
    runner.input(PRESS);
    expect(faults).toEqual(["sequence-broken"]);
    expect(kinds(effects)).not.toContain("motion.start");
  });

  test("is told from a port of the board that throws", () => {
    const faults: string[] = [];
    const actuators = {
      start: () => {
        throw new Error("bus is stuck");
      },
    };
    const { runner } = bench({ actuators, onFault: ({ code }) => faults.push(code) });
    runner.powerOn("first-boot");
    runner.input(PRESS);
    expect(faults).toEqual(["port-failed"]);
  });
});

describe("a device runner", () => {
  test("refuses a spool without room and an identity that does not fit its message", () => {
    expect(() => bench({ spoolEventsMax: 0 })).toThrow(RangeError);
    const identity = { product: "p".repeat(33), firmware: "1", serial: "2" };
    expect(() => bench({ identity })).toThrow(RangeError);
  });

  test("says goodbye and closes the transport in good order when it is stopped", () => {
    const { runner, transport } = bench();
    runner.powerOn("first-boot");
    transport.listener?.onLink(true);
    runner.stop();
    expect(transport.messages("state").map(({ status }) => status)).toEqual(["online", "offline"]);
    expect(transport.ends).toEqual(["close"]);
  });

  test("does not touch a journal that a newer version wrote", () => {
    const faults: string[] = [];
    const store = new HeldStore();
    const newer = Uint8Array.from([0x4a, 2, 0, 0, 0, 0]);
    new DataView(newer.buffer).setUint32(2, crcOf(newer));
    store.append(newer, () => undefined);
    store.settle();
    const { runner } = bench({ store, onFault: ({ code }) => faults.push(code) });
    runner.powerOn("firmware-update");
    expect(faults).toEqual(["journal-unreadable"]);
    expect({ on: runner.isOn(), writes: store.underWay }).toEqual({ on: false, writes: 0 });
  });

  test("runs twice in one process without sharing anything", () => {
    const [one, other] = [bench(), bench({ clock: new HandClock() })];
    one.runner.powerOn("first-boot");
    other.runner.powerOn("first-boot");
    one.runner.input(PRESS);
    expect(other.runner.state()?.nextDose).toBe(0);
    expect(one.runner).toBeInstanceOf(DeviceRunner);
  });
});

function crcOf(bytes: Uint8Array): number {
  return crc32c(bytes.subarray(0, 2));
}
