import {
  DropLine,
  type DropLineEffect,
  encodeFrame,
  type Frame,
  type LinkEffect,
  PolledDeviceLink,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { framesOf, namesOf } from "../../../support/protocols/frames-of.ts";

const QUICK = { dropTiming: { turnaroundMs: 0 } };

function newLine(addresses: readonly number[]): DropLine {
  return new DropLine({ bootId: 1, name: "", addresses, ...QUICK });
}

function newDevice(address: number, bootId = address): PolledDeviceLink {
  const device = new PolledDeviceLink({ bootId, name: `dev-${address}` }, address);
  device.start(0);
  return device;
}

function bytesOf(effects: readonly (LinkEffect | DropLineEffect)[]): Uint8Array {
  const parts = effects.flatMap((effect) => (effect.type === "write" ? [effect.bytes] : []));
  return new Uint8Array(Buffer.concat(parts));
}

function told(effects: readonly DropLineEffect[]): readonly string[] {
  return effects.flatMap((effect) => {
    if (effect.type === "write") return framesOf([effect]).map(({ type }) => type);
    return namesOf([effect.effect]).map((name) => `${effect.address} ${name}`);
  });
}

/** A line and its devices; each step lets the gateway ask and the devices answer. */
class SharedBench {
  readonly line: DropLine;
  readonly devices: readonly PolledDeviceLink[];
  readonly seen: string[] = [];
  readonly heard: string[] = [];
  nowMs = 0;
  #effects: readonly DropLineEffect[];

  constructor(addresses: readonly number[], devices = addresses.map((one) => newDevice(one))) {
    this.line = newLine(addresses);
    this.devices = devices;
    this.#effects = this.line.start(0);
  }

  step(byMs = 1): void {
    this.nowMs += byMs;
    const asked = bytesOf(this.#effects);
    this.seen.push(...told(this.#effects));
    const answers = this.devices.flatMap((device) => {
      const effects = device.receive(asked, this.nowMs);
      this.heard.push(...namesOf(effects).filter((name) => name === "message" || name === "time"));
      return effects;
    });
    expect(framesOf(answers).length, "one answer at the most").toBeLessThan(2);
    const back = bytesOf(answers);
    this.#effects =
      back.length > 0 ? this.line.receive(back, this.nowMs) : this.line.tick(this.nowMs);
  }

  act(act: () => readonly DropLineEffect[]): void {
    this.#effects = [...this.#effects, ...act()];
  }

  steps(count: number, byMs = 1): readonly string[] {
    const from = this.seen.length;
    for (let step = 0; step < count; step++) this.step(byMs);
    return this.seen.slice(from);
  }
}

function toDevice(type: Frame["type"], address: number, payload: readonly number[]): Uint8Array {
  const drop = { address, from: "gateway" } as const;
  return encodeFrame({ type, seq: 0, ack: 0, payload: Uint8Array.from(payload), drop });
}

describe("a device on a shared line", () => {
  it("answers each frame for it by one frame, and nothing else at all", () => {
    const device = newDevice(5);
    expect(device.start(0)).toEqual([]);
    expect(device.tick(34_999)).toEqual([]);
    expect(device.tick(35_000)).toEqual([{ type: "failed", failure: "silence" }]);
    expect(device.tick(1_000_000)).toEqual([]);
    for (const type of ["DATA", "ACK", "NAK", "COUNT"] as const) {
      const [answer, ...more] = framesOf(device.receive(toDevice(type, 5, []), 1));
      expect(answer?.drop).toEqual({ address: 5, from: "device" });
      expect(more).toEqual([]);
    }
    expect(device.receive(toDevice("ERR", 5, [1, 0]), 1)).toEqual([]);
    expect(device.receive(toDevice("ACK", 6, [0]), 1)).toEqual([]);
    expect(
      device.receive(
        Uint8Array.from({ length: 99 }, () => 3),
        1,
      ),
    ).toEqual([]);
    expect(device.counters.rxForeign).toBe(1);
  });

  it("takes nothing but the time from the address of everyone, and does not answer it", () => {
    const device = newDevice(5);
    expect(device.receive(toDevice("TIME", 127, [0, 0, 0, 1, 0, 250]), 1)).toEqual([
      { type: "time", civilMs: 1_250 },
    ]);
    for (const type of ["DATA", "ACK", "RST", "COUNT"] as const) {
      expect(device.receive(toDevice(type, 127, [1]), 1)).toEqual([]);
    }
    expect(device.counters.rxUnexpected).toBe(4);
  });

  it("gets into contact, sends when it is asked, and repeats what was not acknowledged", () => {
    const bench = new SharedBench([5]);
    expect(bench.steps(3)).toEqual(["RST", "5 up", "RSTACK"]);
    const [device] = bench.devices;
    device?.send({ channel: "evt", payload: Uint8Array.of(1) }, bench.nowMs);
    const poll = toDevice("ACK", 5, [0]);
    const answers = [1, 2].flatMap((nowMs) => framesOf(device?.receive(poll, nowMs) ?? []));
    expect(answers.map(({ type, seq }) => [type, seq])).toEqual([
      ["DATA", 0],
      ["DATA", 0],
    ]);
    expect(device?.counters.txRepeats).toBe(1);
  });

  it("never answers a frame whose end comes much later, with what is said next", () => {
    const device = newDevice(5);
    const poll = toDevice("ACK", 5, [0]);
    expect(device.receive(poll.subarray(0, -1), 10)).toEqual([]);
    expect(namesOf(device.receive(Uint8Array.of(0), 30))).toEqual(["ERR"]);
    expect(device.receive(poll.subarray(0, -1), 40)).toEqual([]);
    expect(device.receive(Uint8Array.of(0), 61)).toEqual([]);
    expect(namesOf(device.receive(poll, 62))).toEqual(["ERR"]);
  });

  it("takes its contact for lost when it is not asked any more", () => {
    const bench = new SharedBench([5]);
    bench.steps(3);
    const [device] = bench.devices;
    expect(device?.deadlineMs).toBeLessThan(35_010);
    expect(namesOf(device?.tick(35_010) ?? [])).toEqual(["down silence"]);
  });

  it("says goodbye when it is asked after its last message", () => {
    const bench = new SharedBench([5]);
    bench.steps(4);
    const [device] = bench.devices;
    device?.send({ channel: "state", payload: Uint8Array.of(1) }, bench.nowMs);
    expect(device?.close(bench.nowMs)).toEqual([]);
    const seen = bench.steps(800);
    expect(seen).toContain("5 message");
    expect(seen).toContain("5 down closed");
    expect(device?.deadlineMs).toBeUndefined();
  });
});

describe("the gateway of a shared line", () => {
  it("brings messages both ways to each device and nobody else", () => {
    const bench = new SharedBench([1, 2, 3]);
    bench.steps(20);
    bench.act(() => {
      const message = { channel: "cmd", payload: Uint8Array.of(9) } as const;
      return bench.line.send(2, message, bench.nowMs);
    });
    bench.devices[2]?.send({ channel: "evt", payload: new Uint8Array(1_500) }, bench.nowMs);
    const seen = bench.steps(300);
    expect(seen.filter((one) => one.endsWith("message"))).toEqual(["3 message"]);
    expect(bench.devices.map(({ counters }) => counters.rxMessages)).toEqual([0, 1, 0]);
  });

  it("sends nothing while an answer may be on its way", () => {
    const line = new DropLine({ bootId: 1, name: "", addresses: [1, 2], baud: 9_600, ...QUICK });
    expect(told(line.start(0))).toEqual(["RST"]);
    const message = { channel: "cmd", payload: Uint8Array.of(9) } as const;
    expect(line.send(2, message, 1)).toEqual([]);
    expect(line.sendTime(5_000, 2)).toEqual([]);
    const endMs = line.deadlineMs ?? 0;
    // The frame itself, 20 ms for the device and 20 ms for the gateway's own port.
    expect(Math.round(endMs)).toBe(Math.round((10_000 / 9_600) * 34 + 40));
    expect(line.tick(endMs - 1)).toEqual([]);
    // Something begins to answer: the line belongs to it until it is quiet.
    expect(line.receive(Uint8Array.of(1, 2, 3), endMs - 1)).toEqual([]);
    expect(line.tick(endMs + 18)).toEqual([]);
    expect(line.receive(Uint8Array.of(4, 0, 5), endMs + 18)).toEqual([]);
    expect(line.tick(endMs + 37)).toEqual([]);
    expect(told(line.tick(endMs + 39))).toEqual(["TIME"]);
  });

  it("takes a device for lost after four turns without an answer, then for down", () => {
    const bench = new SharedBench([1]);
    bench.steps(4);
    const alone = new SharedBench([1], []);
    const seen = alone.steps(1_000);
    expect(seen.filter((one) => one === "1 failed silence")).toHaveLength(1);
    const lost: string[] = [];
    for (let nowMs = 300; nowMs < 1_200; nowMs++) lost.push(...told(bench.line.tick(nowMs)));
    expect(lost.slice(0, 6)).toEqual(["ACK", "ACK", "ACK", "ACK", "1 down no-answer", "RST"]);
  });

  it("begins anew with a device that restarted, and with one that broke the rules", () => {
    const bench = new SharedBench([1, 2]);
    bench.steps(10);
    const other = new SharedBench([1, 2], [newDevice(1, 77), newDevice(2)]);
    const poll = toDevice("ACK", 1, [0]);
    const answer = bytesOf(other.devices[0]?.receive(poll, 1) ?? []);
    expect(told(bench.line.receive(answer, 20))).toContain("1 down peer-restarted");
    const drop = { address: 2, from: "device" } as const;
    const broken = { type: "DATA", seq: 0, ack: 0, payload: Uint8Array.of(2, 1), drop } as const;
    expect(told(bench.line.receive(encodeFrame(broken), 20))).toContain("2 down protocol");
  });

  it("learns of another version, and reports that", () => {
    const line = newLine([1]);
    line.start(0);
    const names: string[] = [];
    const drop = { address: 1, from: "device" } as const;
    const error = { type: "ERR", seq: 0, ack: 0, payload: Uint8Array.of(2, 9), drop } as const;
    for (let nowMs = 1; nowMs < 2_000; nowMs += 10) {
      names.push(...told(line.receive(encodeFrame(error), nowMs)));
    }
    expect(names.filter((name) => name.includes("failed"))).toEqual(["1 failed version"]);
  });

  it("fetches counters, tells the time, and holds devices back while it is busy", () => {
    const bench = new SharedBench([1]);
    bench.steps(5);
    bench.act(() => bench.line.askCounters(1, bench.nowMs));
    bench.act(() => bench.line.sendTime(1_000, bench.nowMs));
    expect(bench.steps(4)).toContain("1 counters");
    expect(bench.heard).toContain("time");
    bench.act(() => bench.line.setBusy(true, bench.nowMs));
    bench.steps(300);
    bench.devices[0]?.send({ channel: "evt", payload: Uint8Array.of(1) }, bench.nowMs);
    expect(bench.steps(600)).not.toContain("1 message");
    bench.act(() => bench.line.setBusy(false, bench.nowMs));
    expect(bench.steps(600)).toContain("1 message");
  });

  it("says goodbye to every device when the line is free", () => {
    const bench = new SharedBench([1, 2]);
    bench.steps(40);
    const names = told(bench.line.close(bench.nowMs));
    expect(new Set(names)).toEqual(new Set(["ERR"]));
    expect(bench.line.deadlineMs).toBeUndefined();
    expect(bench.line.tick(9_999)).toEqual([]);
  });
});
