import { readdirSync } from "node:fs";
import { createDevice, profileOf, zoneTableOf } from "@dosekit/firmware-model";
import {
  type DeviceInput,
  type DeviceTransport,
  HOUR_MS,
  instant,
  type JournalRecord,
} from "@dosekit/protocols";
import {
  GatewayClient,
  type GatewaySeals,
  type InboxRow,
  MemoryInboxStore,
  RealGatewayTimers,
  type SerialGatewayOptions,
  SerialGatewayTransport,
} from "@dosekit/sdk";
import {
  type DeviceArmour,
  DeviceRunner,
  MemoryStore,
  type SerialDeviceOptions,
  SerialDeviceTransport,
  SystemClock,
  SystemEntropy,
  SystemRetryTimer,
} from "@dosekit/sdk/device";
import { expect } from "vitest";
import type { ByteNoise } from "./noisy-port.ts";
import { waitUntil } from "./wait-until.ts";

/** One device of a serial fleet. */
export type SerialDevice = LiveDevice<SerialDeviceTransport>;

/** A device on a real clock. */
export interface LiveDevice<Way> {
  readonly deviceId: string;
  readonly transport: Way;
  /** Every record that became durable. */
  readonly records: JournalRecord[];
  powerOn(): void;
  powerOff(): void;
  stop(): void;
  input(input: DeviceInput): void;
  /** What the device refused of what it got, by reason. */
  rejected(): Readonly<Partial<Record<string, number>>>;
}

const PILLY = pilly();

function pilly() {
  const profile = profileOf("pilly-sms");
  if (profile === undefined) throw new Error("there is no profile of pilly-sms");
  return createDevice({ profile, zoneTableOf });
}

/** Makes a Pilly tray with a real runner, clock and serial transport. */
export function pillyOn(options: SerialDeviceOptions, armour?: DeviceArmour): SerialDevice {
  return pillyThrough(options.deviceId, new SerialDeviceTransport(options), armour);
}

/** Makes a Pilly tray with a real runner and clock, and any way to its host. */
export function pillyThrough<Way extends DeviceTransport>(
  deviceId: string,
  transport: Way,
  armour?: DeviceArmour,
): LiveDevice<Way> {
  const records: JournalRecord[] = [];
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
    ...(armour === undefined ? {} : { armour }),
  });
  return {
    deviceId,
    transport,
    records,
    powerOn: () => runner.powerOn("power-restored"),
    powerOff: () => runner.powerOff(),
    stop: () => runner.stop(),
    input: (input) => runner.input(input),
    rejected: () => runner.counters.rejected,
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
export async function serialGateway(
  options: SerialGatewayOptions,
  armour?: GatewaySeals,
): Promise<SerialGateway> {
  const transport = new SerialGatewayTransport(options);
  const timers = new RealGatewayTimers();
  const client = new GatewayClient({
    transport,
    store: new MemoryInboxStore(),
    timers,
    nowMs: Date.now,
    ...(armour === undefined ? {} : { armour }),
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
 * against the journals: every record once and nothing else, every command carried out once. A device
 * keeps its last 32 answers, so it may get no more commands than that.
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
  const sent = carriedOut(devices).slice();
  for (const device of devices) device.powerOn();
  await waitUntil("all in contact", () => transport.present().length === devices.length, limitMs);
  for (let round = 0; round < rounds; round++) {
    const answers = devices.map(({ deviceId }, index) => {
      const commandId = `c-${rowsBefore}-${round}-${index}`;
      sent.push(`${deviceId}/${commandId}`);
      return client.sendCommand(deviceId, {
        ...{ commandId, verb: "sync-time", actor: "gateway", civilMs: instant(Date.now()) },
        notAfterMs: instant(Date.now() + HOUR_MS),
      });
    });
    for (const device of devices) device.input({ type: "lid.opened", withKey: true });
    for (const device of devices) device.input({ type: "lid.closed" });
    const answered = await Promise.all(answers);
    expect(
      answered.map(({ commandId, result, refusal }) => [commandId, refusal ?? result]),
    ).toEqual(devices.map((_, index) => [`c-${rowsBefore}-${round}-${index}`, "done"]));
  }
  await waitUntil(
    "all records committed",
    () => rows.length >= journalled(devices).length,
    limitMs,
  );
  expect(committed(rows)).toEqual(journalled(devices));
  expect(carriedOut(devices)).toEqual([...sent].sort());
  // A lid that is opened and closed leaves two records at the least, in every round.
  expect(rows.length - rowsBefore).toBeGreaterThanOrEqual(2 * rounds * devices.length);
}

/** What {@link figures} tells about. */
export interface FiguresOf {
  readonly name: string;
  readonly begunMs: number;
  readonly gateway: SerialGateway;
  readonly devices: readonly SerialDevice[];
  readonly noise: ByteNoise;
}

/** Says in a line what a long run took. */
export function figures({ name, begunMs, gateway, devices, noise }: FiguresOf): string {
  const { rows, transport } = gateway;
  const lines = Object.values(transport.counters());
  const ends = [...lines, ...devices.map((device) => device.transport.counters)];
  const sum = (of: (end: (typeof ends)[number]) => number) =>
    ends.reduce((total, end) => total + of(end), 0);
  const damaged = sum(({ rxCrcErrors, rxStuffingErrors, rxTooLong, rxLengthErrors }) =>
    [rxCrcErrors, rxStuffingErrors, rxTooLong, rxLengthErrors].reduce((one, more) => one + more),
  );
  return [
    `${name}: ${transport.present().length} devices on ${lines.length} lines`,
    `${rows.length} records and ${carriedOut(devices).length} commands`,
    `${Math.round((Date.now() - begunMs) / 100) / 10} s`,
    `${noise.damagedBytes} of ${noise.bytes} bytes damaged`,
    `${damaged} frames refused`,
    `${sum(({ txRepeats }) => txRepeats)} frames sent again`,
    `${sum(({ rxDuplicates }) => rxDuplicates)} duplicates dropped`,
    `${sum(({ contactsLost }) => contactsLost)} contacts lost`,
    `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`,
    `${readdirSync("/proc/self/fd").length} open files`,
  ].join(", ");
}

/** Names every command that devices carried out as `device/command`, in order. */
function carriedOut(devices: readonly SerialDevice[]): readonly string[] {
  return devices
    .flatMap(({ deviceId, records }) =>
      records
        .filter(({ kind }) => kind === "command.handled")
        .map(({ commandId = "?" }) => `${deviceId}/${commandId}`),
    )
    .sort();
}

/** Names every record of some devices as `device/epoch/seq`, in order. */
function journalled(devices: readonly SerialDevice[]): readonly string[] {
  return devices
    .flatMap(({ deviceId, records }) =>
      records.map(({ epoch, seq }) => `${deviceId}/${epoch}/${seq}`),
    )
    .sort();
}

/** Names every row of an inbox in the same way. */
function committed(rows: readonly InboxRow[]): readonly string[] {
  return rows.map(({ deviceId, epoch, seq }) => `${deviceId}/${epoch}/${seq}`).sort();
}
