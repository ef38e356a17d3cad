import { createServer, type Server } from "node:net";
import {
  Command,
  DesiredConfig,
  type DownChannel,
  decodeMessage,
  EventAcknowledgement,
  encodeMessage,
  instant,
  topicOf,
} from "@dosekit/protocols";
import {
  type DeviceRunner,
  MemoryStore,
  MqttDeviceTransport,
  type MqttDeviceTransportOptions,
  SystemRetryTimer,
} from "@dosekit/sdk/device";
import { EmbeddedBroker } from "@dosekit/simulator";
import { Aedes } from "aedes";
import mqtt, { type MqttClient } from "mqtt";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { brokersUnderTest, type StartedBroker } from "../../../support/brokers.ts";
import { BENCH_EPOCH, bench, PRESS } from "../../../support/device-bench.ts";
import { freePort } from "../../../support/mosquitto.ts";
import type { TallyState } from "../../../support/tally-logic.ts";

const BROKERS = brokersUnderTest();

const TENANT = "t1";
const WAIT = { timeout: 15_000, interval: 20 };

/** What the host heard: channel, whether it was retained, and the message. */
interface Heard {
  readonly channel: string;
  readonly retained: boolean;
  readonly message: Readonly<Record<string, unknown>>;
}

let cleanUp: (() => unknown)[] = [];
let serial = 0;

beforeEach(() => {
  cleanUp = [];
});

afterEach(async () => {
  for (const action of cleanUp.reverse()) await action();
});

/** A host that writes down what one device says. */
async function hostOf(url: string, deviceId: string) {
  const client: MqttClient = mqtt.connect(url, { protocolVersion: 5, clientId: `h-${deviceId}` });
  cleanUp.push(() => client.endAsync(true));
  client.on("error", () => undefined);
  const heard: Heard[] = [];
  client.on("message", (topic, payload, { retain }) => {
    const decoded = decodeMessage(new Uint8Array(payload));
    if (!decoded.ok) throw new Error(decoded.error.message);
    const channel = topic.split("/").slice(4).join("/");
    heard.push({ channel, retained: retain, message: decoded.value.message });
  });
  await client.subscribeAsync(`omdp/1/${TENANT}/${deviceId}/#`, { qos: 1 });
  const say = (channel: DownChannel, bytes: Uint8Array, retain = false) =>
    client.publishAsync(topicOf({ tenant: TENANT, deviceId, channel }), Buffer.from(bytes), {
      qos: 1,
      retain,
    });
  const on = (channel: string) =>
    heard.filter((item) => item.channel === channel).map(({ message }) => message);
  /** Has a command answered: by then the device has taken everything that was said before. */
  const roundTrip = async (commandId: string) => {
    await say("cmd", selfTest(commandId));
    const answers = () => on("rsp").map((reply) => reply["commandId"]);
    await vi.waitFor(() => expect(answers()).toContain(commandId), WAIT);
  };
  return { heard, say, on, roundTrip };
}

function deviceOn(url: string, options: Partial<MqttDeviceTransportOptions> = {}) {
  const deviceId = `dev-${process.pid}-${++serial}`;
  const transport = new MqttDeviceTransport({
    url,
    tenant: TENANT,
    deviceId,
    willDelaySeconds: 1,
    backOff: { firstMs: 50, longestMs: 200 },
    ...options,
  });
  const seen: string[] = [];
  const device = bench({
    deviceId,
    watch: { onInput: ({ type }) => seen.push(type) },
    transport,
    store: new MemoryStore(),
    retryTimer: new SystemRetryTimer(),
    retry: { firstMs: 200, longestMs: 1_000 },
  });
  cleanUp.push(() => {
    device.runner.powerOff();
    return transport.whenClosed();
  });
  const configs = () => seen.filter((type) => type === "config.received").length;
  return { deviceId, transport, configs, runner: device.runner as DeviceRunner<TallyState> };
}

function acknowledgement(throughSeq: number): Uint8Array {
  return encodeMessage(EventAcknowledgement, { epoch: BENCH_EPOCH, throughSeq });
}

function selfTest(commandId: string): Uint8Array {
  const command = { commandId, verb: "self-test", actor: "gateway" } as const;
  return encodeMessage(Command, { ...command, notAfterMs: instant(4_000_000_000_000) });
}

