import { createHash, type Hash } from "node:crypto";
import type { DeviceTime, Effect } from "@dosekit/protocols";

/** Characters that are gathered before they are hashed; only speed depends on it. */
const CHUNK_CHARS = 8_192;

/**
 * Rolling SHA-256 over one device's row of (device time, effect): what the device did, by its own
 * clock, in its own order.
 */
export class DeviceTrace {
  readonly #hash: Hash = createHash("sha256");
  #gathered = "";
  #steps = 0;

  /** Adds one effect. */
  add(effect: Effect, now: DeviceTime): void {
    const civil = now.civilMs ?? "unset";
    this.#gathered += `${now.bootId} ${now.uptimeMs} ${civil} ${JSON.stringify(effect)}\n`;
    this.#steps += 1;
    if (this.#gathered.length >= CHUNK_CHARS) this.#flush();
  }

  /** Counts the effects so far. */
  steps(): number {
    return this.#steps;
  }

  /** The hash of the row so far, 64 hexadecimal digits; the row may go on. */
  digest(): string {
    this.#flush();
    return this.#hash.copy().digest("hex");
  }

  #flush(): void {
    this.#hash.update(this.#gathered);
    this.#gathered = "";
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
