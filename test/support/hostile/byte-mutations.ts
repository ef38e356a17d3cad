import type { FateStream } from "../protocols/fate-stream.ts";

/** A way to spoil bytes without knowing what they mean. */
export type ByteMutation = (bytes: Uint8Array, fate: FateStream, other: Uint8Array) => Uint8Array;

/** A whole number from 0 up to and without a limit. */
export function below(fate: FateStream, limit: number): number {
  return Math.floor(fate() * limit);
}

/** One of several. */
export function oneOf<T>(fate: FateStream, items: readonly T[]): T {
  const item = items[below(fate, items.length)];
  if (item === undefined) throw new RangeError("nothing to choose from");
  return item;
}

/** Puts bytes one behind the other. */
export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Bytes at which readers of numbers and lengths change their mind. */
const EDGES = [0x00, 0x01, 0x17, 0x18, 0x19, 0x1b, 0x1f, 0x7f, 0x80, 0x9f, 0xbf, 0xf9, 0xfe, 0xff];

function set(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  const changed = bytes.slice();
  if (at < changed.length) changed[at] = byte;
  return changed;
}

const flipBit: ByteMutation = (bytes, fate) => {
  const at = below(fate, bytes.length);
  return set(bytes, at, (bytes[at] ?? 0) ^ (1 << below(fate, 8)));
};

const setAny: ByteMutation = (bytes, fate) =>
  set(bytes, below(fate, bytes.length), below(fate, 256));

const setEdge: ByteMutation = (bytes, fate) =>
  set(bytes, below(fate, bytes.length), oneOf(fate, EDGES));

const truncate: ByteMutation = (bytes, fate) => bytes.slice(0, below(fate, bytes.length));

const behead: ByteMutation = (bytes, fate) => bytes.slice(1 + below(fate, bytes.length));

const insert: ByteMutation = (bytes, fate) => {
  const at = below(fate, bytes.length + 1);
  const count = 1 + below(fate, 4);
  const added = Array.from({ length: count }, () => below(fate, 256));
  return joined(bytes.subarray(0, at), added, bytes.subarray(at));
};

const remove: ByteMutation = (bytes, fate) => {
  const at = below(fate, bytes.length);
  return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + below(fate, 3)));
};

const repeat: ByteMutation = (bytes, fate) => {
  const from = below(fate, bytes.length);
  const to = from + 1 + below(fate, 12);
  return joined(bytes.subarray(0, to), bytes.subarray(from));
};

const splice: ByteMutation = (bytes, fate, other) =>
  joined(
    bytes.subarray(0, below(fate, bytes.length + 1)),
    other.subarray(below(fate, other.length)),
  );

const swap: ByteMutation = (bytes, fate) => {
  const at = below(fate, bytes.length);
  const other = below(fate, bytes.length);
  return set(set(bytes, at, bytes[other] ?? 0), other, bytes[at] ?? 0);
};

const noise: ByteMutation = (bytes, fate) => bytes.map(() => below(fate, 256));

/** Every way to spoil bytes; each gives bytes of its own. */
export const BYTE_MUTATIONS: readonly ByteMutation[] = [
  flipBit,
  flipBit,
  setAny,
  setEdge,
  truncate,
  behead,
  insert,
  remove,
  repeat,
  splice,
  swap,
  noise,
];
