import { ScriptedBroker } from "@dosekit/conformance";
import {
  DeviceEvent,
  DeviceState,
  decodeAs,
  EventAcknowledgement,
  encodeMessage,
} from "@dosekit/protocols";
import {
  DeviceRunner,
  MemoryStore,
  MqttDeviceTransport,
  SystemClock,
  SystemEntropy,
  SystemRetryTimer,
  sessionSecondsOf,
} from "@dosekit/sdk/device";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ALERT } from "../../../support/device-bench.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import { tallyLogic } from "../../../support/tally-logic.ts";

const DAY_MS = 86_400_000;
const TOPIC = "omdp/1/t/sleeper";

let broker: ScriptedBroker;
let runner: DeviceRunner<unknown>;

beforeEach(async () => {
  broker = await ScriptedBroker.listen();
  const sleep = { contactEveryMs: DAY_MS, quietMs: 50, timer: new SystemRetryTimer() };
  runner = new DeviceRunner({
    deviceId: "sleeper",
    identity: { product: "tally", firmware: "1", serial: "S-1" },
    logic: tallyLogic as never,
    clock: new SystemClock({ quality: "synced" }),
    store: new MemoryStore(),
    actuators: { start: () => undefined },
    transport: new MqttDeviceTransport({
      ...{ url: broker.url, tenant: "t", deviceId: "sleeper" },
      sessionExpirySeconds: sessionSecondsOf(sleep),
    }),
    retryTimer: new SystemRetryTimer(),
    entropy: new SystemEntropy(),
    spoolEventsMax: 100,
    sleep,
  });
});

afterEach(async () => {
  runner.powerOff();
  await broker.close();
});

function published(channel: string) {
  return broker.log.entries.flatMap(({ way, packet }) =>
    way === "in" && packet?.cmd === "publish" && packet.topic === `${TOPIC}/${channel}`
      ? [packet]
      : [],
  );
}

function states() {
  return published("state").flatMap(({ payload }) => {
    const read = decodeAs(DeviceState, Uint8Array.from(payload as Buffer));
    return read.ok ? [read.value] : [];
  });
}

function acknowledgeAll(): void {
  const newest = published("evt").at(-1);
  const read = newest && decodeAs(DeviceEvent, Uint8Array.from(newest.payload as Buffer));
  if (read?.ok !== true) throw new Error("no record came");
  const { epoch, seq } = read.value;
  const payload = encodeMessage(EventAcknowledgement, { epoch, throughSeq: seq });
  broker.publish({ topic: `${TOPIC}/ack`, payload, qos: 1, retain: false });
}

it("a sleeper announces its next contact, wakes for an alert, and leaves no will", async () => {
  runner.powerOn("first-boot");
  await waitUntil("its first record comes", () => published("evt").length > 0);
  acknowledgeAll();
  await waitUntil("it sleeps", () => states().at(-1)?.status === "sleeping");
  const said = states().at(-1);
  expect((said?.nextContactMs ?? 0) - Date.now()).toBeGreaterThan(DAY_MS - 60_000);
  await waitUntil("it is gone", () => broker.current === undefined);
  runner.input(ALERT);
  await waitUntil("it is back", () => states().at(-1)?.status === "online");
  await waitUntil("the alert comes", () => published("evt").length > 1);
  const connects = broker.log.entries.flatMap(({ way, packet }) =>
    way === "in" && packet?.cmd === "connect" ? [packet] : [],
  );
  expect(connects.map(({ will }) => will)).toEqual([undefined, undefined]);
  expect(connects.map(({ properties }) => properties?.sessionExpiryInterval)).toEqual([
    216_000, 216_000,
  ]);
  expect(published("state").every(({ retain, qos }) => retain && qos === 1)).toBe(true);
  const ends = broker.log.entries.filter(
    ({ way, packet }) => way === "in" && packet?.cmd === "disconnect",
  );
  expect(ends).toHaveLength(1);
});
