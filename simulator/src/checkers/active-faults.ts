import { FLEET, type Observation } from "./observation.ts";

/**
 * The faults that are active on each device and on all of them; the same fault may be active
 * several times at once.
 */
export class ActiveFaults {
  readonly #counts = new Map<string, number>();
  readonly #lastChangeMs = new Map<string, number>();

  #active = 0;
  #changes = 0;

  /** Takes in the begin or end of a fault; says nothing to other observations. */
  observe(seen: Observation): void {
    if (seen.seen !== "fault") return;
    this.#changes += 1;
    const before = this.#counts.get(seen.deviceId) ?? 0;
    const count = Math.max(0, before + (seen.active ? 1 : -1));
    this.#counts.set(seen.deviceId, count);
    this.#active += count - before;
    this.#lastChangeMs.set(seen.deviceId, seen.trueMs);
  }

  /** How many faults began or ended so far, on any device. */
  changes(): number {
    return this.#changes;
  }

  /** Whether any fault is active on a device, its own or one that concerns all. */
  activeOn(deviceId: string): boolean {
    if (this.#active === 0) return false;
    return (this.#counts.get(deviceId) ?? 0) + (this.#counts.get(FLEET) ?? 0) > 0;
  }

  /** True time at which a fault last began or ended on a device, or on all; −∞ without any. */
  lastChangeMs(deviceId: string): number {
    const own = this.#lastChangeMs.get(deviceId) ?? Number.NEGATIVE_INFINITY;
    return Math.max(own, this.#lastChangeMs.get(FLEET) ?? Number.NEGATIVE_INFINITY);
  }
}
