import type { MessageDefinition } from "../schema/define-message.ts";
import type { Fields, Kind } from "../schema/kind.ts";
import { indexOf, wordsByNumber } from "./field-index.ts";

/*
 * The short way from bytes to a message: nothing is built but the message itself. It takes only what
 * is right in every field. Of anything else it says nothing, and the long way over a map finds out
 * what is wrong, so that there is one place that words refusals.
 */

/** Where one reading stands; the bytes have passed the strict scan. */
interface Place {
  readonly bytes: Uint8Array;
  at: number;
  /** The argument of the head that was read last. */
  argument: number;
  unknownKeys: number;
}

/** A message that was read the short way. */
export interface ScannedMessage {
  readonly definition: MessageDefinition;
  readonly message: Readonly<Record<string, unknown>>;
  /** Unknown keys that were ignored, nested ones included. */
  readonly unknownKeys: number;
}

const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const FALSE = 0xf4;
const TRUE = 0xf5;
/** What no field can hold. */
const NOTHING = Symbol("not this way");

/**
 * Gives the number of a message.
 *
 * @param bytes that passed the strict scan
 * @returns `undefined` when they don't begin as a list of two with a number in front
 */
export function scannedNumber(bytes: Uint8Array): number | undefined {
  const place = placeIn(bytes);
  if (head(place) !== ARRAY || place.argument !== 2) return undefined;
  return head(place) === UNSIGNED ? place.argument : undefined;
}

/**
 * Reads the message behind its number.
 *
 * @param bytes that passed the strict scan, and whose number is the one of the definition
 * @returns `undefined` when anything in them is not as the definition demands
 */
export function readScanned(
  definition: MessageDefinition,
  bytes: Uint8Array,
): ScannedMessage | undefined {
  const place = placeIn(bytes);
  head(place);
  head(place);
  const message = readMap(place, definition.fields);
  if (message === NOTHING) return undefined;
  const { unknownKeys } = place;
  return { definition, message: message as ScannedMessage["message"], unknownKeys };
}

function placeIn(bytes: Uint8Array): Place {
  return { bytes, at: 0, argument: 0, unknownKeys: 0 };
}

/** Reads a head, leaves its argument in the place, and gives its major type. */
function head(place: Place): number {
  const { bytes } = place;
  const initial = bytes[place.at] ?? 0;
  const short = initial & 31;
  place.at += 1;
  if (short < 24 || initial >= SIMPLE) {
    place.argument = short;
    return initial >> 5;
  }
  let argument = 0;
  for (let left = 1 << (short - 24); left > 0; left -= 1) {
    argument = argument * 256 + (bytes[place.at] ?? 0);
    place.at += 1;
  }
  place.argument = argument;
  return initial >> 5;
}

const SIMPLE = 0xe0;

function readMap(place: Place, fields: Fields): unknown {
  if (head(place) !== MAP) return NOTHING;
  const { byKey, required } = indexOf(fields);
  const message: Record<string, unknown> = {};
  let requiredSeen = 0;
  for (let left = place.argument; left > 0; left -= 1) {
    const isNegative = head(place) === NEGATIVE;
    const key = isNegative ? -1 - place.argument : place.argument;
    const known = byKey.get(key);
    if (known === undefined) {
      if (isNegative) return NOTHING;
      place.unknownKeys += 1;
      skip(place);
      continue;
    }
    const value = readKind(place, known.field.kind);
    if (value === NOTHING) return NOTHING;
    message[known.name] = value;
    if (!known.field.optional) requiredSeen += 1;
  }
  return requiredSeen === required.length ? message : NOTHING;
}

function readKind(place: Place, kind: Kind): unknown {
  switch (kind.kind) {
    case "whole":
      return readWhole(place, kind.min, kind.max);
    case "choice":
      return head(place) === UNSIGNED
        ? (wordsByNumber(kind).get(place.argument) ?? NOTHING)
        : NOTHING;
    case "text":
      return readText(place, kind);
    case "bytes":
      return readBytes(place, kind);
    case "bool":
      return readBool(place);
    case "instant":
      return readInstant(place);
    case "list":
      return readList(place, kind);
    case "struct":
      return readMap(place, kind.fields);
  }
}

function readWhole(place: Place, min: number, max: number): unknown {
  const major = head(place);
  if (major > NEGATIVE) return NOTHING;
  const value = major === NEGATIVE ? -1 - place.argument : place.argument;
  return value >= min && value <= max ? value : NOTHING;
}

function readText(place: Place, kind: Extract<Kind, { kind: "text" }>): unknown {
  if (head(place) !== TEXT) return NOTHING;
  const length = place.argument;
  if (length < kind.minBytes || length > kind.maxBytes) return NOTHING;
  const text = readAscii(place, length);
  if (text === undefined) return NOTHING;
  return kind.pattern === undefined || kind.pattern.test(text) ? text : NOTHING;
}

/** Nearly all texts of devices are short and plain; whatever else there is takes the long way. */
function readAscii(place: Place, length: number): string | undefined {
  if (length > PLAIN_MAX) return undefined;
  const units = unitsOf(length);
  for (let at = 0; at < length; at += 1) {
    const unit = place.bytes[place.at + at] ?? ASCII_END;
    if (unit >= ASCII_END) return undefined;
    units[at] = unit;
  }
  place.at += length;
  return String.fromCharCode.apply(undefined, units);
}

const PLAIN_MAX = 128;
const ASCII_END = 0x80;
const desks: number[][] = [];

/** Where the units of a text lie while it is put together, one place for each length. */
function unitsOf(length: number): number[] {
  const known = desks[length];
  if (known !== undefined) return known;
  const units = new Array<number>(length).fill(0);
  desks[length] = units;
  return units;
}

function readBytes(place: Place, kind: Extract<Kind, { kind: "bytes" }>): unknown {
  if (head(place) !== BYTES) return NOTHING;
  const length = place.argument;
  if (length < kind.minBytes || length > kind.maxBytes) return NOTHING;
  place.at += length;
  // A copy in any case: what looks like an array of bytes may share its memory.
  return new Uint8Array(place.bytes.subarray(place.at - length, place.at));
}

function readBool(place: Place): unknown {
  const initial = place.bytes[place.at];
  place.at += 1;
  if (initial === TRUE) return true;
  return initial === FALSE ? false : NOTHING;
}

function readInstant(place: Place): unknown {
  if (head(place) !== ARRAY || place.argument !== 2) return NOTHING;
  if (head(place) !== UNSIGNED) return NOTHING;
  const seconds = place.argument;
  if (head(place) !== UNSIGNED || place.argument > 999) return NOTHING;
  const ms = seconds * 1_000 + place.argument;
  return Number.isSafeInteger(ms) ? ms : NOTHING;
}

function readList(place: Place, kind: Extract<Kind, { kind: "list" }>): unknown {
  if (head(place) !== ARRAY) return NOTHING;
  const count = place.argument;
  if (count < kind.min || count > kind.max) return NOTHING;
  const items: unknown[] = [];
  for (let left = count; left > 0; left -= 1) {
    const item = readKind(place, kind.item);
    if (item === NOTHING) return NOTHING;
    items.push(item);
  }
  return items;
}

/** Moves past one item; the scan has bounded how deep they lie in each other. */
function skip(place: Place): void {
  const major = head(place);
  const { argument } = place;
  if (major === BYTES || major === TEXT) place.at += argument;
  if (major !== ARRAY && major !== MAP) return;
  for (let left = major === MAP ? argument * 2 : argument; left > 0; left -= 1) skip(place);
}