describe.each(BROKERS)("a device over MQTT on $name", ({ start }) => {
  let broker: StartedBroker;

  beforeEach(async () => {
    broker = await start();
    cleanUp.push(() => broker.stop());
  });

  test("says goodbye before it is there again, however soon that is", async () => {
    const { runner, deviceId } = deviceOn(broker.url, { willDelaySeconds: 0 });
    const host = await hostOf(broker.url, deviceId);
    const states = () => host.on("state").map(({ status }) => status);
    const expected: string[] = [];
    for (let time = 0; time < 10; time += 1) {
      runner.powerOn("first-boot");
      expected.push("online", "offline");
      await vi.waitFor(() => expect(states()).toHaveLength(expected.length - 1), WAIT);
      // It ends and starts again within one turn of the process.
      runner.stop();
    }
    await vi.waitFor(() => expect(states()).toEqual(expected), WAIT);
  });

  test("brings its birth and its records, until the host has them", async () => {
    const { runner, deviceId, transport } = deviceOn(broker.url);
    const host = await hostOf(broker.url, deviceId);
    runner.powerOn("first-boot");
    runner.input(PRESS);
    await vi.waitFor(() => expect(host.on("evt").map(({ seq }) => seq)).toContain(2), WAIT);
    expect(host.on("state")[0]).toMatchObject({ status: "online", bootId: 1, epoch: BENCH_EPOCH });
    expect(host.on("cfg/reported")).toHaveLength(1);
    await vi.waitFor(() => expect(runner.counters.retries).toBeGreaterThan(0), WAIT);
    await host.say("ack", acknowledgement(2));
    const settled = () => runner.counters.eventsResent;
    await vi.waitFor(async () => {
      const before = settled();
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      expect(settled()).toBe(before);
    }, WAIT);
    expect(transport.counters.troubles["publication-refused"]).toBe(0);
  });

  test("answers a command that was sent while its link was cut", async () => {
    const { runner, deviceId, transport } = deviceOn(broker.url);
    const host = await hostOf(broker.url, deviceId);
    runner.powerOn("first-boot");
    await vi.waitFor(() => expect(host.on("state")).toHaveLength(1), WAIT);
    transport.cutLink();
    const { attempts } = transport.counters;
    await host.say("cmd", selfTest("c-1"));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(transport.counters.attempts).toBe(attempts);
    transport.healLink();
    await vi.waitFor(
      () => expect(host.on("rsp")).toMatchObject([{ commandId: "c-1", result: "done" }]),
      WAIT,
    );
    expect(host.on("state").map(({ status }) => status)).toEqual(["online", "online"]);
  });

  test("answers a command that was sent while it had no power", async () => {
    const { runner, deviceId } = deviceOn(broker.url);
    const host = await hostOf(broker.url, deviceId);
    runner.powerOn("first-boot");
    await vi.waitFor(() => expect(host.on("state")).toHaveLength(1), WAIT);
    await host.roundTrip("c-0");
    runner.powerOff();
    await host.say("cmd", selfTest("c-1"));
    runner.powerOn("power-restored");
    await vi.waitFor(
      () => expect(host.on("rsp").map((reply) => reply["commandId"])).toContain("c-1"),
      WAIT,
    );
  });

  test("is declared lost after a power cut, under the boot that was cut", async () => {
    const { runner, deviceId } = deviceOn(broker.url);
    const host = await hostOf(broker.url, deviceId);
    runner.powerOn("first-boot");
    await vi.waitFor(() => expect(host.on("state")).toHaveLength(1), WAIT);
    runner.powerOff();
    await vi.waitFor(
      () => expect(host.on("state").at(-1)).toEqual({ status: "lost", bootId: 1 }),
      WAIT,
    );
    const late = await hostOf(broker.url, deviceId).then(async (later) => {
      await vi.waitFor(() => expect(later.on("state")).toHaveLength(1), WAIT);
      return later.heard;
    });
    expect(late[0]).toMatchObject({ channel: "state", retained: true });
  });

  test("says goodbye when it is stopped, and is not declared lost", async () => {
    const { runner, deviceId, transport } = deviceOn(broker.url);
    const host = await hostOf(broker.url, deviceId);
    runner.powerOn("first-boot");
    await vi.waitFor(() => expect(host.on("evt")).not.toEqual([]), WAIT);
    runner.stop();
    await transport.whenClosed();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(host.on("state").map(({ status }) => status)).toEqual(["online", "offline"]);
  });

  test("gets its configuration again after a power cut, though the session lives on", async () => {
    const { runner, deviceId, configs } = deviceOn(broker.url);
    const host = await hostOf(broker.url, deviceId);
    await host.say("cfg/desired", encodeMessage(DesiredConfig, { version: 3 }), true);
    runner.powerOn("first-boot");
    await vi.waitFor(() => expect(configs()).toBe(1), WAIT);
    await host.roundTrip("c-0");
    runner.powerOff();
    runner.powerOn("power-restored");
    await vi.waitFor(() => expect(configs()).toBeGreaterThan(1), WAIT);
  });

  test("does not subscribe again in one boot while the broker has its session", async () => {
    const { runner, deviceId, transport, configs } = deviceOn(broker.url);
    const host = await hostOf(broker.url, deviceId);
    await host.say("cfg/desired", encodeMessage(DesiredConfig, { version: 3 }), true);
    runner.powerOn("first-boot");
    await vi.waitFor(() => expect(configs()).toBe(1), WAIT);
    await host.roundTrip("c-0");
    transport.cutLink();
    transport.healLink();
    await vi.waitFor(() => expect(transport.counters.contacts).toBe(2), WAIT);
    await host.roundTrip("c-1");
    expect(configs()).toBe(1);
  });
});

