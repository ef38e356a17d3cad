import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A running broker that a test may stop; what it keeps it writes when it ends. */
export interface TestBroker {
  readonly name: string;
  readonly url: string;
  /** Ends the broker and everything it left on disk. */
  stop(): Promise<void>;
}

/** True when Debian's Mosquitto is on this machine. */
export function hasMosquitto(): boolean {
  try {
    execFileSync("mosquitto", ["-h"], { stdio: "ignore" });
    return true;
  } catch (error) {
    // Mosquitto answers -h with exit code 3; only a missing program is a no.
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

/** Starts Mosquitto on a free loopback port with a store of its own. */
export async function startMosquitto(): Promise<TestBroker> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "dosekit-mosquitto-"));
  // The broker gives up root for a user of its own, who must be able to write here.
  chmodSync(folder, 0o777);
  const config = join(folder, "mosquitto.conf");
  writeFileSync(config, configuration(port, folder));
  const stop = await runMosquitto(config, port);
  return {
    name: "Mosquitto",
    url: `mqtt://127.0.0.1:${port}`,
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts Mosquitto by a configuration file that listens on a port; gives what ends it. */
export async function runMosquitto(
  config: string,
  port: number,
  endedBy: "SIGTERM" | "SIGKILL" = "SIGTERM",
): Promise<() => Promise<void>> {
  const child = spawn("mosquitto", ["-c", config], { stdio: "ignore" });
  await listening(port, child);
  return () => ended(child, endedBy);
}

function configuration(port: number, folder: string): string {
  return [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    "persistence true",
    `persistence_location ${folder}/`,
    "max_queued_messages 10000",
    "max_packet_size 65536",
    "",
  ].join("\n");
}

/** Asks the system for a port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === "object" && address !== null) resolve(address.port);
        else reject(new Error("no port was given"));
      });
    });
  });
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}`);
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill("SIGKILL");
  throw new Error(`mosquitto did not listen on ${port} within 5 s`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

function ended(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
