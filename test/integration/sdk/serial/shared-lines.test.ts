import { MemoryWire } from "@dosekit/sdk";
import { describe, it } from "vitest";
import { fateStream } from "../../../support/protocols/fate-stream.ts";
import { byteNoise } from "../../../support/sdk/noisy-port.ts";
import { exchange, figures, pillyOn, serialGateway } from "../../../support/sdk/serial-fleet.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
/** As many devices as the drivers of one RS-485 line carry by the standard. */
const PER_LINE = LONG ? 32 : 10;
const LINES = LONG ? 125 : 3;
const ROUNDS = LONG ? 2 : 3;
/** One byte in so many is wrong, for each listener on its own. */
const ONE_IN = LONG ? 10_000 : 2_000;
const LIMIT_MS = LONG ? 900_000 : 40_000;

describe("dispensers on shared lines", () => {
  it(
    "bring every record to the inbox and answer every command, on damaged lines",
    async () => {
      const fate = fateStream(20_261_123);
      const wires = Array.from({ length: LINES }, () => {
        return new MemoryWire({ tamper: byteNoise(fate, ONE_IN) });
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
      const begun = Date.now();
      await exchange({ devices, gateway, rounds: ROUNDS, limitMs: LIMIT_MS });
      if (LONG) console.info(figures("shared lines", begun, gateway));
      for (const device of devices) device.powerOff();
      await gateway.close();
    },
    LIMIT_MS,
  );
});
