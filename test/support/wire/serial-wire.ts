import { type BytePort, MemoryWire, SerialGatewayTransport } from "@dosekit/sdk";
import { SerialDeviceTransport, type SystemRetryTimer } from "@dosekit/sdk/device";
import { fateStream } from "../protocols/fate-stream.ts";
import { ByteNoise } from "../sdk/noisy-port.ts";
import { patienceOf, wayOver } from "./mqtt-wire.ts";
import type { Wire } from "./wire-run.ts";

/** As many devices as the drivers of one RS-485 line carry by the standard, and fewer in a small run. */
const PER_LINE = { many: 32, few: 6 } as const;
/** One byte in so many is wrong, for each listener on its own. */
const ONE_IN = 10_000;

/** Lines that many devices share, with noise on every byte. */
export function sharedSerialWire(seed: number, devices: number): Wire {
  const noise = new ByteNoise(fateStream(seed), ONE_IN);
  const isMany = devices > 100;
  const perLine = isMany ? PER_LINE.many : PER_LINE.few;
  const lines = Array.from({ length: Math.ceil(devices / perLine) }, () => {
    return new MemoryWire({ tamper: noise.tamper });
  });
  const transports: SerialDeviceTransport[] = [];
  const timers: SystemRetryTimer[] = [];
  // All devices share one process here: what a busy event loop takes is no fault of theirs.
  const dropTiming = {
    ...{ turnaroundMs: 0, latencyMs: 0 },
    answerWithinMs: isMany ? 2_000 : 200,
    pollMs: isMany ? 1_000 : 20,
  };
  return {
    name: "shared serial lines",
    wayOf: (place) => {
      const line = lines[Math.floor(place.lane / perLine)];
      if (line === undefined) throw new RangeError(`no line for lane ${place.lane}`);
      const cable = severable(line.port());
      const transport = new SerialDeviceTransport({
        port: cable.port,
        deviceId: place.deviceId,
        address: 1 + (place.lane % perLine),
      });
      transports.push(transport);
      const cut = { cutLink: () => cable.setCut(true), healLink: () => cable.setCut(false) };
      return wayOver(
        place,
        {
          open: (listener, lastWill) => transport.open(listener, lastWill),
          send: (channel, payload) => transport.send(channel, payload),
          close: () => transport.close(),
          abort: () => transport.abort(),
          ...cut,
        },
        timers,
        patienceOf(devices),
      );
    },
    gatewayTransport: () =>
      new SerialGatewayTransport({
        lines: lines.map((line, at) => ({
          port: line.port(`line-${at}`),
          addresses: Array.from(
            { length: Math.min(perLine, devices - at * perLine) },
            (_, index) => index + 1,
          ),
          dropTiming,
        })),
      }),
    close: async () => {
      for (const timer of timers) timer.cancel();
      for (const transport of transports) transport.abort();
    },
  };
}

/** A port whose cable can be pulled: nothing comes or goes, and nobody is told. */
function severable(port: BytePort) {
  let isCut = false;
  const own: BytePort = {
    name: port.name,
    baud: port.baud,
    open: (listener) =>
      port.open({
        ...listener,
        onBytes: (bytes) => {
          if (!isCut) listener.onBytes(bytes);
        },
      }),
    write: (bytes) => {
      if (!isCut) port.write(bytes);
    },
    close: () => port.close(),
  };
  return {
    port: own,
    setCut: (cut: boolean) => {
      isCut = cut;
    },
  };
}
