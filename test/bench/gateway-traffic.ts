import { DeviceEvent, DeviceState, encodeMessage } from "@dosekit/protocols";

/** Tenant of all devices of a measurement. */
export const TENANT = "bench";
/** Epoch of all their journals. */
export const EPOCH = 7;

/** Name of a device, by its number from 0 on. */
export function deviceIdOf(at: number): string {
  return `box-${String(at).padStart(5, "0")}`;
}

/** A clock that all processes of this machine share, µs. */
export function nowMicros(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

/**
 * A dose that was retrieved, of common length; the uptime carries when it was sent, so that whoever
 * takes it in can tell how long it was under way.
 */
export function eventBytes(seq: number, sentMicros: number): Uint8Array {
  return encodeMessage(DeviceEvent, {
    epoch: EPOCH,
    seq,
    kind: "dose.closed",
    bootId: 3,
    uptimeMs: sentMicros,
    clock: "synced",
    doseId: "p3-2026-11-23T08:00",
    outcome: "retrieved",
    evidence: "retrieved",
  });
}

/** The birth of a device whose journal is empty. */
export function birthBytes(): Uint8Array {
  return encodeMessage(DeviceState, {
    status: "online",
    bootId: 3,
    epoch: EPOCH,
    firstSeq: 0,
    lastSeq: 0,
    product: "pilly-sms",
  });
}

/** Latencies in a fixed number of counters: 0.1 ms each up to 1 s, the rest in the last. */
export class LatencyCounts {
  readonly #counts = new Uint32Array(10_001);
  #total = 0;

  /** Counts one latency, µs. */
  add(micros: number): void {
    const at = Math.min(this.#counts.length - 1, Math.max(0, Math.floor(micros / 100)));
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#total += 1;
  }

  /** Latencies that were counted. */
  get total(): number {
    return this.#total;
  }

  /** The latency that so much of all do not exceed, ms. */
  quantileMs(share: number): number {
    let left = Math.ceil(this.#total * share);
    for (const [at, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0) return (at + 1) / 10;
    }
    return Number.NaN;
  }
}
