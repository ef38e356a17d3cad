import { Encoder } from "cbor-x";
import {
  type CborLimits,
  type CborValue,
  compareKeys,
  DEFAULT_LIMITS,
  KEY_SIZE_LIMIT,
} from "./cbor-value.ts";
import { type DecodeResult, refused } from "./decode-error.ts";
import { scanStrict } from "./strict-scan.ts";
import { utf8LengthOf } from "./utf8.ts";

// Each option takes away something that the library does by default and the profile forbids:
// records and tags for maps and bytes on the way out, objects, big integers and shared memory in.
const OPTIONS = {
  useRecords: false,
  variableMapSize: true,
  mapsAsObjects: false,
  useTag259ForMaps: false,
  tagUint8Array: false,
  int64AsNumber: true,
  copyBuffers: true,
};

/** The library's decoder reads up to an end, which its types leave out. */
type RangeDecoder = { decode(source: Uint8Array, end: number): unknown };

const library = new Encoder(OPTIONS);
const reader: RangeDecoder = library;

/**
 * Where messages stand while the library reads them. It hangs a view on the array that it reads:
 * on this one it does so once, and never on an array of the caller.
 */
const desk = new Uint8Array(DEFAULT_LIMITS.bytesMax);

/**
 * Writes a value in the one byte form that the profile allows for it.
 *
 * @throws RangeError when the value is outside the profile: not whole, too large, too deep, too
 *   many items, a key out of range, or text without a UTF-8 form (a caller's bug)
 * @see OMDP-CBR-001; RFC 8949 §4.2.1
 */
export function encodeCanonical(value: CborValue): Uint8Array {
  return new Uint8Array(library.encode(ordered(value, 0)));
}

/**
 * Reads bytes that hold exactly one item of the profile; hostile input gives an error, never an
 * exception, and nothing is built from bytes that the scan refuses.
 *
 * @param limits the profile's own unless given; on a serial link `bytesMax` is the MTU
 * @returns the value, which shares no memory with the bytes
 */
export function decodeStrict(
  bytes: Uint8Array,
  limits?: Partial<CborLimits>,
): DecodeResult<CborValue> {
  const error = scanStrict(bytes, withDefaults(limits));
  if (error !== undefined) return { ok: false, error };
  // A caller may allow more bytes than the profile does; such a message gets an array of its own.
  const source = bytes.length <= desk.length ? desk : new Uint8Array(bytes.length);
  source.set(bytes);
  try {
    return { ok: true, value: reader.decode(source, bytes.length) as CborValue };
  } catch {
    // Its size limits are global to the process: another user of it may have lowered them.
    return refused("library-refused");
  }
}

function withDefaults(limits: Partial<CborLimits> | undefined): CborLimits {
  return limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...limits };
}

/** A number beyond 32 bits as the library wants it, which would write a float otherwise. */
type LibraryValue = CborValue | bigint | LibraryValue[] | Map<number, LibraryValue>;

function ordered(value: CborValue, depth: number): LibraryValue {
  if (typeof value === "number") return orderedNumber(value);
  if (typeof value === "string") {
    if (utf8LengthOf(value) < 0) throw new RangeError("text holds half of a surrogate pair");
    return value;
  }
  if (value === null || typeof value === "boolean") return value;
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (depth >= DEFAULT_LIMITS.depthMax) throw new RangeError("nested more than 8 deep");
  if (isMap(value)) return orderedMap(value, depth + 1);
  checkCount(value.length);
  return value.map((item) => ordered(item, depth + 1));
}

function orderedNumber(value: number): number | bigint {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number in range: ${value}`);
  return value > 0xffff_ffff || value < -0x1_0000_0000 ? BigInt(value) : value;
}

function orderedMap(map: ReadonlyMap<number, CborValue>, depth: number): Map<number, LibraryValue> {
  checkCount(map.size);
  const sorted = new Map<number, LibraryValue>();
  for (const [key, item] of inOrder(map)) {
    if (!Number.isInteger(key) || Math.abs(key) >= KEY_SIZE_LIMIT) {
      throw new RangeError(`not a map key: ${key}`);
    }
    sorted.set(key, ordered(item, depth));
  }
  return sorted;
}

/** Messages come with their keys in order; only other maps are sorted. */
function inOrder(
  map: ReadonlyMap<number, CborValue>,
): Iterable<readonly [key: number, item: CborValue]> {
  let previous: number | undefined;
  for (const key of map.keys()) {
    if (previous !== undefined && compareKeys(previous, key) >= 0) {
      return [...map].sort(([left], [right]) => compareKeys(left, right));
    }
    previous = key;
  }
  return map;
}

function checkCount(count: number): void {
  if (count > DEFAULT_LIMITS.itemsMax) throw new RangeError(`more than 1024 items: ${count}`);
}

function isMap(
  value: readonly CborValue[] | ReadonlyMap<number, CborValue>,
): value is ReadonlyMap<number, CborValue> {
  return value instanceof Map;
}
