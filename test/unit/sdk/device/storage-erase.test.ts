import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDevice, type DeviceState, profileOf, zoneTableOf } from "@dosekit/firmware-model";
import {
  Command,
  type CommandVerb,
  DesiredConfig,
  type DurableStore,
  type Escalation,
  encodeMessage,
  instant,
} from "@dosekit/protocols";
import { DeviceRunner, FileStore, MemoryStore } from "@dosekit/sdk/device";
import { afterEach, describe, expect, test } from "vitest";
import { HandClock, HandTimer, HandTransport } from "../../../support/device-bench.ts";
import { dosePlan, planEntry } from "../../../support/plans.ts";

const START_MS = Date.UTC(2026, 10, 22, 6, 50);
const HOUR_MS = 3_600_000;
/** What a person could be known by in plan, message and commands. */
const SECRETS = [
  "plan-of-the-user",
  "heart-medicine",
  "Call your daughter",
  "ask-by-the-son",
  "+4790012345",
  "daughter@example.no",
];
/** Those who are told of alerts by the device itself. */
const ESCALATION: Escalation = {
  routes: [{ id: "all", rungs: [{ recipient: "next-of-kin", afterMin: 0 }], repeatMin: 60 }],
  contacts: [
    { recipient: "next-of-kin", channel: "sms", address: "+4790012345" },
    { recipient: "next-of-kin", channel: "mail", address: "daughter@example.no" },
  ],
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A tray with a display, on the SDK's own runtime and a storage of the test's choice. */
function deviceWith(store: DurableStore) {
  const profile = profileOf("pilly-sms");
  if (profile === undefined) throw new Error("no tray");
  const logic = createDevice({ profile: { ...profile, unsupportedCommands: {} }, zoneTableOf });
  const [clock, transport] = [new HandClock(), new HandTransport()];
  clock.civilMs = START_MS;
  let [bootId, epoch] = [0, 100];
  const motions: string[] = [];
  const runner: DeviceRunner<DeviceState> = new DeviceRunner({
    deviceId: "dev-1",
    identity: { product: "pilly-sms", firmware: "1.0.0", serial: "S-1" },
    logic,
    clock,
    store,
    actuators: { start: (effect) => effect.type === "motion.start" && motions.push(effect.motion) },
    transport,
    retryTimer: new HandTimer(),
    entropy: { bootId: () => ++bootId, freshEpoch: () => ++epoch },
    spoolEventsMax: 500,
  });
  const settle = () => {
    for (const motion of motions.splice(0)) {
      runner.input({ type: "motion.finished", motion, slot: undefined });
    }
  };
  return { runner, clock, transport, settle };
}

type Device = ReturnType<typeof deviceWith>;

function command(device: Device, verb: CommandVerb, wish: Partial<Command> = {}): void {
  const notAfterMs = instant((device.clock.civilMs ?? 0) + HOUR_MS);
  const commandId = `${verb}-${Math.floor(device.clock.uptimeMs)}`;
  const asked: Command = { actor: "staff", verb, commandId, notAfterMs, ...wish };
  device.transport.deliver("cmd", encodeMessage(Command, asked));
}

/** A life with a plan, a message, doses that nobody took, and the end of service. */
function live(device: Device): void {
  const { runner, clock, transport } = device;
  runner.powerOn("first-boot");
  device.settle();
  transport.listener?.onLink(true);
  const entry = planEntry("heart-medicine", "08:00", { lateMin: 60 });
  const plan = dosePlan([entry], {
    planId: "plan-of-the-user",
    zone: "Europe/Oslo",
    minimumSpacingMin: 60,
  });
  transport.deliver(
    "cfg/desired",
    encodeMessage(DesiredConfig, { version: 1, plan, escalation: ESCALATION }),
  );
  command(device, "message-to-user", { text: "Call your daughter", commandId: "ask-by-the-son" });
  for (let hour = 0; hour < 50; hour += 1) {
    clock.advance(HOUR_MS);
    device.settle();
  }
  command(device, "set-mode", { mode: "ended" });
}

/** What the gateway of the test has fetched: all of it. */
function reset(device: Device): void {
  const { epoch = 1, nextSeq = 2 } = device.runner.state()?.journal ?? {};
  command(device, "reset", { epoch, throughSeq: nextSeq - 1 });
}

function bytesIn(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Buffer.concat(files.map((file) => readFileSync(join(folder, file))));
}

function secretsIn(bytes: Buffer): readonly string[] {
  return SECRETS.filter((secret) => bytes.includes(secret));
}

describe("after a reset", () => {
  test("A-3: no byte of plan, record, message or command is in the files", () => {
    const folder = mkdtempSync(join(tmpdir(), "dosekit-reset-"));
    folders.push(folder);
    const store = new FileStore(join(folder, "journal"));
    const device = deviceWith(store);
    live(device);
    expect(secretsIn(bytesIn(folder))).toEqual(SECRETS);
    const epoch = device.runner.state()?.journal.epoch;
    reset(device);
    device.settle();
    expect(secretsIn(bytesIn(folder))).toEqual([]);
    expect(device.transport.messages("rsp").at(-1)).toMatchObject({ result: "done" });
    expect(device.transport.ends).toEqual(["close"]);
    expect(device.runner.state()).toMatchObject({ service: { mode: "provisioned" } });
    expect(device.runner.state()?.journal.epoch).not.toBe(epoch);
    device.runner.powerOff();
    device.runner.powerOn("power-restored");
    expect(device.runner.state()?.journal.nextSeq).toBeGreaterThan(2);
    store.close();
  });

  test("a storage that fails keeps the device as it is until it works again", () => {
    const inner = new MemoryStore();
    let fails = false;
    const store: DurableStore = {
      recover: () => inner.recover(),
      freeBytes: () => inner.freeBytes(),
      append: (entry, done) => inner.append(entry, done),
      replaceAll: (entry, done) => (fails ? done("io") : inner.replaceAll(entry, done)),
    };
    const device = deviceWith(store);
    live(device);
    fails = true;
    reset(device);
    expect(device.runner.state()?.service.mode).toBe("ended");
    expect(secretsIn(Buffer.concat(store.recover()))).not.toEqual([]);
    fails = false;
    device.runner.input({ type: "lid.closed" });
    expect(device.runner.state()?.service.mode).toBe("provisioned");
    expect(secretsIn(Buffer.concat(store.recover()))).toEqual([]);
  });
});
