import type { DeviceId, DownChannel, GatewayTransport } from "@dosekit/protocols";
import type { SdkFault } from "../errors.ts";
import { GatewaySeals } from "../security/gateway-seals.ts";
import type { GatewayArmour } from "./armour-port.ts";
import { carefulLog } from "./careful-log.ts";
import {
  type ClientLimits,
  type ClientTiming,
  DEFAULT_CLIENT_LIMITS,
  DEFAULT_CLIENT_TIMING,
} from "./client-limits.ts";
import { type GatewayLog, isWorthLogging, SILENT_LOG } from "./gateway-log.ts";
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

/** What the parts are made from. */
export interface PartOptions {
  readonly transport: GatewayTransport;
  readonly timers: GatewayTimers;
  readonly nowMs: () => number;
  readonly limits?: Partial<ClientLimits>;
  readonly timing?: Partial<ClientTiming>;
  readonly log?: GatewayLog;
  readonly armour?: GatewayArmour;
}

/** Fills in what was not given. */
export function partsOf(options: PartOptions): ClientParts {
  const { transport, timers, nowMs, armour = new GatewaySeals() } = options;
  const log = carefulLog(options.log ?? SILENT_LOG);
  const unsent = countingUnsent(log);
  return {
    timers,
    nowMs,
    limits: { ...DEFAULT_CLIENT_LIMITS, ...options.limits },
    timing: { ...DEFAULT_CLIENT_TIMING, ...options.timing },
    log,
    armour,
    send: (deviceId, channel, payload) => {
      // Nothing holds nothing that could be forged, and a broker forgets only by nothing at all.
      const isNothing = payload.length === 0;
      const bytes = isNothing ? payload : armour.seal(deviceId, channel, payload);
      if (bytes instanceof Uint8Array) transport.send(deviceId, channel, bytes);
      else unsent(deviceId, bytes);
    },
  };
}

function countingUnsent(log: GatewayLog): (deviceId: DeviceId, fault: SdkFault) => void {
  let count = 0;
  return (deviceId, { code, message, remedy }) => {
    count += 1;
    if (!isWorthLogging(count)) return;
    const detail = `${message} ${remedy}`;
    log({ level: "error", event: "armour.unsent", deviceId, code, count, detail });
  };
}
