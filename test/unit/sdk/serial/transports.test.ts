import { type DownChannel, encodeFrame, FrameDecoder, type UpChannel } from "@dosekit/protocols";
import {
  type BytePort,
  type BytePortListener,
  MemoryWire,
  type MemoryWireOptions,
  type SdkFault,
  SerialGatewayTransport,
  sdkFault,
} from "@dosekit/sdk";
import { SerialDeviceTransport } from "@dosekit/sdk/device";
import { describe, expect, it } from "vitest";
import { virtualLinkTime, virtualSchedule } from "../../../support/sdk/virtual-link-time.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

const WILL = Uint8Array.of(9, 9);

/** Makes every introduction one of link version 9. */
function asOfAnotherVersion(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  new FrameDecoder({ payloadMax: 1_024 }).push(bytes, (result) => {
    if (!result.ok) return;
    const { frame } = result;
    const isIntroduction = frame.type === "RST" || frame.type === "RSTACK";
    const payload = frame.payload.slice();
    if (isIntroduction) payload[0] = 9;
    parts.push(encodeFrame({ ...frame, payload }));
  });
  return Buffer.concat(parts);
}

/** A port that can be pulled and put back. */
class PluggablePort implements BytePort {
  readonly name = "pluggable";
  readonly baud: number | undefined;
  readonly #inner: BytePort;
  #listener: BytePortListener | undefined;
  isPlugged = true;
  opens = 0;

  constructor(inner: BytePort) {
    this.#inner = inner;
    this.baud = inner.baud;
  }

  open(listener: BytePortListener): void {
    this.opens++;
    this.#listener = listener;
    if (this.isPlugged) this.#inner.open(listener);
    else listener.onClosed(sdkFault("serial-port-missing", this.name));
  }

  write(bytes: Uint8Array): void {
    if (this.isPlugged) this.#inner.write(bytes);
  }

  close(): void {
    this.#inner.close();
  }

  pull(): void {
    this.isPlugged = false;
    this.#inner.close();
    this.#listener?.onClosed(sdkFault("serial-port-closed", this.name));
  }
}

interface DeviceBench {
  readonly transport: SerialDeviceTransport;
  readonly heard: string[];
  readonly times: number[];
  readonly faults: string[];
  open(will?: Uint8Array): void;
}

class Bench {
  readonly timers = new VirtualTimers();
  readonly time = virtualLinkTime(this.timers);
  readonly heard: string[] = [];
  readonly faults: SdkFault[] = [];

  wire(options: MemoryWireOptions = {}): MemoryWire {
    return new MemoryWire({ schedule: virtualSchedule(this.timers), ...options });
  }

  gateway(
    ports: readonly BytePort[],
    addresses?: readonly number[],
    willDelayMs = 10_000,
  ): SerialGatewayTransport {
    const transport = new SerialGatewayTransport({
      lines: ports.map((port) => (addresses === undefined ? { port } : { port, addresses })),
      time: this.time,
      bootId: 5,
      random: () => 0,
      willDelayMs,
      onFault: (fault) => this.faults.push(fault),
    });
    transport.open({
      onLink: (up) => this.heard.push(up ? "up" : "down"),
      onMessage: (deviceId, channel, payload, retained) => {
        this.heard.push(`${deviceId} ${channel} ${[...payload]}${retained ? " retained" : ""}`);
      },
    });
    return transport;
  }

  device(port: BytePort, deviceId = "dev-1", address?: number): DeviceBench {
    const heard: string[] = [];
    const times: number[] = [];
    const faults: string[] = [];
    let boots = 0;
    const transport = new SerialDeviceTransport({
      port,
      deviceId,
      ...(address === undefined ? {} : { address }),
      time: this.time,
      bootId: () => ++boots,
      backOff: { random: () => 0 },
      onTime: (civilMs) => times.push(civilMs),
      onFault: ({ code }) => faults.push(code),
    });
    const open = (will = WILL) => {
      transport.open(
        {
          onLink: (up) => heard.push(up ? "up" : "down"),
          onMessage: (channel: DownChannel, payload) => heard.push(`${channel} ${[...payload]}`),
        },
        will,
      );
    };
    return { transport, heard, times, faults, open };
  }

  run(ms: number): void {
    this.timers.advance(ms);
  }
}

function sendUp(device: DeviceBench, channel: UpChannel, ...bytes: readonly number[]): void {
  device.transport.send(channel, Uint8Array.from(bytes));
}

