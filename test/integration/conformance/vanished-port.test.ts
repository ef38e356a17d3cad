import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readBundle } from "@dosekit/conformance";
import { afterAll, expect, it } from "vitest";
import { waitUntil } from "../../support/sdk/wait-until.ts";

const ROOT = new URL("../../../", import.meta.url);
const at = (path: string) => fileURLToPath(new URL(path, ROOT));
const EXAMPLE = at("protocols/conformance/examples/own-device/");
/** What a run may take to end once its port is gone, ms: many times what it takes. */
const END_MS = 20_000;
/** How long a run writes to a device that takes nothing, ms. */
const UNTAKEN_MS = 2_000;

const folder = mkdtempSync(join(tmpdir(), "vanished-"));
const children: ChildProcessWithoutNullStreams[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** Starts a built command, and keeps what it says. */
function start(bin: string, words: readonly string[]) {
  const child = spawn(process.execPath, [at(bin), ...words], { cwd: folder });
  children.push(child);
  const said = { out: "", err: "" };
  child.stdout.on("data", (bytes: Buffer) => {
    said.out += bytes.toString();
  });
  child.stderr.on("data", (bytes: Buffer) => {
    said.err += bytes.toString();
  });
  return { child, said };
}

/** Has a device be there. The kit gets no fixture: that would go with the device. */
async function prepared(port: string): Promise<void> {
  const socket = connect(Number(port), "127.0.0.1");
  const value = { tenant: "t1", device: "d1", clock: "set", needs: [] };
  socket.write(`${JSON.stringify({ do: "prepare", value })}\n`);
  const [answer] = await once(socket, "data");
  socket.destroy();
  expect(String(answer)).toContain('{"done":true}');
}

/** Starts a run of the kit at a device of its own, without a fixture. */
async function startRun(name: string, isPrepared: boolean) {
  const device = start("simulator/bin/dosekit.js", [
    ...["device", "--pty", `${name}.tty`, "--fixture", "0"],
  ]);
  await waitUntil("the fixture", () => device.said.err.includes("fixture tcp:"));
  const port = /fixture tcp:[\d.]+:(\d+)/.exec(device.said.err)?.[1] ?? "";
  if (isPrepared) await prepared(port);
  const bundle = join(folder, name);
  const kit = start("protocols/conformance/bin/dosekit-conform.js", [
    ...["run", "--dut", `pty:${bundle}.tty`, "--profile", "core,serial"],
    ...["--ics", join(EXAMPLE, "ics.yaml"), "--params", join(EXAMPLE, "params.yaml")],
    ...["--select", "link/*", "--seed", "1", "--out", bundle],
  ]);
  await waitUntil("the beginning of the run", () => existsSync(join(bundle, "begun.json")));
  return { device, kit, bundle };
}

/** Kills the device, and gives what came of the run. */
async function vanish({ device, kit, bundle }: Awaited<ReturnType<typeof startRun>>) {
  device.child.kill("SIGKILL");
  const limit = AbortSignal.timeout(END_MS);
  const [exitCode] = await once(kit.child, "close", { signal: limit }).catch(() => ["never"]);
  expect([exitCode, kit.said.out]).toEqual([3, expect.stringContaining(`${bundle}.tty is gone`)]);
  const { record, isFinished } = readBundle(bundle);
  expect([isFinished, record.endedEarly]).toEqual([true, "port"]);
  return new Set(record.cases.map(({ verdict }) => verdict));
}

it("a run whose port vanishes ends with 3 and keeps its evidence", async () => {
  const run = await startRun("speaking", true);
  await waitUntil("a case that passes", () => /^pass /m.test(run.kit.said.err), 60_000);
  const verdicts = await vanish(run);
  expect([...verdicts]).toEqual(expect.arrayContaining(["pass", "error", "notrun"]));
}, 120_000);

it("a run whose port vanishes with bytes that nobody took ends as well", async () => {
  const run = await startRun("silent", false);
  // What was written by now lies in the driver, which may never let go of the port.
  await new Promise((resolve) => setTimeout(resolve, UNTAKEN_MS));
  const verdicts = await vanish(run);
  expect([...verdicts].sort()).toEqual(["error", "notrun"]);
}, 120_000);
