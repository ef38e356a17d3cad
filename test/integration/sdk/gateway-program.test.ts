import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedBroker } from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "../../support/mosquitto.ts";
import { GatewayProcess } from "../../support/sdk/gateway-process.ts";
import { ScriptedMqttDevice } from "../../support/sdk/scripted-mqtt-device.ts";
import { waitUntil } from "../../support/sdk/wait-until.ts";

describe("dosekit-gateway as a process", () => {
  let folder: string;
  let broker: EmbeddedBroker;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "dosekit-inbox-"));
    broker = await EmbeddedBroker.start();
  });

  afterEach(async () => {
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(...more: string[]) {
    return new GatewayProcess(
      ["--broker", broker.url, "--tenant", "t1", "--inbox", folder].concat(more),
    );
  }

  it("prints committed events as JSON lines and the counters as the last one", async () => {
    const gateway = start("--json");
    const device = await ScriptedMqttDevice.connect(broker.url, "t1", "box-1");
    device.write();
    device.write();
    await waitUntil("both are acknowledged", () => device.ackedSeq === 2);
    await waitUntil("both are printed", () => gateway.stdout.split("\n").length === 3);
    expect(await gateway.end("SIGTERM")).toBe(0);
    await device.close();
    const lines = gateway.stdout.trim().split("\n");
    const documents = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(documents[0]).toMatchObject({
      v: 1,
      position: 1,
      device: "box-1",
      product: "pilly-sms",
      epoch: 11,
      seq: 1,
      kind: "alert.raised",
      vkp: "1.1",
      clockQuality: "rtc",
    });
    expect(documents[2]).toMatchObject({
      command: "gateway",
      partial: false,
      counters: { committed: 2, devices: 1 },
    });
  });

  it("prints lines for people, and ends with 130 when it is interrupted", async () => {
    const gateway = start();
    const device = await ScriptedMqttDevice.connect(broker.url, "t1", "box-1");
    device.write();
    await waitUntil("the event is printed", () => gateway.stdout.includes("alert.raised"));
    expect(await gateway.end("SIGINT")).toBe(130);
    await device.close();
    expect(gateway.stdout).toContain("1.1 Not dispensed at the planned time");
    expect(gateway.stdout).toContain("1 devices, ");
  });

  it("ends by itself after the time that was asked for", async () => {
    expect(await start("--seconds", "0.2").ended()).toBe(0);
  });

  it("refuses an inbox that another gateway has open", async () => {
    const first = start();
    await waitUntil("the first is connected", () => first.stderr.includes("link.up"));
    const second = start("--json", "--client-id", "other");
    expect(await second.ended()).toBe(3);
    expect(JSON.parse(second.stdout)).toMatchObject({ error: { code: "inbox-locked" } });
    expect(await first.end("SIGTERM")).toBe(0);
  });

  it("ends with 3 and says so when the broker can't be reached", async () => {
    const port = await freePort();
    const argv = ["--broker", `mqtt://127.0.0.1:${port}`, "--tenant", "t1", "--inbox", folder];
    const json = new GatewayProcess([...argv, "--json"]);
    expect(await json.ended()).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: "broker-refused" } });
  });
});
