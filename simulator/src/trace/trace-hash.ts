import { createHash } from "node:crypto";
import type { DeviceTime, Effect } from "@dosekit/protocols";
import { RollingHash } from "./rolling-hash.ts";

/**
 * Rolling hash over one device's row of (device time, effect): what the device did, by its own
 * clock, in its own order. A difference in any effect, argument or time changes it.
 */
export class DeviceTrace {
  readonly #hash = new RollingHash();
  #steps = 0;

  /** Adds one effect. */
  add(effect: Effect, now: DeviceTime): void {
    const hash = this.#hash;
    hash.add(now.bootId);
    hash.add(now.uptimeMs);
    hash.add(now.civilMs);
    hash.add(effect);
    this.#steps += 1;
  }

  /** Counts the effects so far. */
  steps(): number {
    return this.#steps;
  }

  /** The hash of the row so far, 16 hexadecimal digits; the row may go on. */
  digest(): string {
    return this.#hash.digest();
  }
}

/**
 * Combines the devices' hashes into one for the fleet, in the order of their ids: neither the
 * order of the fleet file nor the way the work was spread changes it.
 */
export function fleetHash(digests: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  const ids = [...digests.keys()].sort(byCodeUnit);
  for (const id of ids) hash.update(`${id} ${digests.get(id) ?? ""}\n`);
  return hash.digest("hex");
}

/** Order by code units: the same on every machine, whatever its language. */
function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
