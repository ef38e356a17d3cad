import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { EmbeddedBroker } from "@dosekit/simulator";
import { expect, it } from "vitest";
import { ScriptedMqttDevice } from "../../support/sdk/scripted-mqtt-device.ts";
import { waitUntil } from "../../support/sdk/wait-until.ts";

const SDK = dirname(createRequire(import.meta.url).resolve("@dosekit/sdk/package.json"));

it("the quick start of the SDK's README follows a dispenser", async () => {
  const readme = readFileSync(join(SDK, "README.md"), "utf8");
  const code = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const broker = await EmbeddedBroker.start();
  const folder = mkdtempSync(join(tmpdir(), "dosekit-inbox-"));
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    cwd: SDK,
    env: { ...process.env, BROKER: broker.url, INBOX: folder },
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const device = await ScriptedMqttDevice.connect(broker.url, "demo", "box-1");
  device.write();
  await waitUntil("the alert is printed", () => output.includes("box-1 1.1"));
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  await device.close();
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
});
