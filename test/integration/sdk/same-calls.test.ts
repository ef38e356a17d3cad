import { DAY_MS, type DosePlan, localDateOf } from "@dosekit/protocols";
import {
  type CommandHow,
  GatewayClient,
  type InboxRow,
  MemoryInboxStore,
  MemoryTable,
  RealGatewayTimers,
} from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GatewayWay, gatewayWays } from "../../support/sdk/gateway-ways.ts";
import { type LiveDevice, pillyThrough } from "../../support/sdk/serial-fleet.ts";
import { waitUntil } from "../../support/sdk/wait-until.ts";

const DEVICES = ["dev-1", "dev-2"] as const;
const STAFF: CommandHow = { actor: "staff" };

/** No dose is due while the test runs. */
const TOMORROW = localDateOf(Math.floor(Date.now() / DAY_MS) + 1);

const PLAN: DosePlan = {
  ...{ planId: "p-1", revision: 1, zone: "Europe/Oslo", spacing: "refuse" },
  minimumSpacingMin: 60,
  entries: [
    {
      ...{ id: "morning", minuteOfDay: 480, startDate: TOMORROW, everyDays: 1 },
      ...{ earlyMin: 0, lateMin: 120 },
    },
  ],
};

describe.each(gatewayWays())("the same calls over $name", ({ open }) => {
  let way: GatewayWay;
  let client: GatewayClient;
  let timers: RealGatewayTimers;
  let devices: readonly LiveDevice<unknown>[];

  beforeEach(async () => {
    way = await open(DEVICES);
    timers = new RealGatewayTimers();
    client = new GatewayClient({
      ...{ transport: way.transport, store: new MemoryInboxStore(), timers, nowMs: Date.now },
      commandLedger: new MemoryTable(),
      timing: { resendMs: 500, gapMs: 200 },
    });
    await client.start();
    devices = DEVICES.map((deviceId) => pillyThrough(deviceId, way.deviceEnd(deviceId)));
    for (const device of devices) device.powerOn();
    await waitUntil("both devices", () => {
      return DEVICES.every((deviceId) => client.handle(deviceId).firmware().known);
    });
  });

  afterEach(async () => {
    for (const device of devices) device.stop();
    await client.stop();
    timers.cancelAll();
    await way.close();
  });

  it("tell state, plan and firmware, carry commands and events, and export", async () => {
    const handle = client.handle("dev-1");
    const { commands } = handle;
    expect(handle.state()).toMatchObject({ value: { status: "online", isPresent: true } });
    expect(handle.firmware()).toMatchObject({ value: { version: "1.0.0", product: "pilly-sms" } });
    expect(handle.stock().known).toBe(false);

    const pushed = await commands.pushPlan({ plan: PLAN });
    expect(pushed).toEqual({ kind: "done", version: 1, revision: 1 });
    await waitUntil("the plan", () => handle.plan().known);
    expect(handle.plan()).toMatchObject({ value: { revision: 1, plan: PLAN } });
    expect(handle.configuration()).toMatchObject({ value: { verdict: "follows" } });

    const synced = await commands.syncTime({ actor: "gateway" });
    expect(synced).toMatchObject({ kind: "done", record: { epoch: expect.any(Number) } });
    await waitUntil("its clock", () => handle.clockQuality().known);

    const heard: InboxRow[] = [];
    const endListening = handle.onEvent((row) => heard.push(row));
    const stream = handle.events();
    const first = stream.next();
    for (const device of devices) device.input({ type: "lid.opened", withKey: true });
    await expect(first).resolves.toMatchObject({ value: { deviceId: "dev-1" } });
    await stream.return();
    endListening();
    expect(new Set(heard.map(({ deviceId }) => deviceId))).toEqual(new Set(["dev-1"]));

    await expect(commands.setAssistance(true, STAFF)).resolves.toMatchObject({ kind: "done" });
    const pause = { reason: "holiday", untilMs: Date.now() + 3_600_000 } as const;
    await expect(commands.pause(pause, STAFF)).resolves.toMatchObject({ kind: "done" });
    await expect(commands.resume(STAFF)).resolves.toMatchObject({ kind: "done" });
    const travel = await commands.releaseTravel({ doses: 3 }, STAFF);
    expect(travel).toMatchObject({ kind: "refused", reason: expect.any(String) });

    const named = { ...STAFF, commandId: "mode-1" };
    const mode = await commands.setMode("training", named);
    expect(mode).toMatchObject({ kind: "done" });
    await expect(commands.setMode("training", named)).resolves.toEqual(mode);
    await waitUntil("its mode", () => handle.mode().known);
    expect(handle.mode()).toMatchObject({ value: "training" });

    const [device] = devices;
    const all = () => device?.records.length ?? 0;
    await waitUntil("its records", () => client.device("dev-1")?.throughSeq === all());
    const rows: InboxRow[] = [];
    const take = (row: InboxRow) => void rows.push(row);
    const exported = await commands.exportRecords({ take });
    expect(exported).toMatchObject({ kind: "done", rows: all(), missing: 0 });
    expect(rows.filter(isAnswerTo("mode-1"))).toHaveLength(1);
  });

  it("end a command of a device that is away where the caller says so", async () => {
    const [, device] = devices;
    const { commands } = client.handle("dev-2");
    device?.powerOff();
    const abort = new AbortController();
    const cancelled = commands.selfTest({ ...STAFF, signal: abort.signal });
    const expired = commands.selfTest({ ...STAFF, withinMs: 300 });
    await expect(expired).resolves.toMatchObject({ kind: "expired", wasSent: true });
    abort.abort();
    await expect(cancelled).resolves.toMatchObject({ kind: "cancelled", wasSent: true });
  });
});

function isAnswerTo(commandId: string): (row: InboxRow) => boolean {
  return (row) =>
    row.kind === "record" &&
    row.event.kind === "command.handled" &&
    row.event.commandId === commandId;
}
