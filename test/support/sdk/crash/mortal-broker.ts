import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedBroker } from "@dosekit/simulator";
import { freePort, runMosquitto } from "../../mosquitto.ts";

/** A broker that dies without a farewell and comes back at the same address. */
export interface MortalBroker {
  readonly url: string;
  kill(): Promise<void>;
  /** Comes back, with the sessions of before or without them. */
  revive(forgets: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** The embedded broker, whose death resets every connection. */
export async function mortalEmbedded(): Promise<MortalBroker> {
  const broker = await EmbeddedBroker.start();
  return {
    url: broker.url,
    kill: () => broker.kill(),
    revive: (forgets) => broker.revive(forgets ? "lost" : "kept"),
    stop: () => broker.stop(),
  };
}

/**
 * Debian's Mosquitto, whose process is killed: what it has not saved in the last second is gone,
 * though it had acknowledged it to the devices.
 */
export async function mortalMosquitto(): Promise<MortalBroker> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "dosekit-mosquitto-"));
  // The broker gives up root for a user of its own, who must be able to write here.
  chmodSync(folder, 0o777);
  const config = join(folder, "mosquitto.conf");
  writeFileSync(
    config,
    [
      `listener ${port} 127.0.0.1`,
      "allow_anonymous true",
      "persistence true",
      `persistence_location ${folder}/`,
      "autosave_interval 1",
      "max_queued_messages 0",
      "",
    ].join("\n"),
  );
  let end = await runMosquitto(config, port, "SIGKILL");
  return {
    url: `mqtt://127.0.0.1:${port}`,
    kill: () => end(),
    revive: async (forgets) => {
      if (forgets) rmSync(join(folder, "mosquitto.db"), { force: true });
      end = await runMosquitto(config, port, "SIGKILL");
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
