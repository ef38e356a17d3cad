import {
  type BytePort,
  type DiscoveredLine,
  discoverLines,
  type LineCandidate,
  MemoryWire,
  sdkFault,
} from "@dosekit/sdk";
import { SerialDeviceTransport } from "@dosekit/sdk/device";
import { describe, expect, it } from "vitest";
import { virtualLinkTime, virtualSchedule } from "../../../support/sdk/virtual-link-time.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

const BAUDS = [115_200, 9_600];

class Bench {
  readonly timers = new VirtualTimers();
  readonly time = virtualLinkTime(this.timers);

  /** A line on which bytes are understood at one speed alone; at others they are noise. */
  line(name: string, speed: number, tamper?: (bytes: Uint8Array) => Uint8Array) {
    let present = speed;
    const isRight = () => present === speed;
    const wire = new MemoryWire({
      schedule: virtualSchedule(this.timers),
      tamper: (bytes) => {
        if (!isRight()) return bytes.map((byte) => byte ^ 0x55);
        return tamper === undefined ? bytes : tamper(bytes);
      },
    });
    const port = wire.port(name);
    const portAt = (baud: number | undefined): BytePort => {
      present = baud ?? speed;
      return { ...port, baud };
    };
    const candidate: LineCandidate = { name, bauds: BAUDS, portAt };
    return { wire, candidate };
  }

  device(wire: MemoryWire, deviceId: string, address?: number): void {
    const transport = new SerialDeviceTransport({
      ...{ port: wire.port(), deviceId, time: this.time, bootId: () => 77 },
      backOff: { random: () => 0 },
      ...(address === undefined ? {} : { address }),
    });
    const heard = { onLink: () => undefined, onMessage: () => undefined };
    transport.open(heard, Uint8Array.of(9));
  }

  async search(
    candidates: readonly LineCandidate[],
    rest: Partial<Parameters<typeof discoverLines>[0]> = {},
  ): Promise<readonly DiscoveredLine[]> {
    let found: readonly DiscoveredLine[] | undefined;
    const { time } = this;
    discoverLines({ candidates, time, bootId: 5, ...rest }).then((lines) => {
      found = lines;
    });
    for (let turn = 0; found === undefined && turn < 5_000; turn += 1) {
      this.timers.advance(20);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return found ?? [];
  }
}

describe("looking for devices on serial lines", () => {
  it("finds a device alone on its line, at its speed and under its name", async () => {
    const bench = new Bench();
    const { wire, candidate } = bench.line("a", 9_600);
    bench.device(wire, "dev-1");
    await expect(bench.search([candidate])).resolves.toEqual([
      { kind: "device", port: "a", baud: 9_600, deviceId: "dev-1" },
    ]);
  });

  it("finds devices that share a line, with their addresses", async () => {
    const bench = new Bench();
    const { wire, candidate } = bench.line("a", 115_200);
    bench.device(wire, "dev-3", 3);
    bench.device(wire, "dev-32", 32);
    await expect(bench.search([candidate])).resolves.toEqual([
      {
        ...{ kind: "shared", port: "a", baud: 115_200 },
        devices: [
          { address: 3, deviceId: "dev-3" },
          { address: 32, deviceId: "dev-32" },
        ],
      },
    ]);
  });

  it("asks no address that it was not given", async () => {
    const bench = new Bench();
    const { wire, candidate } = bench.line("a", 115_200);
    bench.device(wire, "dev-3", 3);
    const found = await bench.search([candidate], { addresses: [1, 2] });
    expect(found).toEqual([{ kind: "unanswered", port: "a", heard: "silence" }]);
  });

  it("tells silence from noise, and each port for itself", async () => {
    const bench = new Bench();
    const quiet = bench.line("quiet", 9_600);
    const noisy = bench.line("noisy", 9_600);
    const chatter = noisy.wire.port();
    chatter.open({ onOpen: () => undefined, onBytes: () => undefined, onClosed: () => undefined });
    const chat = () => {
      chatter.write(Uint8Array.of(7, 7, 7, 0, 8, 8, 0));
      bench.timers.arm("chat", 90, chat);
    };
    chat();
    const told: string[] = [];
    const found = await bench.search([quiet.candidate, noisy.candidate], {
      onLine: ({ port, kind }) => told.push(`${port} ${kind}`),
    });
    expect(found).toEqual([
      { kind: "unanswered", port: "quiet", heard: "silence" },
      { kind: "unanswered", port: "noisy", heard: "garbage" },
    ]);
    expect(told.sort()).toEqual(["noisy unanswered", "quiet unanswered"]);
  });

  it("says of a port that can't be opened why", async () => {
    const bench = new Bench();
    const fault = sdkFault("serial-port-busy", "a");
    const port: BytePort = {
      ...{ name: "a", baud: 9_600, write: () => undefined, close: () => undefined },
      open: (listener) => listener.onClosed(fault),
    };
    const found = await bench.search([{ name: "a", bauds: BAUDS, portAt: () => port }]);
    expect(found).toEqual([{ kind: "unusable", port: "a", fault }]);
  });

  it("ends when it is given up, and leaves no timer behind", async () => {
    const bench = new Bench();
    const { candidate } = bench.line("a", 9_600);
    const abort = new AbortController();
    bench.timers.arm("abort", 500, () => abort.abort());
    const found = await bench.search([candidate], { signal: abort.signal });
    expect(found).toEqual([{ kind: "cancelled", port: "a" }]);
    expect(bench.timers.names).toEqual([]);
  });

  it("takes no more than its limits, whatever hangs on the line", async () => {
    const bench = new Bench();
    const { candidate } = bench.line("a", 9_600);
    const begunMs = bench.timers.nowMs();
    await bench.search([candidate], { addresses: [1, 2, 3, 4], answerMs: 500 });
    expect(bench.timers.nowMs() - begunMs).toBeLessThan(5_000);
  });
});