describe.each([
  ["a line with two ends", undefined],
  ["a shared line", 7],
] as const)("the transports on %s", (_kind, address) => {
  const addresses = address === undefined ? undefined : [3, address];

  function connected(wireOptions: MemoryWireOptions = {}) {
    const bench = new Bench();
    const wire = bench.wire(wireOptions);
    const port = new PluggablePort(wire.port("line-0"));
    const gateway = bench.gateway([port], addresses);
    const device = bench.device(wire.port(), "dev-1", address);
    device.open();
    bench.run(2_000);
    return { bench, wire, port, gateway, device };
  }

  it("carry messages both ways under the name that the device gave", () => {
    const { bench, gateway, device } = connected();
    expect(gateway.present()).toEqual(["dev-1"]);
    sendUp(device, "state", 1);
    sendUp(device, "evt", 2, 3);
    gateway.send("dev-1", "cmd", Uint8Array.of(4));
    gateway.send("dev-2", "cmd", Uint8Array.of(5));
    bench.run(3_000);
    expect(bench.heard).toEqual(["up", "dev-1 state 1", "dev-1 evt 2,3"]);
    expect(device.heard).toEqual(["up", "cmd 4"]);
  });

  it("take the last will for the device's word when its power is cut, after a while", () => {
    const { bench, device } = connected();
    device.transport.abort();
    bench.run(9_000);
    expect(bench.heard).toEqual(["up"]);
    bench.run(60_000);
    expect(bench.heard).toEqual(["up", "dev-1 state 9,9"]);
  });

  it("forget the last will when the device is back in time", () => {
    const { bench, gateway, device } = connected();
    device.transport.abort();
    device.open();
    bench.run(120_000);
    expect(bench.heard).toEqual(["up"]);
    expect(gateway.present()).toEqual(["dev-1"]);
    expect(device.heard).toEqual(["up", "up"]);
  });

  it("forget the last will at a farewell, which comes after what was sent", () => {
    const { bench, gateway, device } = connected();
    sendUp(device, "state", 8);
    device.transport.close();
    bench.run(120_000);
    expect(bench.heard).toEqual(["up", "dev-1 state 8"]);
    expect(gateway.present()).toEqual([]);
  });

  it("bring over what was sent before a goodbye, also when the next boot begins at once", () => {
    const { bench, gateway, device } = connected();
    sendUp(device, "evt", 1);
    sendUp(device, "rsp", 2);
    device.transport.close();
    device.open();
    sendUp(device, "evt", 3);
    bench.run(120_000);
    expect(bench.heard).toEqual(["up", "dev-1 evt 1", "dev-1 rsp 2"]);
    expect(gateway.present()).toEqual(["dev-1"]);
    expect(device.heard).toEqual(["up", "up"]);
  });

  it("end a goodbye at once when power goes, and begin nothing behind it", () => {
    const { bench, gateway, device } = connected();
    device.transport.close();
    device.open();
    device.transport.abort();
    bench.run(120_000);
    expect(gateway.present()).toEqual([]);
    expect(device.heard).toEqual(["up"]);
  });

  it("end a farewell that the port does not live to see, and leave the port alone", async () => {
    const bench = new Bench();
    const wire = bench.wire();
    bench.gateway([wire.port("line-0")], addresses);
    const port = new PluggablePort(wire.port());
    const device = bench.device(port, "dev-1", address);
    device.open();
    bench.run(2_000);
    port.isPlugged = false;
    sendUp(device, "evt", 1);
    device.transport.close();
    port.pull();
    await device.transport.whenClosed();
    bench.run(200_000);
    expect(port.opens).toBe(1);
  });

  it("open a port again that was pulled, and are in contact again", () => {
    const { bench, port, gateway, device } = connected();
    port.pull();
    bench.run(5_000);
    expect(gateway.present()).toEqual([]);
    expect(bench.heard).toEqual(["up", "down"]);
    bench.run(20_000);
    port.isPlugged = true;
    bench.run(80_000);
    expect(gateway.present()).toEqual(["dev-1"]);
    expect(bench.heard).toContain("dev-1 state 9,9");
    expect(bench.heard.at(-1)).toBe("up");
    expect(device.heard.at(-1)).toBe("up");
    expect(new Set(bench.faults.map(({ code }) => code))).toContain("serial-port-missing");
  });

  it("hold messages back while the gateway is paused, and lose none", () => {
    const { bench, gateway, device } = connected();
    gateway.pause();
    bench.run(1_000);
    for (let count = 0; count < 20; count++) sendUp(device, "evt", count);
    bench.run(20_000);
    expect(bench.heard).toEqual(["up"]);
    gateway.resume();
    bench.run(20_000);
    expect(bench.heard.slice(1)).toEqual(
      Array.from({ length: 20 }, (_, count) => `dev-1 evt ${count}`),
    );
  });

  it("tell the time, and show what the device has counted", () => {
    const { bench, gateway, device } = connected();
    let frames = 0;
    gateway.tellTime(1_790_000_000_000);
    gateway.askCounters("dev-1", ({ rxFrames = 0 }) => {
      frames = rxFrames;
    });
    gateway.askCounters("dev-9", () => expect.unreachable());
    bench.run(2_000);
    expect(device.times).toHaveLength(1);
    expect((device.times[0] ?? 0) - 1_790_000_000_000).toBeLessThan(100);
    expect(frames).toBeGreaterThan(0);
    expect(frames).toBeLessThanOrEqual(device.transport.counters.rxFrames);
    expect(gateway.counters()["pluggable"]?.contacts).toBe(1);
  });

  it("say what is wrong when nobody answers, and when only garbage comes", () => {
    const silent = new Bench();
    silent.gateway([silent.wire().port("line-0")], addresses);
    silent.run(120_000);
    expect(silent.faults[0]).toMatchObject({ code: "serial-silence" });
    expect(silent.faults[0]?.message).toContain("line-0");
    const { bench, device } = connected({ tamper: (bytes) => bytes.map((byte) => byte ^ 0xa5) });
    bench.run(120_000);
    expect(device.heard).toEqual([]);
    expect(device.faults).toEqual(["serial-garbage"]);
    // On a shared line a device says nothing to what it does not understand.
    const [fault] = bench.faults;
    expect(fault?.code).toBe(address === undefined ? "serial-garbage" : "serial-silence");
    expect(bench.faults).toHaveLength(address === undefined ? 1 : 2);
  });

  it("say on both sides that the other end speaks another version", () => {
    const { bench, gateway, device } = connected({ tamper: asOfAnotherVersion });
    bench.run(120_000);
    expect([gateway.present(), device.heard]).toEqual([[], []]);
    expect(bench.faults.map(({ code }) => code)).toContain("serial-version");
    expect(device.faults).toEqual(["serial-version"]);
  });

  it("carry a message of 64 KiB", () => {
    const { bench, gateway, device } = connected();
    gateway.send("dev-1", "cfg/desired", new Uint8Array(65_536).fill(7));
    bench.run(60_000);
    expect(device.heard.at(-1)?.length).toBe("cfg/desired ".length + 65_536 * 2 - 1);
  });

  it("serve the device that was heard last when two give the same name", () => {
    const bench = new Bench();
    const wires = [bench.wire(), bench.wire()];
    const gateway = bench.gateway(
      wires.map((wire, index) => wire.port(`line-${index}`)),
      addresses,
    );
    const [first, second] = wires.map((wire) => bench.device(wire.port(), "dev-1", address));
    first?.open();
    bench.run(3_000);
    second?.open();
    bench.run(40_000);
    expect(bench.faults.map(({ code }) => code)).toContain("serial-name-taken");
    gateway.send("dev-1", "cmd", Uint8Array.of(1));
    bench.run(2_000);
    expect([first?.heard, second?.heard]).toEqual([["up"], ["up", "cmd 1"]]);
    if (first !== undefined) sendUp(first, "evt", 5);
    bench.run(2_000);
    expect(bench.heard).not.toContain("dev-1 evt 5");
  });

  it("close without a word to anybody who listens", () => {
    const { bench, gateway, device } = connected();
    gateway.close();
    sendUp(device, "evt", 1);
    bench.run(200_000);
    expect(bench.heard).toEqual(["up"]);
  });
});

describe("a device without a name", () => {
  it("is reported and not served", () => {
    const bench = new Bench();
    const wire = bench.wire();
    const gateway = bench.gateway([wire.port("line-0")]);
    const device = bench.device(wire.port(), "");
    device.open();
    bench.run(2_000);
    sendUp(device, "evt", 1);
    bench.run(2_000);
    expect(bench.faults.map(({ code }) => code)).toEqual(["serial-name-missing"]);
    expect([gateway.present(), bench.heard]).toEqual([[], ["up"]]);
  });
});
