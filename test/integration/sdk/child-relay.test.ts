import { ScriptedBroker } from "@dosekit/conformance";
import { DeviceState, decodeAs, encodeMessage, instant } from "@dosekit/protocols";
import {
  ChildRelay,
  GatewayClient,
  MemoryInboxStore,
  MemoryLink,
  MqttGatewayTransport,
  RealGatewayTimers,
} from "@dosekit/sdk";
import {
  DeviceRunner,
  MemoryStore,
  SystemClock,
  SystemEntropy,
  SystemRetryTimer,
} from "@dosekit/sdk/device";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PRESS } from "../../support/device-bench.ts";
import { waitUntil } from "../../support/sdk/wait-until.ts";
import { tallyLogic } from "../../support/tally-logic.ts";

const GATEWAY = "stair-3";

let broker: ScriptedBroker;
let timers: RealGatewayTimers;
let relay: ChildRelay;
let host: GatewayClient;
let devices: readonly DeviceRunner<unknown>[];
let rows: string[];

beforeEach(async () => {
  broker = await ScriptedBroker.listen();
  timers = new RealGatewayTimers();
  const link = new MemoryLink();
  const [tenant, url] = ["t", broker.url];
  host = new GatewayClient({
    transport: new MqttGatewayTransport({ url, tenant, timers, random: () => 0 }),
    store: new MemoryInboxStore(),
    timers,
    nowMs: Date.now,
    timing: { acknowledgeMs: 5, resendMs: 200 },
  });
  rows = [];
  host.onEvent((row) => rows.push(`${row.deviceId}:${row.seq}`));
  await host.start();
  relay = new ChildRelay({
    ...{ children: link.gateway, url, tenant, timers, random: () => 0 },
    ...{ gatewayId: GATEWAY, bootId: 9 },
  });
  relay.open();
  devices = ["c1", "c2"].map((deviceId) => childOn(link, deviceId));
  for (const device of devices) device.powerOn("first-boot");
});

afterEach(async () => {
  for (const device of devices) device.powerOff();
  await new Promise<void>((resolve) => relay.close(resolve));
  await host.stop();
  timers.cancelAll();
  await broker.close();
});

function childOn(link: MemoryLink, deviceId: string): DeviceRunner<unknown> {
  return new DeviceRunner({
    deviceId,
    identity: { product: "tally", firmware: "1", serial: "S-1" },
    logic: tallyLogic as never,
    clock: new SystemClock({ quality: "synced" }),
    store: new MemoryStore(),
    actuators: { start: () => undefined },
    transport: link.device(deviceId),
    retryTimer: new SystemRetryTimer(),
    entropy: new SystemEntropy(),
    spoolEventsMax: 100,
    retry: { firstMs: 200, longestMs: 400 },
  });
}

/** What is known of a device: `unknown` while the gateway that speaks for it is lost. */
function standing(deviceId: string): string | undefined {
  const seen = host.device(deviceId);
  return seen?.isUnheard === true ? "unknown" : seen?.state?.status;
}

const bothAre = (word: string) =>
  waitUntil(`both are ${word}`, () => ["c1", "c2"].every((one) => standing(one) === word));

describe("a gateway that speaks for devices", () => {
  it("gives each its own channels, in both directions, and names itself in their states", async () => {
    await bothAre("online");
    for (const device of devices) device.input(PRESS);
    await waitUntil("their records come", () => new Set(rows).size >= 4);
    expect(host.device("c1")?.state?.via).toBe(GATEWAY);
    const reply = await host.sendCommand("c2", {
      ...{ commandId: "x", verb: "self-test", actor: "gateway" },
      notAfterMs: instant(Date.now() + 10_000),
    });
    expect(reply.commandId).toBe("x");
    expect(rows.length).toBe(new Set(rows).size);
  });

  it("lets a device forget by the host's word alone", async () => {
    await bothAre("online");
    await host.stop();
    const before = devices[0]?.counters.retries ?? 0;
    devices[0]?.input(PRESS);
    await waitUntil("it sends again", () => (devices[0]?.counters.retries ?? 0) > before);
  });

  it("leaves one last will, its own, and says itself that it is there", async () => {
    await bothAre("online");
    expect(host.device(GATEWAY)?.state).toMatchObject({ status: "online", bootId: 9 });
    const wills = broker.log.entries.flatMap(({ packet }) =>
      packet?.cmd === "connect" && packet.will !== undefined ? [packet.will] : [],
    );
    expect(wills.map(({ topic }) => topic)).toEqual([`omdp/1/t/${GATEWAY}/state`]);
    const will = decodeAs(DeviceState, Uint8Array.from(wills[0]?.payload as Buffer));
    expect(will).toMatchObject({ ok: true, value: { status: "lost", bootId: 9 } });
  });
});

describe("a host whose gateway is lost", () => {
  it("knows nothing of its devices until it is back, and then what it knew", async () => {
    await bothAre("online");
    const tell = (status: "lost" | "online") => {
      const payload = Buffer.from(encodedState(status));
      broker.publish({ topic: `omdp/1/t/${GATEWAY}/state`, payload, qos: 1, retain: true });
    };
    tell("lost");
    await bothAre("unknown");
    expect(host.device("c1")).toMatchObject({ present: false, state: { status: "online" } });
    tell("online");
    await bothAre("online");
  });

  it("leaves every other device as it is", async () => {
    await bothAre("online");
    const payload = Buffer.from(encodedState("lost", 5));
    broker.publish({ topic: "omdp/1/t/another/state", payload, qos: 1, retain: true });
    await waitUntil("the other is lost", () => standing("another") === "lost");
    expect([standing("c1"), standing("c2")]).toEqual(["online", "online"]);
  });
});

function encodedState(status: "lost" | "online", bootId = 9): Uint8Array {
  return encodeMessage(DeviceState, { status, bootId });
}
