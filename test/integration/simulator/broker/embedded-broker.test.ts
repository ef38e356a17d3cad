import { EmbeddedBroker } from "@dosekit/simulator";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let broker: EmbeddedBroker;
const clients: MqttClient[] = [];

beforeEach(async () => {
  broker = await EmbeddedBroker.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  await broker.stop();
});

/** Connects a client whose session outlives its connection. */
async function connected(clientId: string, options: IClientOptions = {}): Promise<MqttClient> {
  const client = mqtt.connect(broker.url, {
    protocolVersion: 5,
    clientId,
    clean: false,
    reconnectPeriod: 0,
    properties: { sessionExpiryInterval: 3_600 },
    ...options,
  });
  clients.push(client);
  client.on("error", () => undefined);
  await new Promise<void>((resolve) => client.once("connect", () => resolve()));
  return client;
}

/** Keeps every message that a client gets, as text. */
function inboxOf(client: MqttClient): string[] {
  const texts: string[] = [];
  client.on("message", (_topic, payload) => texts.push(payload.toString()));
  return texts;
}

function cut(client: MqttClient): void {
  const { stream } = client;
  if ("resetAndDestroy" in stream && typeof stream.resetAndDestroy === "function")
    stream.resetAndDestroy();
}

const will = (payload: string): IClientOptions => ({
  will: {
    topic: "d/state",
    payload: Buffer.from(payload),
    qos: 1,
    retain: true,
    properties: { willDelayInterval: 1 },
  },
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("the embedded broker", () => {
  it("sends a delayed will after the delay, and not before", async () => {
    const host = await connected("host");
    const seen = inboxOf(host);
    await host.subscribeAsync("d/state", { qos: 1 });
    const device = await connected("device", will("lost"));
    cut(device);
    await pause(500);
    expect(seen).toEqual([]);
    await expect.poll(() => seen, { timeout: 3_000 }).toEqual(["lost"]);
  });

  it("drops a delayed will when the device is back in time", async () => {
    const host = await connected("host");
    const seen = inboxOf(host);
    await host.subscribeAsync("d/state", { qos: 1 });
    cut(await connected("device", will("lost")));
    await pause(200);
    await connected("device", will("lost again"));
    await pause(1_500);
    expect(seen).toEqual([]);
  });

  it("keeps messages for a session while its client is away, in order", async () => {
    const device = await connected("device");
    await device.subscribeAsync("d/cmd", { qos: 1 });
    cut(device);
    const host = await connected("host");
    for (const text of ["one", "two", "three"]) await host.publishAsync("d/cmd", text, { qos: 1 });
    const back = mqtt.connect(broker.url, {
      protocolVersion: 5,
      clientId: "device",
      clean: false,
      properties: { sessionExpiryInterval: 3_600 },
    });
    clients.push(back);
    const seen = inboxOf(back);
    await expect.poll(() => seen, { timeout: 3_000 }).toEqual(["one", "two", "three"]);
  });

  it("forgets a session once its expiry has passed", async () => {
    const device = await connected("device", { properties: { sessionExpiryInterval: 1 } });
    await device.subscribeAsync("d/cmd", { qos: 1 });
    cut(device);
    await pause(1_400);
    const host = await connected("host");
    await host.publishAsync("d/cmd", "too late", { qos: 1 });
    const back = await connected("device");
    const seen = inboxOf(back);
    await pause(300);
    expect(seen).toEqual([]);
  });

  it("hands the last retained message to whoever comes later", async () => {
    const device = await connected("device");
    await device.publishAsync("d/state", "online", { qos: 1, retain: true });
    const host = await connected("host");
    const seen = inboxOf(host);
    await host.subscribeAsync("+/state", { qos: 1 });
    await expect.poll(() => seen, { timeout: 3_000 }).toEqual(["online"]);
  });

  it("delivers retained and ordinary messages of one burst in the order they were sent", async () => {
    const host = await connected("host");
    const seen = inboxOf(host);
    await host.subscribeAsync(["d/state", "d/evt"], { qos: 1 });
    const device = await connected("device");
    const sent: string[] = [];
    for (let index = 0; index < 20; index += 1) {
      sent.push(`state ${index}`, `event ${index}`);
      device.publish("d/state", `state ${index}`, { qos: 1, retain: true });
      device.publish("d/evt", `event ${index}`, { qos: 1 });
    }
    await expect.poll(() => seen, { timeout: 3_000 }).toEqual(sent);
  });

  it("keeps its port and its sessions over a kill when they are stored", async () => {
    const device = await connected("device");
    await device.subscribeAsync("d/cmd", { qos: 1 });
    await broker.kill();
    await broker.revive("kept");
    const host = await connected("host");
    await host.publishAsync("d/cmd", "after the kill", { qos: 1 });
    const back = mqtt.connect(broker.url, {
      protocolVersion: 5,
      clientId: "device",
      clean: false,
      properties: { sessionExpiryInterval: 3_600 },
    });
    clients.push(back);
    const seen = inboxOf(back);
    await expect.poll(() => seen, { timeout: 3_000 }).toEqual(["after the kill"]);
  });

  it("has forgotten retained messages after a kill without storage", async () => {
    const device = await connected("device");
    await device.publishAsync("d/state", "online", { qos: 1, retain: true });
    await broker.kill();
    await broker.revive("lost");
    const host = await connected("host");
    const seen = inboxOf(host);
    await host.subscribeAsync("+/state", { qos: 1 });
    await pause(200);
    expect(seen).toEqual([]);
  });

  it("refuses a port that somebody else holds, and leaves nothing behind", async () => {
    const port = Number(new URL(broker.url).port);
    await expect(EmbeddedBroker.start({ port })).rejects.toMatchObject({
      exitCode: 3,
      mistake: { code: "broker.port-in-use", found: `127.0.0.1:${port}` },
    });
  });
});
