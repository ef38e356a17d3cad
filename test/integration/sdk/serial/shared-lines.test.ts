import { MemoryWire } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { fateStream } from "../../../support/protocols/fate-stream.ts";
import { ByteNoise } from "../../../support/sdk/noisy-port.ts";
import { exchange, figures, pillyOn, serialGateway } from "../../../support/sdk/serial-fleet.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
/** As many devices as the drivers of one RS-485 line carry by the standard. */
const PER_LINE = LONG ? 32 : 20;
const LINES = LONG ? 125 : 4;
const ROUNDS = LONG ? 2 : 3;
/** One byte in so many is wrong, for each listener on its own. */
const ONE_IN = LONG ? 10_000 : 2_000;
const LIMIT_MS = LONG ? 900_000 : 40_000;

describe("dispensers on shared lines", () => {
  it(
    "bring every record to the inbox and answer every command, on damaged lines",
    async () => {
      const noise = new ByteNoise(fateStream(20_261_123), ONE_IN);
      const wires = Array.from({ length: LINES }, () => {
        return new MemoryWire({ tamper: noise.tamper });
      });
      const addresses = Array.from({ length: PER_LINE }, (_, index) => index + 1);
      const devices = wires.flatMap((wire, line) =>
        addresses.map((address) =>
          pillyOn({ port: wire.port(), deviceId: `dev-${line}-${address}`, address }),
        ),
      );
      // All devices share one process here: what a busy event loop takes is no fault of theirs.
      const dropTiming = {
        turnaroundMs: 0,
        answerWithinMs: LONG ? 2_000 : 300,
        latencyMs: 0,
        pollMs: LONG ? 4_000 : 250,
      };
      const gateway = await serialGateway({
        lines: wires.map((wire, line) => {
          return { port: wire.port(`line-${line}`), addresses, dropTiming };
        }),
      });
      const begunMs = Date.now();
      await exchange({ devices, gateway, rounds: ROUNDS, limitMs: LIMIT_MS });
      const name = "shared lines";
      if (LONG) console.info(figures({ name, begunMs, gateway, devices, noise }));
      expect(noise.damagedBytes).toBeGreaterThan(0);
      for (const device of devices) device.powerOff();
      await gateway.close();
    },
    LIMIT_MS,
  );
});
