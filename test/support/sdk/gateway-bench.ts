import {
  type ClientLimits,
  type DurableTable,
  GatewayClient,
  type GatewayLogEntry,
  type InboxLimits,
  type InboxRow,
  type InboxStore,
  MemoryInboxStore,
} from "@dosekit/sdk";
import { rowText } from "./messages.ts";
import { ScriptedTransport } from "./scripted-transport.ts";
import { VirtualTimers } from "./virtual-timers.ts";

/** A gateway on virtual time whose devices are played by the test. */
export interface GatewayBench {
  readonly client: GatewayClient;
  readonly transport: ScriptedTransport;
  readonly timers: VirtualTimers;
  readonly rows: InboxRow[];
  readonly log: GatewayLogEntry[];
  /** The rows in a few characters each. */
  texts(): readonly string[];
}

/** Builds and opens a gateway. */
export function openGateway(
  options: {
    readonly store?: InboxStore;
    readonly limits?: Partial<ClientLimits>;
    readonly inboxLimits?: Partial<InboxLimits>;
    readonly timers?: VirtualTimers;
    readonly commandLedger?: DurableTable;
  } = {},
): GatewayBench {
  const { store = new MemoryInboxStore(), timers = new VirtualTimers() } = options;
  const transport = new ScriptedTransport();
  const rows: InboxRow[] = [];
  const log: GatewayLogEntry[] = [];
  const client = new GatewayClient({
    transport,
    store,
    timers,
    nowMs: timers.nowMs,
    limits: options.limits ?? {},
    inboxLimits: options.inboxLimits ?? {},
    log: (entry) => log.push(entry),
    ...(options.commandLedger === undefined ? {} : { commandLedger: options.commandLedger }),
  });
  client.onEvent((row) => rows.push(row));
  client.open();
  return { client, transport, timers, rows, log, texts: () => rows.map(rowText) };
}
