import type { DeviceTransportListener } from "@dosekit/protocols";
import { type LinkTransport, LiveLink, streamOf } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

const START_MS = 1_795_392_000_000;

/** A way to a broker that only remembers what was asked of it. */
class ScriptedWay implements LinkTransport {
  readonly sent: number[] = [];
  readonly calls: string[] = [];
  listener: DeviceTransportListener | undefined;

  open(listener: DeviceTransportListener): void {
    this.listener = listener;
  }
  send(_channel: string, payload: Uint8Array): void {
    this.sent.push(payload[0] ?? -1);
  }
  close(): void {
    this.calls.push("close");
  }
  abort(): void {
    this.calls.push("abort");
  }
  cutLink(): void {
    this.calls.push("cut");
  }
  healLink(): void {
    this.calls.push("heal");
  }
}

function bench() {
  const way = new ScriptedWay();
  const heard: string[] = [];
  const later: (() => void)[] = [];
  const link = new LiveLink({
    scheduler: {
      nowMs: () => START_MS,
      at: (trueMs, _lane, run) => {
        later.push(run);
        return { trueMs };
      },
      catchUp: () => heard.push("caught up"),
    },
    lane: 0,
    random: streamOf("seed", "d1", "live-link"),
    transport: way,
    onLink: (up) => heard.push(up ? "link up" : "link down"),
  });
  const listener: DeviceTransportListener = {
    onLink: (up) => heard.push(up ? "device up" : "device down"),
    onMessage: (_channel, payload) => heard.push(`message ${payload[0]}`),
  };
  link.open(listener, new Uint8Array());
  return { link, way, heard, later };
}

const NOISE = { lossPermille: 0, duplicatePermille: 0, reorderPermille: 0 };

describe("a live link", () => {
  it("brings true time up to the host's before anything from outside is let in", () => {
    const { way, heard } = bench();
    way.listener?.onLink(true);
    way.listener?.onMessage("ack", Uint8Array.of(1));
    expect(heard).toEqual(["caught up", "link up", "device up", "caught up", "message 1"]);
  });

  it("lets everything through at once when there is no noise", () => {
    const { link, way, later } = bench();
    for (const byte of [1, 2, 3]) link.send("evt", Uint8Array.of(byte));
    expect(way.sent).toEqual([1, 2, 3]);
    expect(later).toEqual([]);
  });

  it("loses, doubles and delays what noise strikes, both ways", () => {
    const { link, way, heard, later } = bench();
    link.setNoise({ ...NOISE, lossPermille: 1_000 });
    link.send("evt", Uint8Array.of(1));
    way.listener?.onMessage("ack", Uint8Array.of(9));
    link.setNoise({ ...NOISE, duplicatePermille: 1_000 });
    link.send("evt", Uint8Array.of(2));
    link.setNoise({ ...NOISE, reorderPermille: 1_000 });
    link.send("evt", Uint8Array.of(3));
    link.setNoise(undefined);
    link.send("evt", Uint8Array.of(4));
    expect(way.sent).toEqual([2, 4]);
    for (const run of later) run();
    expect(way.sent).toEqual([2, 4, 2, 3]);
    expect(heard).not.toContain("message 9");
  });

  it("drops what is still under way when the power goes", () => {
    const { link, way, heard, later } = bench();
    link.setNoise({ ...NOISE, reorderPermille: 1_000 });
    link.send("evt", Uint8Array.of(1));
    link.abort();
    for (const run of later) run();
    expect(way.sent).toEqual([]);
    expect(way.calls).toEqual(["abort"]);
    expect(heard).toEqual(["link down"]);
  });

  it("cuts and heals the device's own way to the broker", () => {
    const { link, way } = bench();
    link.setCut(true);
    link.setCut(false);
    link.close();
    expect(way.calls).toEqual(["cut", "heal", "close"]);
  });
});
