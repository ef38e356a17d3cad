import { type AlertCode, type DeviceEvent, instant, type Reply } from "@dosekit/protocols";
import type { InboxRow } from "@dosekit/sdk";
import {
  type CentreSettings,
  type DurableTable,
  MemoryTable,
  ResponseCentre,
  type ResponseCentreOptions,
} from "@dosekit/sdk/response-centre";
import { VirtualTimers } from "../virtual-timers.ts";
import type { ScriptedCentre } from "./scripted-centre.ts";
import { VirtualSipTransport, type Weather } from "./virtual-sip-transport.ts";

/** When the alerts of these tests happen, ms since the Unix epoch. */
export const ALERT_MS = 1_789_999_000_000;

/** A row of the inbox with an alert's event; only what matters to the test is set. */
export function alertRow(
  seq: number,
  more: Partial<DeviceEvent> & { deviceId?: string } = {},
): InboxRow {
  const { deviceId = "d1", ...fields } = more;
  const event: DeviceEvent = {
    epoch: 7,
    seq,
    kind: "alert.raised",
    bootId: 1,
    uptimeMs: 1_000,
    civilMs: instant(ALERT_MS + seq),
    clock: "synced",
    alertId: `7-${seq}`,
    alert: "1.1",
    severity: 30,
    ...fields,
  };
  const receivedMs = 1_790_000_000_000;
  const place = { position: seq, deviceId, epoch: 7, seq, span: 1, receivedMs };
  return { kind: "record", ...place, event, payload: new Uint8Array() };
}

/** The row that ends the alert which record `of` raised. */
export function clearedRow(seq: number, of: number, alert: AlertCode = "1.1"): InboxRow {
  return alertRow(seq, { kind: "alert.cleared", alertId: `7-${of}`, alert });
}

/** A response centre on virtual time, with what it needs. */
export interface CentreBench {
  readonly timers: VirtualTimers;
  readonly centre: ResponseCentre;
  readonly table: DurableTable;
  readonly transports: readonly VirtualSipTransport[];
  /** Commands that devices got. */
  readonly commands: { deviceId: string; alertId: string | undefined; commandId: string }[];
  readonly logged: string[];
}

/** What a bench is made of; all but the receivers is defaulted. */
export interface BenchOptions {
  readonly receivers: readonly ScriptedCentre[];
  readonly weather?: Weather;
  readonly reliable?: boolean;
  readonly table?: DurableTable;
  readonly timers?: VirtualTimers;
  readonly reply?: () => Promise<Reply>;
  readonly receiver?: Partial<CentreSettings["receivers"][number]>;
  readonly timing?: CentreSettings["timing"];
  readonly more?: Partial<ResponseCentreOptions>;
}

let tokens = 0;

/** Builds and opens a centre. */
export function centreBench(options: BenchOptions): CentreBench {
  const { timers = new VirtualTimers(), table = new MemoryTable() } = options;
  const transports = options.receivers.map(
    (centre, index) =>
      new VirtualSipTransport(`r${index}`, centre, timers, options.weather, options.reliable),
  );
  const commands: CentreBench["commands"] = [];
  const logged: string[] = [];
  const receivers = transports.map((transport, index) => ({
    name: `r${index}`,
    transport,
    identity: { fromUri: "sip:gateway@example.org", toUri: `sip:alarm@r${index}.example` },
    cid: "47110815",
    pingMs: 0,
    ...options.receiver,
  }));
  const done: Reply = { commandId: "x", result: "done" };
  const centre = new ResponseCentre({
    centres: [{ name: "home", receivers, timing: options.timing ?? {} }],
    addressOf: (deviceId) => ({ cid: "47110815", did: deviceId }),
    table,
    timers,
    nowMs: timers.nowMs,
    randomToken: () => {
      tokens += 1;
      return `token${String(tokens).padStart(12, "0")}`;
    },
    sendCommand: (deviceId, command) => {
      commands.push({ deviceId, alertId: command.alertId, commandId: command.commandId });
      return options.reply?.() ?? Promise.resolve(done);
    },
    log: ({ event, detail = "" }) => logged.push(`${event} ${detail}`.trim()),
    ...options.more,
  });
  centre.open();
  return { timers, centre, table, transports, commands, logged };
}
