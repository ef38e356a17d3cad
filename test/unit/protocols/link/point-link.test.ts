import {
  DeviceLink,
  decodeIntroduction,
  encodeFrame,
  encodeIntroduction,
  type Frame,
  GatewayLink,
  type Introduction,
  LINK_COUNTER_NAMES,
  type LinkEffect,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { framesOf, namesOf } from "../../../support/protocols/frames-of.ts";

function introductionOf({ payload }: Frame): Introduction {
  const read = decodeIntroduction(payload);
  if (!read.ok) throw new Error(read.error);
  return read.introduction;
}

function wire(type: Frame["type"], payload: readonly number[], seq = 0, ack = 0): Uint8Array {
  return encodeFrame({ type, seq, ack, payload: Uint8Array.from(payload) });
}

function bytesOf(effects: readonly LinkEffect[]): Uint8Array {
  const parts = effects.flatMap((effect) => (effect.type === "write" ? [effect.bytes] : []));
  return new Uint8Array(Buffer.concat(parts));
}

interface Pair {
  readonly gateway: GatewayLink;
  readonly device: DeviceLink;
  /** Carries what one end wrote to the other and back until nothing more is written. */
  carry(from: "gateway" | "device", effects: readonly LinkEffect[], nowMs: number): LinkEffect[];
}

function pair(changes: { readonly window?: number; readonly messageMax?: number } = {}): Pair {
  const gateway = new GatewayLink({ bootId: 1, name: "" });
  const device = new DeviceLink({ bootId: 7, name: "dev-1", ...changes });
  const carry: Pair["carry"] = (from, effects, nowMs) => {
    const bytes = bytesOf(effects);
    if (bytes.length === 0) return [...effects];
    const to = from === "gateway" ? device : gateway;
    const answer = to.receive(bytes, nowMs);
    return [...effects, ...carry(from === "gateway" ? "device" : "gateway", answer, nowMs)];
  };
  return { gateway, device, carry };
}

function connected(changes: Parameters<typeof pair>[0] = {}): Pair {
  const both = pair(changes);
  both.device.start(0);
  both.carry("gateway", both.gateway.start(0), 0);
  return both;
}

const MESSAGE = { channel: "evt", payload: Uint8Array.of(1, 2, 3) } as const;

describe("getting into contact", () => {
  it("takes RST, RSTACK and its confirmation, and agrees on the smaller limits", () => {
    const { gateway, device, carry } = pair({ window: 3 });
    expect(namesOf(device.start(0))).toEqual(["ERR"]);
    const all = carry("gateway", gateway.start(0), 0);
    expect(namesOf(all)).toEqual(["RST", "RSTACK", "up", "RSTACK", "up"]);
    const contacts = all.flatMap((effect) => (effect.type === "up" ? [effect.contact] : []));
    const agreed = { payloadMax: 512, window: 1 };
    expect(contacts).toMatchObject([
      { peerName: "dev-1", peerBootId: 7, ...agreed },
      { peerName: "", peerBootId: 1, ...agreed },
    ]);
  });

  it("is begun by the gateway at once when the device asks for it while it pauses", () => {
    const { gateway, device, carry } = pair();
    for (let nowMs = 0; nowMs <= 3_000; nowMs += 1_000) {
      if (nowMs === 0) gateway.start(0);
      else gateway.tick(nowMs);
    }
    expect(namesOf(carry("device", device.start(3_100), 3_100))).toEqual([
      ...["ERR", "RST", "RSTACK", "up", "RSTACK", "up"],
    ]);
  });

  it("does not count numbers before the gateway confirmed the boot", () => {
    const { gateway, device, carry } = connected();
    const rst = bytesOf(new GatewayLink({ bootId: 1, name: "" }).start(0));
    carry("device", device.send(MESSAGE, 10), 10);
    // The device restarts and hears an RST that was sent to the boot before it.
    const rebooted = new DeviceLink({ bootId: 8, name: "dev-1" });
    rebooted.start(20);
    expect(namesOf(rebooted.receive(rst, 20))).toEqual(["RSTACK"]);
    expect(rebooted.send(MESSAGE, 20)).toEqual([]);
    const stray = gateway.send({ channel: "cmd", payload: Uint8Array.of(9) }, 30);
    const again = rebooted.receive(bytesOf(stray), 30);
    expect(namesOf(again)).toEqual(["RSTACK"]);
    expect(namesOf(gateway.receive(bytesOf(again), 30))).toEqual(["down peer-restarted", "RST"]);
  });

  it("never answers the handshake of a contact that was over", () => {
    const { gateway, device } = connected();
    const rst = bytesOf(new GatewayLink({ bootId: 1, name: "" }).start(0));
    expect(gateway.counters.contacts).toBe(1);
    expect(namesOf(device.tick(35_000))).toEqual(["down silence", "ERR"]);
    expect(device.receive(rst, 35_001)).toEqual([]);
  });

  it("takes no answer to another RST than its own last one", () => {
    const { gateway, device } = pair();
    const [rst] = framesOf(gateway.start(0));
    if (rst === undefined) throw new Error("no RST");
    device.start(0);
    const [answer] = framesOf(device.receive(encodeFrame(rst), 0));
    if (answer === undefined) throw new Error("no RSTACK");
    for (const wrong of [{ handshake: 9 }, { answeredBootId: 9 }]) {
      const payload = encodeIntroduction({ ...introductionOf(answer), ...wrong });
      expect(gateway.receive(encodeFrame({ ...answer, payload }), 1)).toEqual([]);
    }
    expect(gateway.counters).toMatchObject({ rxUnexpected: 2, contacts: 0 });
  });

  it("tells a peer of another version, and reports that as the reason", () => {
    const { gateway } = pair();
    gateway.start(0);
    gateway.receive(wire("ERR", [2, 9]), 10);
    expect([1_100, 2_200, 3_300].flatMap((nowMs) => namesOf(gateway.tick(nowMs)))).toEqual([
      ...["RST", "RST", "failed version"],
    ]);
    const device = new DeviceLink({ bootId: 7, name: "dev-1" });
    device.start(0);
    const [answer] = framesOf(device.receive(wire("RST", [9, 0, 0]), 10));
    expect(answer).toMatchObject({ type: "ERR", payload: Uint8Array.of(2, 1) });
    expect(device.counters.rxVersionErrors).toBe(1);
  });

  it.each([
    ["silence", new Uint8Array()],
    ["garbage", Uint8Array.from({ length: 40 }, () => 0xe6)],
  ])("is reported to fail after three attempts, by %s, once for each outage", (failure, noise) => {
    const { gateway } = pair();
    gateway.start(0);
    const names: string[] = [];
    for (let nowMs = 0; nowMs <= 120_000; nowMs += 500) {
      names.push(...namesOf(gateway.receive(noise, nowMs)), ...namesOf(gateway.tick(nowMs)));
    }
    expect(names.filter((name) => name !== "RST")).toEqual([`failed ${failure}`]);
    // Three attempts, then pauses of 2, 4, 8, 16 and 30 seconds.
    expect(names.length - 1).toBeGreaterThan(5);
    expect(names.length - 1).toBeLessThan(11);
  });

  it("is asked for by the device ever more rarely", () => {
    const device = new DeviceLink({ bootId: 7, name: "dev-1" });
    const names = [...namesOf(device.start(0))];
    for (let nowMs = 0; nowMs <= 120_000; nowMs += 500) names.push(...namesOf(device.tick(nowMs)));
    expect(names.filter((name) => name === "failed silence")).toHaveLength(1);
    expect(names.filter((name) => name === "ERR").length).toBeLessThan(10);
  });
});

describe("a contact", () => {
  it("carries messages both ways and acknowledges each", () => {
    const { gateway, device, carry } = connected();
    expect(namesOf(carry("device", device.send(MESSAGE, 10), 10))).toEqual([
      ...["DATA", "message", "ACK"],
    ]);
    const down = { channel: "cmd", payload: new Uint8Array(1_200) } as const;
    const names = namesOf(carry("gateway", gateway.send(down, 20), 20));
    expect(names.filter((name) => name === "message")).toHaveLength(1);
    expect(names.filter((name) => name === "DATA")).toHaveLength(3);
    expect([gateway.counters.rxMessages, device.counters.rxMessages]).toEqual([1, 1]);
  });

  it("begins a frame after a pause with a 0x00, and no other", () => {
    const { device } = connected({ window: 2 });
    const sent = [5_000, 5_010].map((nowMs) => bytesOf(device.send(MESSAGE, nowMs)));
    const again = bytesOf(device.receive(wire("ACK", [0x02]), 5_060));
    expect(sent[0]?.[0]).toBe(0);
    expect(sent[1]).toHaveLength(0);
    expect(again.length).toBeGreaterThan(0);
    expect(again[0]).not.toBe(0);
  });

  it("repeats after 250, 500, 1,000 and 2,000 ms, and then is lost", () => {
    const { device } = connected();
    device.send(MESSAGE, 0);
    const seen: (readonly [number, string])[] = [];
    for (let nowMs = 0; nowMs <= 4_000; nowMs += 50) {
      for (const name of namesOf(device.tick(nowMs))) seen.push([nowMs, name]);
    }
    expect(seen.slice(0, 5)).toEqual([
      [250, "DATA"],
      [750, "DATA"],
      [1_750, "DATA"],
      [3_750, "down no-answer"],
      [3_750, "ERR"],
    ]);
    expect(device.counters).toMatchObject({ rxAckTimeouts: 4, txRepeats: 3, contactsLost: 1 });
  });

  it("waits longer on a slow line", () => {
    const slow = new DeviceLink({ bootId: 7, name: "dev-1", baud: 1_200 });
    const gateway = new GatewayLink({ bootId: 1, name: "" });
    slow.start(0);
    const offer = bytesOf(slow.receive(bytesOf(gateway.start(0)), 0));
    slow.receive(bytesOf(gateway.receive(offer, 0)), 0);
    slow.send({ channel: "evt", payload: new Uint8Array(400) }, 0);
    // 400 and 512 bytes with their frames at 1,200 Bd: about 7.9 s, and 250 ms.
    expect(slow.deadlineMs).toBeGreaterThan(8_000);
    expect(slow.deadlineMs).toBeLessThan(8_300);
  });

  it("asks for damaged bytes once, and heeds a NAK once", () => {
    const { gateway, device } = connected();
    const broken = wire("DATA", [0xc2, 1]);
    broken[7] = (broken[7] ?? 0) ^ 1;
    expect(namesOf(gateway.receive(broken, 10))).toEqual(["NAK"]);
    expect(gateway.receive(broken, 20)).toEqual([]);
    device.send(MESSAGE, 30);
    expect(namesOf(device.receive(wire("NAK", [0, 1]), 40))).toEqual(["DATA"]);
    expect(device.receive(wire("NAK", [0, 1]), 50)).toEqual([]);
  });

  it("acknowledges a doubled frame again and hands it over once", () => {
    const { gateway } = connected();
    const frame = wire("DATA", [0xc2, 1]);
    expect(namesOf(gateway.receive(frame, 10))).toEqual(["message", "ACK"]);
    expect(namesOf(gateway.receive(frame, 20))).toEqual(["ACK"]);
    expect(gateway.counters.rxDuplicates).toBe(1);
  });

  it("holds while the peer is busy, asks now and then, and goes on where it was", () => {
    const { gateway, device, carry } = connected();
    const busy = bytesOf(gateway.setBusy(true, 0));
    device.receive(busy, 0);
    expect(device.send(MESSAGE, 10)).toEqual([]);
    const asked: string[] = [];
    for (let nowMs = 50; nowMs <= 20_000; nowMs += 50) {
      const effects = device.tick(nowMs);
      asked.push(...namesOf(effects));
      carry("device", effects, nowMs);
    }
    expect(asked.length).toBeGreaterThan(35);
    expect(new Set(asked)).toEqual(new Set(["ACK"]));
    const names = namesOf(carry("gateway", gateway.setBusy(false, 20_001), 20_001));
    expect(names).toEqual(["ACK", "DATA", "message", "ACK"]);
    expect(device.counters.contactsLost).toBe(0);
  });

  it("is kept alive by the gateway, and lost after silence", () => {
    const { gateway, device, carry } = connected();
    const names: string[] = [];
    for (let nowMs = 0; nowMs < 100_000; nowMs += 1_000) {
      names.push(...namesOf(carry("gateway", gateway.tick(nowMs), nowMs)));
      expect(device.tick(nowMs)).toEqual([]);
    }
    expect(names.filter((name) => name === "ACK")).toHaveLength(18);
    const lost: string[] = [];
    for (let nowMs = 100_000; nowMs < 136_000; nowMs += 1_000) {
      lost.push(...namesOf(gateway.tick(nowMs)));
    }
    expect(lost.filter((name) => name !== "ACK").slice(0, 2)).toEqual(["down silence", "RST"]);
  });

  it("answers an unknown type by ERR and goes on", () => {
    const { gateway, device, carry } = connected();
    const bytes = Uint8Array.from(Buffer.from(TYPE_15, "hex"));
    expect(framesOf(gateway.receive(bytes, 10))).toMatchObject([
      { type: "ERR", payload: Uint8Array.of(3, 0) },
    ]);
    expect(namesOf(carry("device", device.send(MESSAGE, 20), 20))).toContain("message");
  });

  it("ends when a segment does not continue the message before it", () => {
    const { gateway, device } = connected();
    expect(namesOf(gateway.receive(wire("DATA", [0x02, 1]), 10))).toEqual(["down protocol", "RST"]);
    const [down, error] = device.receive(wire("DATA", [0x08, 1]), 10);
    expect(down).toEqual({ type: "down", reason: "protocol" });
    expect(framesOf(error === undefined ? [] : [error])[0]?.payload[0]).toBe(4);
  });

  it("drops and counts what it can't send: too long, too many, or without contact", () => {
    const { gateway } = connected({ messageMax: 200 });
    gateway.send({ channel: "cmd", payload: new Uint8Array(201) }, 0);
    for (let count = 0; count < 70; count++) {
      gateway.send({ channel: "cmd", payload: Uint8Array.of(count) }, 0);
    }
    expect(gateway.counters).toMatchObject({ txDropped: 6, txMessages: 65 });
    const alone = new DeviceLink({ bootId: 7, name: "dev-1" });
    alone.start(0);
    alone.send(MESSAGE, 0);
    expect(alone.counters.txDropped).toBe(1);
  });

  it("passes over messages that go the other way", () => {
    const { gateway } = connected();
    expect(namesOf(gateway.receive(wire("DATA", [0xc8, 1]), 10))).toEqual(["ACK"]);
    expect(gateway.counters).toMatchObject({ rxUnknownChannels: 1, rxMessages: 0 });
  });

  it("ends in good order after the last message is acknowledged", () => {
    const { gateway, device, carry } = connected();
    const last = device.send(MESSAGE, 10);
    expect(device.close(11)).toEqual([]);
    expect(namesOf(carry("device", last, 12))).toEqual([
      ...["DATA", "message", "ACK", "ERR", "closed", "down closed"],
    ]);
    expect(gateway.counters.contactsLost).toBe(0);
    expect(device.deadlineMs).toBeUndefined();
  });

  it("ends after a second at the latest when nobody acknowledges", () => {
    const { device } = connected();
    device.send(MESSAGE, 10);
    device.close(11);
    expect(namesOf(device.tick(1_011))).toEqual(["ERR", "closed"]);
  });
});

/** An empty frame of the type 15. */
const TYPE_15 = "021f01010105a741123300";

describe("what needs no contact", () => {
  it("is the time, and the counters", () => {
    const { gateway, device } = pair();
    gateway.start(0);
    device.start(0);
    const time = gateway.sendTime(1_790_000_000_250, 1);
    expect(device.receive(bytesOf(time), 1)).toEqual([
      { type: "time", civilMs: 1_790_000_000_250 },
    ]);
    const answer = device.receive(bytesOf(gateway.askCounters(2)), 2);
    const [told] = gateway.receive(bytesOf(answer), 3);
    if (told?.type !== "counters") throw new Error("no counters");
    expect(Object.keys(told.counters)).toEqual(LINK_COUNTER_NAMES);
    expect(told.counters).toMatchObject({ rxFrames: 2, txFrames: 1 });
  });

  it("never makes two ends of different frame versions answer each other for ever", () => {
    const device = new DeviceLink({ bootId: 7, name: "dev-1" });
    device.start(0);
    // Layout version 2 with its own checksum.
    const other = Uint8Array.from(Buffer.from("0421050201058fc3658800", "hex"));
    const answers = Array.from({ length: 100 }, (_, nowMs) => device.receive(other, nowMs));
    expect(answers.flat()).toHaveLength(1);
  });
});

describe("memory", () => {
  it("stays flat while ten megabytes without an end run by", () => {
    const { gateway } = connected();
    const noise = new Uint8Array(65_536).fill(0x55);
    const before = process.memoryUsage().arrayBuffers;
    for (let count = 0; count < 160; count++) gateway.receive(noise, count);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300_000);
    expect(gateway.counters.rxTooLong).toBe(1);
  });
});
