import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instant } from "@dosekit/protocols";
import {
  GatewayClient,
  LevelInboxStore,
  MqttGatewayTransport,
  RealGatewayTimers,
  type SdkFault,
} from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { brokersUnderTest, freshTenant } from "../../support/brokers.ts";
import { rowText } from "../../support/sdk/messages.ts";
import { ScriptedMqttDevice } from "../../support/sdk/scripted-mqtt-device.ts";
import { waitUntil } from "../../support/sdk/wait-until.ts";

describe.each(brokersUnderTest())("gateway over $name", ({ start }) => {
  let broker: Awaited<ReturnType<typeof start>>;
  let folder: string;
  let tenant: string;
  let ends: (() => Promise<void>)[];

  beforeEach(async () => {
    broker = await start();
    folder = mkdtempSync(join(tmpdir(), "dosekit-inbox-"));
    tenant = freshTenant();
    ends = [];
  });

  afterEach(async () => {
    for (const end of ends.reverse()) await end();
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function startGateway(faults: SdkFault[] = []) {
    const timers = new RealGatewayTimers();
    const transport = new MqttGatewayTransport({
      url: broker.url,
      tenant,
      timers,
      random: () => 0,
      onFault: (fault) => faults.push(fault),
    });
    const client = new GatewayClient({
      transport,
      store: new LevelInboxStore(folder),
      timers,
      nowMs: Date.now,
      timing: { gapMs: 200, resendMs: 200 },
    });
    const texts: string[] = [];
    client.onEvent((row) => texts.push(rowText(row)));
    await client.start();
    const stop = () => client.stop();
    ends.push(stop);
    return { client, transport, texts, stop };
  }

  async function startDevice(deviceId: string, resendMs?: number) {
    const device = await ScriptedMqttDevice.connect(broker.url, tenant, deviceId, resendMs);
    ends.push(() => device.close());
    return device;
  }

  it("commits records in order, asks for the lost one and acknowledges all", async () => {
    const { texts, client } = await startGateway();
    const device = await startDevice("box-1", 60_000);
    for (let seq = 1; seq <= 20; seq += 1) device.write(seq === 7);
    await waitUntil("everything is acknowledged", () => device.ackedSeq === 20);
    expect(device.requests, "nothing but a request brings the lost one").toBe(1);
    expect(texts).toEqual(Array.from({ length: 20 }, (_, at) => `box-1/11:${at + 1} record`));
    expect(client.device("box-1")).toMatchObject({ bootId: 7, epoch: 11, throughSeq: 20 });
  });

  it("goes on after a restart where the inbox ends, and takes nothing twice", async () => {
    const first = await startGateway();
    const device = await startDevice("box-1");
    for (let seq = 1; seq <= 5; seq += 1) device.write();
    await waitUntil("the first five are acknowledged", () => device.ackedSeq === 5);
    await first.stop();
    for (let seq = 6; seq <= 9; seq += 1) device.write();
    const second = await startGateway();
    await waitUntil("the rest is acknowledged", () => device.ackedSeq === 9);
    expect(second.texts).toEqual([6, 7, 8, 9].map((seq) => `box-1/11:${seq} record`));
    const seen: string[] = [];
    for await (const row of second.client.events("reader")) {
      seen.push(rowText(row));
      if (seen.length === 9) break;
    }
    expect(seen).toEqual(Array.from({ length: 9 }, (_, at) => `box-1/11:${at + 1} record`));
  });

  it("sends configurations and commands until the device has answered", async () => {
    const { client } = await startGateway();
    const device = await startDevice("box-1");
    await waitUntil("the device is known", () => client.device("box-1")?.present === true);
    expect(client.pushConfig("box-1", { version: 3, lowStockDoses: 4 })).toBeUndefined();
    await waitUntil("the version is reported", () => {
      return client.device("box-1")?.reported?.version === 3;
    });
    const reply = await client.sendCommand("box-1", {
      commandId: "c-1",
      verb: "self-test",
      notAfterMs: instant(Date.now() + 10_000),
      actor: "operator",
    });
    expect(reply).toEqual({ commandId: "c-1", result: "done" });
    expect(device.commands.length).toBeGreaterThanOrEqual(2);
  });

  it("counts garbage of one device and serves the other", async () => {
    const { client } = await startGateway();
    const noisy = await startDevice("noisy");
    const good = await startDevice("good");
    for (let at = 0; at < 50; at += 1) noisy.sendRaw("evt", Uint8Array.of(0xff, at));
    noisy.sendRaw("evt", new Uint8Array(2_000));
    good.write();
    await waitUntil("the good one is acknowledged", () => good.ackedSeq === 1);
    await waitUntil("all garbage has come", () => client.counters().oversized === 1);
    const counters = client.device("noisy")?.counters;
    expect(Object.values(counters?.malformed ?? {})).toEqual([50]);
    expect(counters?.committed).toBe(0);
  });

  it("holds messages back while the inbox is full, and takes them when there is room", async () => {
    const { transport, texts } = await startGateway();
    const device = await startDevice("box-1");
    device.write();
    await waitUntil("the first is acknowledged", () => device.ackedSeq === 1);
    transport.pause();
    device.write();
    device.write();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(texts.length, "the message in hand, and none behind it").toBeLessThanOrEqual(2);
    transport.resume();
    await waitUntil("the rest is acknowledged", () => device.ackedSeq === 3);
  });
});
