/** Everything that the OMDP-CBOR profile can carry. Numbers are whole, at most 2^53 − 1 in size. */
export type CborValue =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | ReadonlyMap<number, CborValue>;

/** How much a receiver reads before it refuses; checked before anything is built. */
export interface CborLimits {
  /** Bytes of the whole message; the link's MTU on a serial line. */
  readonly bytesMax: number;
  /** Lists and maps inside each other; the outermost counts as 1. */
  readonly depthMax: number;
  /** Items of one list, or pairs of one map. */
  readonly itemsMax: number;
}

/** The limits of the profile: 64 KiB, 8 levels, 1,024 items. @see OMDP-CBR-008 */
export const DEFAULT_LIMITS: CborLimits = { bytesMax: 65_536, depthMax: 8, itemsMax: 1_024 };

/** Keys of maps are smaller than this in size, so that a 32-bit reader holds them. */
export const KEY_SIZE_LIMIT = 0x8000_0000;

/**
 * Compares two map keys as their encoded bytes compare: 0, 1, 2 … and then −1, −2, −3 …
 *
 * @see RFC 8949 §4.2.1
 */
export function compareKeys(left: number, right: number): number {
  if (left < 0 !== right < 0) return left < 0 ? 1 : -1;
  return left < 0 ? right - left : left - right;
}
