import type { GatewayTransport } from "@dosekit/protocols";
import type { DurableTable } from "../durable-table/durable-table.ts";
import type { InboxLimits, InboxState } from "../inbox/inbox.ts";
import type { InboxStore } from "../inbox/inbox-store.ts";
import type { GatewayArmour } from "./armour-port.ts";
import type { ClientLimits, ClientTiming } from "./client-limits.ts";
import type { DeviceCounters } from "./device-counters.ts";
import type { GatewayLog } from "./gateway-log.ts";
import type { GatewayTimers } from "./gateway-timers.ts";

/** A transport that can hold messages back for a while; one that can't loses nothing by it. */
export interface PausableTransport extends GatewayTransport {
  /** The inbox has no room for now. */
  pause(): void;
  resume(): void;
}

/** What a gateway is made of. */
export interface GatewayClientOptions {
  readonly transport: GatewayTransport | PausableTransport;
  readonly store: InboxStore;
  readonly timers: GatewayTimers;
  /** Gateway clock, ms since the Unix epoch. */
  readonly nowMs: () => number;
  readonly limits?: Partial<ClientLimits>;
  readonly inboxLimits?: Partial<InboxLimits>;
  readonly timing?: Partial<ClientTiming>;
  readonly log?: GatewayLog;
  /** Seals what devices in the security profile are sent; without it they are sent nothing. */
  readonly armour?: GatewayArmour;
  /**
   * Remembers which command a caller's own name stands for, over restarts; without it commands have
   * the names that the gateway makes. The client opens and closes it.
   */
  readonly commandLedger?: DurableTable;
  /** Makes a name that no command had, 1 to 36 characters; the system's UUIDs by default. */
  readonly newCommandId?: () => string;
}

/** Counters of a whole gateway: the sums over its devices, and what belongs to none. */
export interface GatewayCounters extends Readonly<DeviceCounters> {
  readonly devices: number;
  /** Messages of devices above the limit. */
  readonly refusedMessages: number;
  /** Messages under a device id that none can have. */
  readonly invalidIds: number;
  /** Rows in the inbox. */
  readonly rows: number;
  /** Records that wait behind gaps now. */
  readonly waiting: number;
  /** Devices whose rows have gaps now. */
  readonly gaps: number;
  readonly inbox: InboxState;
}
