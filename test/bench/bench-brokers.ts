import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BenchChild } from "./bench-child.ts";

/** A broker that runs in a process of its own. */
export interface BenchBroker {
  readonly url: string;
  end(): Promise<void>;
}

/** Starts the embedded broker. */
export async function startEmbedded(): Promise<BenchBroker> {
  const child = new BenchChild("bench-broker.js", {});
  const { url } = await child.answer<{ url: string }>();
  return { url, end: () => child.end() };
}

/** Starts Debian's Mosquitto; `undefined` where it is not installed. */
export async function startMosquitto(): Promise<BenchBroker | undefined> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "dosekit-bench-broker-"));
  const config = join(folder, "mosquitto.conf");
  const settings = [
    "allow_anonymous true",
    "max_queued_messages 0",
    "max_inflight_messages 1000",
    "set_tcp_nodelay true",
  ];
  writeFileSync(config, [`listener ${port} 127.0.0.1`, ...settings, ""].join("\n"));
  const broker = spawn("mosquitto", ["-c", config], { stdio: "ignore" });
  const failed = once(broker, "error");
  failed.catch(() => {});
  const url = `mqtt://127.0.0.1:${port}`;
  const end = async () => {
    const gone = once(broker, "exit");
    broker.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 200 && broker.exitCode === null; attempt += 1) {
    if (broker.pid === undefined) break;
    if (await answers(port)) return { url, end };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  rmSync(folder, { recursive: true, force: true });
  return undefined;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || address === null) throw new Error("no port was given");
  return address.port;
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
