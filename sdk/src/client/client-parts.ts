import type { DeviceId, DownChannel } from "@dosekit/protocols";
import type { GatewayArmour } from "./armour-port.ts";
import type { ClientLimits, ClientTiming } from "./client-limits.ts";
import type { GatewayLog } from "./gateway-log.ts";
import type { GatewayTimers } from "./gateway-timers.ts";

/** What every part of the client works with. */
export interface ClientParts {
  readonly timers: GatewayTimers;
  /** Gateway clock, ms since the Unix epoch. */
  readonly nowMs: () => number;
  readonly limits: ClientLimits;
  readonly timing: ClientTiming;
  readonly log: GatewayLog;
  /** Sends a message, sealed where the device takes no other. */
  readonly send: (deviceId: DeviceId, channel: DownChannel, payload: Uint8Array) => void;
  readonly armour: GatewayArmour;
}
