import type { Instant } from "@dosekit/protocols";
import type { DeviceFacts, Told } from "./device-facts.ts";

/**
 * One thing that is known of a device, and since when; or that it is not known.
 *
 * It is what the device told last: a device that is away may have changed since.
 */
export type Reading<T> =
  | {
      readonly known: true;
      readonly value: T;
      /** Gateway clock when it came, ms since the Unix epoch. */
      readonly toldMs: number;
      /** How long ago that is, ms. */
      readonly ageMs: number;
      /** Device clock when it happened, where the device had one and said so. */
      readonly happenedMs: Instant | undefined;
      /** Records that are lost, dropped or unreadable since then: one may have told of a change. */
      readonly missingSince: number;
      /** True when a broker had kept it: it may be older than its age by any time. */
      readonly isStored: boolean;
    }
  | { readonly known: false };

/** Nothing is known. */
export const UNKNOWN: { readonly known: false } = { known: false };

/** Makes a reading of a fact. */
export function readingOf<T>(
  fact: Told<T> | undefined,
  { missing }: DeviceFacts,
  nowMs: number,
): Reading<T> {
  if (fact === undefined) return UNKNOWN;
  const { value, toldMs, happenedMs } = fact;
  const missingSince = missing - fact.missing;
  return { ...toldReading(value, toldMs, nowMs), happenedMs, missingSince };
}

/** Makes a reading of something that was told in a message of its own. */
export function toldReading<T>(value: T, toldMs: number, nowMs: number, isStored = false) {
  const ageMs = Math.max(0, nowMs - toldMs);
  const rest = { happenedMs: undefined, missingSince: 0, isStored } as const;
  return { known: true, value, toldMs, ageMs, ...rest } as const;
}
