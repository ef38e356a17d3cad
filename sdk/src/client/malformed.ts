import type { DeviceSession } from "./device-session.ts";
import { type GatewayLog, isWorthLogging } from "./gateway-log.ts";

/** Counts a message that could not be read; the log tells it ever more seldom, and never its text. */
export function countMalformed(log: GatewayLog, session: DeviceSession, code: string): void {
  const count = (session.counters.malformed[code] ?? 0) + 1;
  session.counters.malformed[code] = count;
  if (!isWorthLogging(count)) return;
  log({ level: "warn", event: "device.malformed", deviceId: session.deviceId, code, count });
}
