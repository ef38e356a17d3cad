import { readdirSync } from "node:fs";
import { createDevice, profileOf, zoneTableOf } from "@dosekit/firmware-model";
import { type DeviceInput, INSTANT_MS_MAX, instant, type JournalRecord } from "@dosekit/protocols";
import {
  GatewayClient,
  type InboxRow,
  MemoryInboxStore,
  RealGatewayTimers,
  type SerialGatewayOptions,
  SerialGatewayTransport,
} from "@dosekit/sdk";
import {
  DeviceRunner,
  MemoryStore,
  type SerialDeviceOptions,
  SerialDeviceTransport,
  SystemClock,
  SystemEntropy,
  SystemRetryTimer,
} from "@dosekit/sdk/device";
import { expect } from "vitest";
import { waitUntil } from "./wait-until.ts";

/** One device of a serial fleet. */
export interface SerialDevice {
  readonly deviceId: string;
  readonly transport: SerialDeviceTransport;
  /** Every record that became durable. */
  readonly records: JournalRecord[];
  powerOn(): void;
  powerOff(): void;
  stop(): void;
  input(input: DeviceInput): void;
}

const PILLY = pilly();

function pilly() {
  const profile = profileOf("pilly-sms");
  if (profile === undefined) throw new Error("there is no profile of pilly-sms");
  return createDevice({ profile, zoneTableOf });
}

/** Makes a Pilly tray with a real runner, clock and serial transport. */
export function pillyOn(options: SerialDeviceOptions): SerialDevice {
  const records: JournalRecord[] = [];
  const transport = new SerialDeviceTransport(options);
  const { deviceId } = options;
  const runner = new DeviceRunner({
    deviceId,
    identity: { product: "pilly-sms", firmware: "1.0.0", serial: "S-1" },
    logic: PILLY,
    clock: new SystemClock(),
    store: new MemoryStore(),
    actuators: { start: () => undefined },
    transport,
    retryTimer: new SystemRetryTimer(),
    entropy: new SystemEntropy(),
    spoolEventsMax: 500,
    watch: { onRecord: (record) => records.push(record) },
  });
  return {
    deviceId,
    transport,
    records,
    powerOn: () => runner.powerOn("power-restored"),
    powerOff: () => runner.powerOff(),
    stop: () => runner.stop(),
    input: (input) => runner.input(input),
  };
}

/** A gateway with an inbox in memory that serves serial lines. */
export interface SerialGateway {
  readonly client: GatewayClient;
  readonly transport: SerialGatewayTransport;
  readonly rows: InboxRow[];
  close(): Promise<void>;
}

/** Starts a gateway. */
export async function serialGateway(options: SerialGatewayOptions): Promise<SerialGateway> {
  const transport = new SerialGatewayTransport(options);
  const timers = new RealGatewayTimers();
  const client = new GatewayClient({
    transport,
    store: new MemoryInboxStore(),
    timers,
    nowMs: Date.now,
  });
  const rows: InboxRow[] = [];
  client.onEvent((row) => rows.push(row));
  await client.start();
  const close = async () => {
    await client.stop();
    timers.cancelAll();
  };
  return { client, transport, rows, close };
}

/**
 * Switches devices on, lets each be opened and closed and commanded some times, and holds the inbox
 * against the journals: every record once, nothing else, every command answered.
 */
export async function exchange(plan: {
  readonly devices: readonly SerialDevice[];
  readonly gateway: SerialGateway;
  readonly rounds: number;
  readonly limitMs: number;
}): Promise<void> {
  const { devices, gateway, rounds, limitMs } = plan;
  const { client, transport, rows } = gateway;
  const rowsBefore = rows.length;
  for (const device of devices) device.powerOn();
  await waitUntil("all in contact", () => transport.present().length === devices.length, limitMs);
  for (let round = 0; round < rounds; round++) {
    const answers = devices.map(({ deviceId }, index) =>
      client.sendCommand(deviceId, {
        commandId: `c-${rowsBefore}-${round}-${index}`,
        verb: "self-test",
        notAfterMs: instant(INSTANT_MS_MAX),
        actor: "gateway",
      }),
    );
    for (const device of devices) device.input({ type: "lid.opened", withKey: true });
    for (const device of devices) device.input({ type: "lid.closed" });
    const answered = await Promise.all(answers);
    expect(answered.map(({ commandId }) => commandId)).toEqual(
      devices.map((_, index) => `c-${rowsBefore}-${round}-${index}`),
    );
  }
  await waitUntil(
    "all records committed",
    () => rows.length >= journalled(devices).length,
    limitMs,
  );
  expect(committed(rows)).toEqual(journalled(devices));
  // A lid that is opened and closed leaves two records at the least, in every round.
  expect(rows.length - rowsBefore).toBeGreaterThanOrEqual(2 * rounds * devices.length);
}

/** Says in a line what a long run took. */
export function figures(name: string, begunMs: number, { rows, transport }: SerialGateway): string {
  const lines = Object.values(transport.counters());
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + of(line), 0);
  return [
    `${name}: ${transport.present().length} devices on ${lines.length} lines`,
    `${rows.length} records in ${Math.round((Date.now() - begunMs) / 100) / 10} s`,
    `${sum(({ rxCrcErrors, rxStuffingErrors }) => rxCrcErrors + rxStuffingErrors)} damaged frames`,
    `${sum(({ contactsLost }) => contactsLost)} contacts lost`,
    `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
    `${readdirSync("/proc/self/fd").length} open files`,
  ].join(", ");
}

/** Names every record of some devices as `device/epoch/seq`, in order. */
export function journalled(devices: readonly SerialDevice[]): readonly string[] {
  return devices
    .flatMap(({ deviceId, records }) =>
      records.map(({ epoch, seq }) => `${deviceId}/${epoch}/${seq}`),
    )
    .sort();
}

/** Names every row of an inbox in the same way. */
export function committed(rows: readonly InboxRow[]): readonly string[] {
  return rows.map(({ deviceId, epoch, seq }) => `${deviceId}/${epoch}/${seq}`).sort();
}
