import { createDevice, profileOf, zoneTableOf } from "@dosekit/firmware-model";
import {
  type DeviceInput,
  type DosePlan,
  instant,
  type JournalRecord,
  MINUTE_MS,
} from "@dosekit/protocols";
import {
  GatewayClient,
  MemoryInboxStore,
  MemoryWire,
  RealGatewayTimers,
  SerialGatewayTransport,
} from "@dosekit/sdk";
import {
  DeviceRunner,
  MemoryStore,
  SerialDeviceTransport,
  SystemClock,
  SystemEntropy,
  SystemRetryTimer,
  TestTime,
} from "@dosekit/sdk/device";
import { afterEach, describe, expect, it } from "vitest";
import { waitUntil } from "../../support/sdk/wait-until.ts";

const DEVICE = "box-1";
const CLEAN_UP: (() => unknown)[] = [];

afterEach(async () => {
  for (const action of CLEAN_UP.splice(0).reverse()) await action();
});

/** A device with a test clock, and a gateway at the other end of its line. */
async function setUp(inTestState: boolean) {
  const wire = new MemoryWire();
  const profile = profileOf("pilly-sms");
  if (profile === undefined) throw new Error("there is no profile of pilly-sms");
  const time = new TestTime(inTestState);
  const records: JournalRecord[] = [];
  const runner = new DeviceRunner({
    deviceId: DEVICE,
    identity: { product: "pilly-sms", firmware: "1.0.0", serial: "S-1" },
    logic: createDevice({ profile, zoneTableOf }),
    clock: new SystemClock({ host: time }),
    store: new MemoryStore(),
    // A mechanism that does what it is told at once.
    actuators: {
      start: (effect) => {
        if (effect.type !== "motion.start") return;
        const { motion, slot } = effect;
        const input: DeviceInput = { type: "motion.finished", motion, slot };
        setImmediate(() => runner.input(input));
      },
    },
    transport: new SerialDeviceTransport({ port: wire.port(), deviceId: DEVICE }),
    retryTimer: new SystemRetryTimer(),
    entropy: new SystemEntropy(),
    spoolEventsMax: 500,
    testClock: time,
    watch: { onRecord: (record) => records.push(record) },
  });
  CLEAN_UP.push(() => runner.powerOff());
  const timers = new RealGatewayTimers();
  const client = new GatewayClient({
    transport: new SerialGatewayTransport({ lines: [{ port: wire.port() }] }),
    store: new MemoryInboxStore(),
    timers,
    nowMs: Date.now,
  });
  await client.start();
  CLEAN_UP.push(() => client.stop());
  runner.powerOn("first-boot");
  runner.input({ type: "stock.loaded", doses: 28, firstSlot: 0 });
  await waitUntil("the device is there", () => client.device(DEVICE)?.state !== undefined);
  return { client, records };
}

/** A plan with one dose, due in ten minutes. */
function planInTenMinutes(): { readonly plan: DosePlan; readonly dueMs: number } {
  const dueMs = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS + 10 * MINUTE_MS;
  const due = new Date(dueMs).toISOString();
  const minuteOfDay = Number(due.slice(11, 13)) * 60 + Number(due.slice(14, 16));
  const date = due.slice(0, 10);
  const days = { startDate: date, endDate: date, everyDays: 1 };
  const entry = { id: "dose", minuteOfDay, ...days, earlyMin: 0, lateMin: 60 };
  const about = { planId: "plan-1", revision: 1, zone: "UTC", spacing: "refuse" } as const;
  return { plan: { ...about, minimumSpacingMin: 60, entries: [entry] }, dueMs };
}

describe("a host that lets the time of a device run", () => {
  it("sees a dose offered at its instant, without waiting for it", async () => {
    const { client, records } = await setUp(true);
    expect(client.device(DEVICE)?.state).toMatchObject({ testState: 1 });
    const { plan, dueMs } = planInTenMinutes();
    client.pushConfig(DEVICE, { version: 1, plan });
    await waitUntil("the plan is taken", () =>
      records.some(({ kind }) => kind === "plan.accepted"),
    );
    const wish = { commandId: "run-1", untilMs: instant(dueMs + MINUTE_MS) };
    const reply = await client.runClock(DEVICE, wish, instant(Date.now() + 30_000));
    expect(reply).toMatchObject({ result: "done" });
    const offering = records.find(({ kind }) => kind === "dose.offering");
    expect((offering?.civilMs ?? 0) - dueMs).toBeLessThan(2_000);
    expect(offering?.civilMs).toBeGreaterThanOrEqual(dueMs);
    expect(records.some(({ kind }) => kind === "clock.stepped")).toBe(false);
  });

  it("is refused by a device that was not started in the test state", async () => {
    const { client } = await setUp(false);
    const wish = { commandId: "run-1", untilMs: instant(Date.now() + 60_000) };
    const reply = await client.runClock(DEVICE, wish, instant(Date.now() + 10_000));
    expect(reply).toMatchObject({ result: "refused", refusal: "wrong-mode" });
    expect(await client.report(DEVICE, "capabilities")).toMatchObject({
      testClock: "off",
      profiles: ["core", "serial"],
    });
  });
});
