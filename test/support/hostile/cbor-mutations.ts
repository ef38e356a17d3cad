import type { FateStream } from "../protocols/fate-stream.ts";
import { type ByteMutation, below, joined, oneOf } from "./byte-mutations.ts";

/** Where an item of CBOR begins, and how long its head is. */
interface Head {
  readonly at: number;
  readonly major: number;
  readonly bytes: number;
}

/** Finds the heads of well-formed bytes; of others those up to the first that makes no sense. */
function headsOf(bytes: Uint8Array): readonly Head[] {
  const heads: Head[] = [];
  let at = 0;
  while (at < bytes.length) {
    const initial = bytes[at] ?? 0;
    const [major, short] = [initial >> 5, initial & 31];
    if (short > 27) break;
    const size = 1 + (short < 24 ? 0 : 1 << (short - 24));
    heads.push({ at, major, bytes: size });
    at += size;
    if (major !== 2 && major !== 3) continue;
    let length = short < 24 ? short : 0;
    for (let index = 1; index < size; index++) {
      length = length * 256 + (bytes[at - size + index] ?? 0);
    }
    at += length;
  }
  return heads;
}

/** Replaces the head of an item and leaves what follows it. */
function withHead(bytes: Uint8Array, head: Head, replacement: readonly number[]): Uint8Array {
  return joined(bytes.subarray(0, head.at), replacement, bytes.subarray(head.at + head.bytes));
}

function onHead(
  replace: (head: Head, bytes: Uint8Array, fate: FateStream) => readonly number[],
): ByteMutation {
  return (bytes, fate) => {
    const heads = headsOf(bytes);
    if (heads.length === 0) return bytes.slice();
    const head = oneOf(fate, heads);
    return withHead(bytes, head, replace(head, bytes, fate));
  };
}

/** Heads of every length with the greatest arguments that they hold, and the reserved ones. */
const ARGUMENTS: readonly (readonly number[])[] = [
  [23],
  [24, 0xff],
  [25, 0x04, 0x00],
  [25, 0x04, 0x01],
  [25, 0xff, 0xff],
  [26, 0xff, 0xff, 0xff, 0xff],
  [26, 0x7f, 0xff, 0xff, 0xff],
  [27, 0x00, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [27, 0x00, 0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00],
  [27, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [28],
  [30],
  [31],
];

/** A list, map, text or number claims to be far longer or greater than it is. */
const hugeArgument = onHead(({ major }, _bytes, fate) => {
  const [first = 0, ...rest] = oneOf(fate, ARGUMENTS);
  return [(major << 5) | first, ...rest];
});

/** A length or count is one more or one less than it should be. */
const nearArgument = onHead(({ at }, bytes, fate) => {
  const initial = bytes[at] ?? 0;
  const changed = (initial & 31) + (fate() < 0.5 ? 1 : -1);
  return [(initial & 0xe0) | (changed & 31)];
});

/** The same number in a longer head than it needs. */
const longHead = onHead(({ at, bytes: size, major }, bytes, fate) => {
  if (size !== 1) return [...bytes.subarray(at, at + size)];
  const argument = (bytes[at] ?? 0) & 31;
  const zeros = oneOf(fate, [0, 1, 3, 7]);
  const more = { 0: 24, 1: 25, 3: 26, 7: 27 }[zeros] ?? 24;
  return [(major << 5) | more, ...new Array<number>(zeros).fill(0), argument];
});

/** An item of another type with the same argument. */
const otherMajor = onHead(({ at, bytes: size }, bytes, fate) => {
  const initial = bytes[at] ?? 0;
  return [(below(fate, 8) << 5) | (initial & 31), ...bytes.subarray(at + 1, at + size)];
});

/** Something that the profile forbids stands in the place of an item. */
const FORBIDDEN: readonly (readonly number[])[] = [
  [0xf9, 0x3e, 0x00],
  [0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0],
  [0xc0],
  [0xd9, 0xdf, 0xff],
  [0xd8, 0x1b],
  [0xd8, 0x1c],
  [0xf7],
  [0xf8, 0xff],
  [0xff],
  [0x5f],
  [0x62, 0xc3, 0x28],
  [0x63, 0xed, 0xa0, 0x80],
];
const forbidden = onHead((_head, _bytes, fate) => oneOf(fate, FORBIDDEN));

/** Lists or maps around an item, from a few to thousands. */
const nest = onHead(({ at, bytes: size }, bytes, fate) => {
  const depth = oneOf(fate, [1, 2, 7, 8, 9, 40, 400]);
  const wrapper = fate() < 0.7 ? [0x81] : [0xa1, 0x00];
  const around = Array.from({ length: depth }, () => wrapper).flat();
  return [...around, ...bytes.subarray(at, at + size)];
});

/** Many small items in the place of one. */
const flood = onHead((_head, _bytes, fate) => {
  const count = oneOf(fate, [1_024, 1_025]);
  return [0x99, count >> 8, count & 255, ...new Array<number>(count).fill(below(fate, 24))];
});

/** A map has one of its pairs twice, or its pairs in another order. */
const doublePair: ByteMutation = (bytes, fate) => {
  const heads = headsOf(bytes);
  const map = heads.find(({ major }) => major === 5);
  if (map === undefined || map.bytes !== 1) return bytes.slice();
  const items = heads.filter(({ at }) => at > map.at);
  const key = oneOf(fate, items.length === 0 ? heads : items);
  const pair = bytes.subarray(key.at, key.at + key.bytes + 1 + below(fate, 3));
  const more = Math.min(23, ((bytes[map.at] ?? 0) & 31) + 1);
  const counted = withHead(bytes, map, [0xa0 | more]);
  const at = fate() < 0.5 ? counted.length : key.at;
  return joined(counted.subarray(0, at), pair, counted.subarray(at));
};

/** Every way to spoil CBOR that goes by its structure. */
export const CBOR_MUTATIONS: readonly ByteMutation[] = [
  hugeArgument,
  nearArgument,
  longHead,
  otherMajor,
  forbidden,
  nest,
  flood,
  doublePair,
];
