import { decodeStrict, encodeCanonical } from "../codec/canonical-cbor.ts";
import type { CborValue } from "../codec/cbor-value.ts";
import { UINT32_MAX } from "../messages/device-event.ts";
import {
  algorithmOf,
  keyIdBytes,
  keyIdOf,
  SEAL_ALGORITHMS,
  type SealAlgorithm,
} from "./seal-key.ts";

/** What a sealed message says in its protected header. */
export interface SealHeader {
  readonly algorithm: SealAlgorithm;
  readonly keyId: number;
  /** Place of the message among those of its channel under this key, 0 to 2^53 − 1. */
  readonly counter: number;
  /** Boot of the device that the message was sealed for, where the sender knew it. */
  readonly bootId?: number;
}

/** Labels of the header; the last two are of COSE's private range. @see RFC 9052 §3.1 */
export const SEAL_LABELS = { algorithm: 1, keyId: 4, counter: -65_537, bootId: -65_538 } as const;

/** Longest header that the profile can write, in bytes. */
export const SEAL_HEADER_BYTES_MAX = 32;

/**
 * Writes the protected header.
 *
 * @throws RangeError when a number is out of range (a caller's bug)
 */
export function encodeSealHeader(header: SealHeader): Uint8Array {
  const { algorithm, keyId, counter, bootId } = header;
  if (counter < 0) throw new RangeError(`seal counter: found ${counter}, allowed 0 or more`);
  const wire = new Map<number, CborValue>([
    [SEAL_LABELS.algorithm, SEAL_ALGORITHMS[algorithm].number],
    [SEAL_LABELS.keyId, keyIdBytes(keyId)],
    [SEAL_LABELS.counter, counter],
  ]);
  if (bootId !== undefined) wire.set(SEAL_LABELS.bootId, bootId);
  return encodeCanonical(wire);
}

/** Reads a protected header; `undefined` when it holds anything else than the profile allows. */
export function decodeSealHeader(bytes: Uint8Array): SealHeader | undefined {
  const decoded = decodeStrict(bytes, { bytesMax: SEAL_HEADER_BYTES_MAX });
  if (!decoded.ok || !(decoded.value instanceof Map)) return undefined;
  const wire: ReadonlyMap<number, CborValue> = decoded.value;
  const algorithm = algorithmOf(wire.get(SEAL_LABELS.algorithm));
  const keyId = keyIdOf(wire.get(SEAL_LABELS.keyId));
  const counter = wholeOf(wire.get(SEAL_LABELS.counter), Number.MAX_SAFE_INTEGER);
  if (algorithm === undefined || keyId === undefined || counter === undefined) return undefined;
  if (wire.size === 3) return { algorithm, keyId, counter };
  const bootId = wholeOf(wire.get(SEAL_LABELS.bootId), UINT32_MAX);
  if (bootId === undefined || wire.size !== 4) return undefined;
  return { algorithm, keyId, counter, bootId };
}

function wholeOf(value: CborValue | undefined, max: number): number | undefined {
  return typeof value === "number" && value >= 0 && value <= max ? value : undefined;
}
