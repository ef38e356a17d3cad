import { type CborLimits, KEY_SIZE_LIMIT } from "./cbor-value.ts";
import { type DecodeError, type DecodeErrorCode, decodeError } from "./decode-error.ts";
import { isUtf8 } from "./utf8.ts";

/*
 * Invariants: the scan builds nothing and never throws; it takes time in proportion to the bytes;
 * it recurses at most `depthMax` deep. What it accepts is one deterministic item of the profile,
 * so that re-encoding the decoded value gives the same bytes.
 */

interface Cursor {
  readonly bytes: Uint8Array;
  readonly limits: CborLimits;
  at: number;
  error: DecodeError | undefined;
}

const UNSIGNED = 0;
const NEGATIVE = 1;
const TEXT = 3;
const ARRAY = 4;
const TAG = 6;
const INDEFINITE = 31;

/**
 * Checks that bytes are exactly one item of the OMDP-CBOR profile, before any library reads them.
 *
 * Definite lengths, shortest heads, whole numbers up to 2^53 − 1, whole-number keys in ascending
 * order without doubles, valid UTF-8, no tags, no floats, only false, true and null, within limits.
 *
 * @returns why the bytes are refused, or `undefined` when they are in the profile
 * @see OMDP-CBR-001 to OMDP-CBR-008; RFC 8949 §4.2.1
 */
export function scanStrict(bytes: Uint8Array, limits: CborLimits): DecodeError | undefined {
  if (bytes.length > limits.bytesMax) {
    const found = `${bytes.length} bytes`;
    return decodeError("too-large", { found, allowed: `at most ${limits.bytesMax}` });
  }
  const cursor: Cursor = { bytes, limits, at: 0, error: undefined };
  if (scanItem(cursor, 0) && cursor.at < bytes.length) fail(cursor, "trailing-bytes", cursor.at);
  return cursor.error;
}

function fail(cursor: Cursor, code: DecodeErrorCode, offset: number): false {
  cursor.error = decodeError(code, { offset });
  return false;
}

function scanItem(cursor: Cursor, depth: number): boolean {
  const start = cursor.at;
  const initial = cursor.bytes[start];
  if (initial === undefined) return fail(cursor, "truncated", start);
  const major = initial >> 5;
  if (major >= TAG) return scanSimple(cursor, initial);
  const argument = readArgument(cursor, initial);
  if (argument < 0) return false;
  if (major === UNSIGNED) return true;
  // −1 − argument has to stay at or above −(2^53 − 1).
  if (major === NEGATIVE) {
    return argument < Number.MAX_SAFE_INTEGER || fail(cursor, "integer-too-large", start);
  }
  if (major <= TEXT) return scanString(cursor, major, argument);
  if (depth >= cursor.limits.depthMax) return fail(cursor, "too-deep", start);
  if (argument > cursor.limits.itemsMax) return fail(cursor, "too-many-items", start);
  return major === ARRAY
    ? scanArray(cursor, argument, depth + 1)
    : scanMap(cursor, argument, depth + 1);
}

/** Reads the argument of a head and moves past it; −1 when the head is refused. */
function readArgument(cursor: Cursor, initial: number): number {
  const start = cursor.at;
  const short = initial & 31;
  if (short < 24) {
    cursor.at = start + 1;
    return short;
  }
  if (short > 27) {
    const indefinite = short === INDEFINITE && initial >> 5 >= 2;
    fail(cursor, indefinite ? "indefinite-length" : "malformed-head", start);
    return -1;
  }
  const size = 1 << (short - 24);
  if (start + size >= cursor.bytes.length) {
    fail(cursor, "truncated", cursor.bytes.length);
    return -1;
  }
  cursor.at = start + 1 + size;
  return wideArgument(cursor, start, size);
}

function wideArgument(cursor: Cursor, start: number, size: number): number {
  let argument = 0;
  for (let at = start + 1; at <= start + size; at++) {
    argument = argument * 256 + (cursor.bytes[at] ?? 0);
  }
  if (argument < smallestOf(size)) {
    fail(cursor, "not-shortest", start);
    return -1;
  }
  // Rounding above 2^53 can't bring a number back below it.
  if (argument > Number.MAX_SAFE_INTEGER) {
    fail(cursor, "integer-too-large", start);
    return -1;
  }
  return argument;
}

/** The smallest argument that needs so many bytes; a computed power would cost half of the scan. */
function smallestOf(size: number): number {
  if (size === 1) return 24;
  if (size === 2) return 0x100;
  return size === 4 ? 0x1_0000 : 0x1_0000_0000;
}

function scanSimple(cursor: Cursor, initial: number): boolean {
  const start = cursor.at;
  const short = initial & 31;
  if (short > 27) return fail(cursor, "malformed-head", start);
  if (initial >> 5 === TAG) return fail(cursor, "tag", start);
  if (short >= 25) return fail(cursor, "float", start);
  if (short < 20 || short > 22) return fail(cursor, "simple-value", start);
  cursor.at = start + 1;
  return true;
}

function scanString(cursor: Cursor, major: number, length: number): boolean {
  const from = cursor.at;
  const to = from + length;
  if (to > cursor.bytes.length) return fail(cursor, "truncated", cursor.bytes.length);
  cursor.at = to;
  return major !== TEXT || isUtf8(cursor.bytes, from, to) || fail(cursor, "invalid-utf8", from);
}

function scanArray(cursor: Cursor, count: number, depth: number): boolean {
  for (let index = 0; index < count; index++) {
    if (!scanItem(cursor, depth)) return false;
  }
  return true;
}

function scanMap(cursor: Cursor, count: number, depth: number): boolean {
  let previous = -1;
  for (let index = 0; index < count; index++) {
    const start = cursor.at;
    const rank = scanKey(cursor);
    if (rank < 0) return false;
    if (rank <= previous) {
      return fail(cursor, rank === previous ? "key-duplicate" : "key-order", start);
    }
    previous = rank;
    if (!scanItem(cursor, depth)) return false;
  }
  return true;
}

/** Reads a key and gives its place in the order of encoded bytes; −1 when it is refused. */
function scanKey(cursor: Cursor): number {
  const start = cursor.at;
  const initial = cursor.bytes[start];
  if (initial === undefined || initial >> 5 > NEGATIVE) {
    fail(cursor, initial === undefined ? "truncated" : "key-not-integer", start);
    return -1;
  }
  const argument = readArgument(cursor, initial);
  if (argument < 0) return -1;
  const negative = initial >> 5 === NEGATIVE;
  if (argument >= (negative ? KEY_SIZE_LIMIT - 1 : KEY_SIZE_LIMIT)) {
    fail(cursor, "key-too-large", start);
    return -1;
  }
  return negative ? KEY_SIZE_LIMIT + argument : argument;
}
