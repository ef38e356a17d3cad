import { Decoder } from "cbor-x";
import {
  type CborLimits,
  type CborValue,
  compareKeys,
  DEFAULT_LIMITS,
  KEY_SIZE_LIMIT,
} from "./cbor-value.ts";
import { CborWriter } from "./cbor-writer.ts";
import { type DecodeResult, refused } from "./decode-error.ts";
import { scanStrict } from "./strict-scan.ts";

// Each option takes away something that the library does by default and the profile forbids:
// objects for maps, big integers, and memory that is shared with the bytes.
const OPTIONS = {
  useRecords: false,
  mapsAsObjects: false,
  int64AsNumber: true,
  copyBuffers: true,
};

/** The library's decoder reads up to an end, which its types leave out. */
type RangeDecoder = { decode(source: Uint8Array, end: number): unknown };

const reader: RangeDecoder = new Decoder(OPTIONS);

/**
 * Where messages stand while the library reads them. It hangs a view on the array that it reads:
 * on this one it does so once, and never on an array of the caller.
 */
const desk = new Uint8Array(DEFAULT_LIMITS.bytesMax);

const writer = new CborWriter();

/**
 * Writes a value in the one byte form that the profile allows for it.
 *
 * @throws RangeError when the value is outside the profile: not whole, too large, too deep, too
 *   many items, a key out of range, or text without a UTF-8 form (a caller's bug)
 * @see OMDP-CBR-001; RFC 8949 §4.2.1
 */
export function encodeCanonical(value: CborValue): Uint8Array {
  writer.begin();
  write(value, 0);
  return writer.take();
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

function write(value: CborValue, depth: number): void {
  if (typeof value === "number") writer.number(value);
  else if (typeof value === "string") writer.text(value);
  else if (value === null || typeof value === "boolean") writer.simple(value);
  else if (value instanceof Uint8Array) writer.bytes(value);
  else if (depth >= DEFAULT_LIMITS.depthMax) throw new RangeError("nested more than 8 deep");
  else if (isMap(value)) writeMap(value, depth + 1);
  else writeList(value, depth + 1);
}

function writeList(list: readonly CborValue[], depth: number): void {
  checkCount(list.length);
  writer.list(list.length);
  for (const item of list) write(item, depth);
}

function writeMap(map: ReadonlyMap<number, CborValue>, depth: number): void {
  checkCount(map.size);
  writer.map(map.size);
  for (const [key, item] of inOrder(map)) {
    if (!Number.isInteger(key) || Math.abs(key) >= KEY_SIZE_LIMIT) {
      throw new RangeError(`not a map key: ${key}`);
    }
    writer.number(key);
    write(item, depth);
  }
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