describe("a device whose broker is difficult", () => {
  test("connects once the broker is there, and counts the attempts before", async () => {
    const port = await freePort();
    const { runner, transport } = deviceOn(`mqtt://127.0.0.1:${port}`);
    runner.powerOn("first-boot");
    await vi.waitFor(
      () => expect(transport.counters.troubles["connection-failed"]).toBeGreaterThan(1),
      WAIT,
    );
    const broker = await EmbeddedBroker.start({ port });
    cleanUp.push(() => broker.stop());
    await vi.waitFor(() => expect(transport.counters.contacts).toBe(1), WAIT);
  });

  test("sends no packet that is larger than the broker takes, and tells", async () => {
    const { url } = await smallBroker();
    const told: string[] = [];
    const { runner, transport, deviceId } = deviceOn(url, {
      onTrouble: (trouble) => told.push(trouble),
    });
    const host = await hostOf(url, deviceId);
    runner.powerOn("first-boot");
    await vi.waitFor(() => expect(host.on("evt")).not.toEqual([]), WAIT);
    transport.send("rsp", new Uint8Array(600));
    expect(told).toEqual(["packet-too-large"]);
    runner.input(PRESS);
    await vi.waitFor(() => expect(host.on("evt").map(({ seq }) => seq)).toContain(2), WAIT);
    expect(transport.counters.contacts).toBe(1);
  });

  test("keeps to the number of messages that the broker takes at once", async () => {
    const underWay = { now: 0, most: 0 };
    const { url } = await smallBroker((done) => {
      underWay.now++;
      underWay.most = Math.max(underWay.most, underWay.now);
      setTimeout(() => {
        underWay.now--;
        done();
      }, 30);
    });
    const { runner, transport, deviceId } = deviceOn(url);
    const host = await hostOf(url, deviceId);
    runner.powerOn("first-boot");
    for (let press = 0; press < 15; press++) runner.input(PRESS);
    await vi.waitFor(() => expect(host.on("evt").map(({ seq }) => seq)).toContain(16), WAIT);
    expect(transport.counters).toMatchObject({ contacts: 1, sentWithoutContact: 0 });
    expect(underWay.most).toBe(2);
  });
});

/** A broker that takes packets of 512 bytes and two messages at once. */
async function smallBroker(
  take: (done: () => void) => void = (done) => done(),
): Promise<{ url: string }> {
  const aedes = await Aedes.createBroker({
    maximumPacketSize: 512,
    receiveMaximum: 2,
    authorizePublish: (_client, _packet, done) => take(() => done(null)),
  });
  const server: Server = createServer((socket) => {
    aedes.handle(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUp.push(
    () =>
      new Promise<void>((resolve) => {
        aedes.close(() => server.close(() => resolve()));
      }),
  );
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port was given");
  return { url: `mqtt://127.0.0.1:${address.port}` };
}
