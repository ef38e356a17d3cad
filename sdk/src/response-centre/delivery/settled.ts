import type { ResponseCentreLimits } from "../centre-limits.ts";
import type { Delivery } from "./delivery.ts";

/**
 * Finds what is forgotten of the deliveries that are settled: what is too old, and what is too much;
 * pure. Where there is too much, those devices lose their oldest that have most, so that none makes
 * the gateway forget what became of another's.
 */
export function forgettable(
  deliveries: Iterable<Delivery>,
  { keepMs, keepMax }: ResponseCentreLimits,
  nowMs: number,
): readonly Delivery[] {
  const byDevice = new Map<string, Delivery[]>();
  const forgotten: Delivery[] = [];
  for (const delivery of deliveries) {
    const { status, acknowledgement, takenMs, deviceId } = delivery;
    if (status === "waiting" || acknowledgement === "due") continue;
    if (takenMs < nowMs - keepMs) forgotten.push(delivery);
    else {
      const own = byDevice.get(deviceId);
      if (own === undefined) byDevice.set(deviceId, [delivery]);
      else own.push(delivery);
    }
  }
  const most = fairMost(
    [...byDevice.values()].map(({ length }) => length),
    keepMax,
  );
  for (const own of byDevice.values()) {
    if (own.length <= most) continue;
    own.sort((a, b) => a.takenMs - b.takenMs);
    forgotten.push(...own.slice(0, own.length - most));
  }
  return forgotten;
}

/** The most that each may have, so that all of them together have no more than there is room for. */
export function fairMost(counts: readonly number[], room: number): number {
  let left = room;
  const rising = [...counts].sort((a, b) => a - b);
  for (const [index, count] of rising.entries()) {
    const share = Math.floor(left / (rising.length - index));
    if (count > share) return share;
    left -= count;
  }
  return Number.POSITIVE_INFINITY;
}
