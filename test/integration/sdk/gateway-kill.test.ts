import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type InboxRow, LevelInboxStore } from "@dosekit/sdk";
import { EmbeddedBroker } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { GatewayProcess } from "../../support/sdk/gateway-process.ts";
import { ScriptedMqttDevice } from "../../support/sdk/scripted-mqtt-device.ts";
import { waitUntil } from "../../support/sdk/wait-until.ts";

const KILLS = 5;
const DEVICES = 3;

function readInbox(folder: string): Promise<readonly InboxRow[]> {
  const store = new LevelInboxStore(folder);
  return new Promise((resolve, reject) => {
    store.open((opened) => {
      if (!opened.ok) return reject(new Error(opened.fault.message));
      return store.read(0, 1_000_000, (result) => {
        store.close(() => (result.ok ? resolve(result.value) : reject(new Error("unreadable"))));
      });
    });
  });
}

describe("dosekit-gateway that is killed in mid-stream", () => {
  it(`loses and doubles nothing over ${KILLS} kills`, async () => {
    const broker = await EmbeddedBroker.start();
    const folder = mkdtempSync(join(tmpdir(), "dosekit-inbox-"));
    const argv = ["--broker", broker.url, "--tenant", "t1", "--inbox", folder, "--json"];
    const devices = await Promise.all(
      Array.from({ length: DEVICES }, (_, at) =>
        ScriptedMqttDevice.connect(broker.url, "t1", `box-${at}`),
      ),
    );
    const writer = setInterval(() => {
      for (const device of devices) device.write();
    }, 5);
    const acked = () => devices.reduce((sum, device) => sum + device.ackedSeq, 0);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const gateway = new GatewayProcess(argv);
      const before = acked();
      await waitUntil("the gateway acknowledges", () => acked() >= before + 40);
      expect(await gateway.end("SIGKILL")).toBeNull();
    }
    clearInterval(writer);
    const last = new GatewayProcess(argv);
    await waitUntil("everything is acknowledged", () =>
      devices.every((device) => device.ackedSeq === device.lastSeq),
    );
    expect(await last.end("SIGTERM")).toBe(0);
    for (const device of devices) await device.close();
    await broker.stop();

    const rows = await readInbox(folder);
    rmSync(folder, { recursive: true, force: true });
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, at) => at + 1));
    for (const [at, device] of devices.entries()) {
      const own = rows.filter((row) => row.deviceId === `box-${at}`);
      expect(own.map((row) => (row.kind === "record" ? row.event : row))).toEqual(device.written);
    }
  }, 120_000);
});
