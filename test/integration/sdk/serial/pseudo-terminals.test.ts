import { SerialBytePort } from "@dosekit/sdk";
import { openPseudoTerminal } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { fateStream } from "../../../support/protocols/fate-stream.ts";
import { ByteNoise, noisyPort } from "../../../support/sdk/noisy-port.ts";
import {
  exchange,
  figures,
  pillyOn,
  type SerialDevice,
  serialGateway,
} from "../../../support/sdk/serial-fleet.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const DEVICES = LONG ? 1_000 : 20;
const ROUNDS = LONG ? 10 : 4;
/** One byte in so many is wrong, each way. */
const ONE_IN = LONG ? 10_000 : 2_000;
const LIMIT_MS = LONG ? 600_000 : 40_000;
/** All ends share one process: what a busy machine takes is no fault of the lines. */
const LINK = LONG ? { timing: { ackMs: 2_000, resetMs: 5_000, silenceMs: 300_000 } } : {};

describe("dispensers on pseudo-terminals", () => {
  it(
    "bring every record to the inbox and answer every command, on damaged lines",
    async () => {
      const noise = new ByteNoise(fateStream(20_261_122), ONE_IN);
      const cables = Array.from({ length: DEVICES }, () => openPseudoTerminal());
      const devices: readonly SerialDevice[] = cables.map(({ port }, index) =>
        pillyOn({
          port: noisyPort(port, noise.tamper),
          deviceId: `dev-${index}`,
          link: LINK,
        }),
      );
      const gateway = await serialGateway({
        lines: cables.map(({ path }) => ({
          port: noisyPort(new SerialBytePort({ path }), noise.tamper),
          link: LINK,
        })),
      });
      const begunMs = Date.now();
      await exchange({ devices, gateway, rounds: ROUNDS, limitMs: LIMIT_MS });
      const name = "pseudo-terminals";
      if (LONG) console.info(figures({ name, begunMs, gateway, devices, noise }));
      expect(noise.damagedBytes).toBeGreaterThan(0);
      for (const device of devices) device.stop();
      await gateway.close();
      for (const cable of cables) cable.close();
    },
    LIMIT_MS,
  );
});
