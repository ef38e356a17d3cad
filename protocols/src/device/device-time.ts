import type { ClockQuality } from "../catalogue/outcome.ts";
import type { Instant, Uptime } from "../units/instant.ts";

/** What a device knows of time at one instant; handed to every step, never read by it. */
export interface DeviceTime {
  /** Time since boot; never steps. */
  readonly uptimeMs: Uptime;
  /** The device's civil clock; `undefined` while it is unset. */
  readonly civilMs: Instant | undefined;
  readonly clock: ClockQuality;
  /** The device's own estimate of how far its civil clock may be off, in ms. */
  readonly clockErrorMs: number;
  /** Which boot this is; chosen by the host at boot, differs from boot to boot. */
  readonly bootId: number;
}
