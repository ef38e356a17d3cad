/** What the stranger's messages are made of. */
export type Item =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly Item[]
  | ReadonlyMap<number, Item>;

/** Writes one item in the form of section 3 of the specification: shortest heads, sorted keys. */
export function encodeItem(item: Item): Uint8Array {
  if (item === null) return Uint8Array.of(0xf6);
  if (typeof item === "boolean") return Uint8Array.of(item ? 0xf5 : 0xf4);
  if (typeof item === "number") return item < 0 ? head(1, -1 - item) : head(0, item);
  if (typeof item === "string") {
    const text = Buffer.from(item, "utf8");
    return join([head(3, text.length), text]);
  }
  if (item instanceof Uint8Array) return join([head(2, item.length), item]);
  if (item instanceof Map) {
    const pairs = [...item].map(([key, value]) => [encodeItem(key), encodeItem(value)] as const);
    pairs.sort(([one], [other]) => Buffer.compare(one, other));
    return join([head(5, pairs.length), ...pairs.flat()]);
  }
  const items = [...(item as readonly Item[])];
  return join([head(4, items.length), ...items.map(encodeItem)]);
}

/**
 * Reads one item and nothing behind it.
 *
 * @throws Error when the bytes are no item of the profile
 */
export function decodeItem(bytes: Uint8Array): Item {
  const reader = new Reader(bytes);
  const item = reader.item();
  if (reader.at !== bytes.length) throw new Error("bytes behind the end");
  return item;
}

/** Puts bytes one behind the other. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

function head(major: number, size: number): Uint8Array {
  const first = major << 5;
  if (size < 24) return Uint8Array.of(first | size);
  if (size < 0x100) return Uint8Array.of(first | 24, size);
  const width = size < 0x1_0000 ? 2 : size < 0x1_0000_0000 ? 4 : 8;
  const bytes = Buffer.alloc(1 + width);
  bytes[0] = first | { 2: 25, 4: 26, 8: 27 }[width];
  if (width === 8) bytes.writeBigUInt64BE(BigInt(size), 1);
  else bytes.writeUIntBE(size, 1, width);
  return Uint8Array.from(bytes);
}

class Reader {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes);
  }

  item(): Item {
    const first = this.#take(1)[0] ?? 0;
    const major = first >> 5;
    const info = first & 31;
    if (major === 7) return simple(info);
    const size = this.#size(info);
    switch (major) {
      case 0:
        return size;
      case 1:
        return -1 - size;
      case 2:
        return Uint8Array.from(this.#take(size));
      case 3:
        return this.#take(size).toString("utf8");
      case 4:
        return Array.from({ length: size }, () => this.item());
      case 5:
        return this.#map(size);
      default:
        throw new Error("a tag");
    }
  }

  #map(size: number): ReadonlyMap<number, Item> {
    const map = new Map<number, Item>();
    for (let read = 0; read < size; read += 1) {
      const key = this.item();
      if (typeof key !== "number" || map.has(key)) throw new Error("a key that cannot be");
      map.set(key, this.item());
    }
    return map;
  }

  #size(info: number): number {
    if (info < 24) return info;
    if (info === 24) return this.#take(1).readUInt8();
    if (info === 25) return this.#take(2).readUInt16BE();
    if (info === 26) return this.#take(4).readUInt32BE();
    if (info === 27) return Number(this.#take(8).readBigUInt64BE());
    throw new Error("no length that the profile has");
  }

  #take(count: number): Buffer {
    if (this.at + count > this.#bytes.length) throw new Error("cut short");
    const taken = this.#bytes.subarray(this.at, this.at + count);
    this.at += count;
    return taken;
  }
}

function simple(info: number): Item {
  if (info === 20 || info === 21) return info === 21;
  if (info === 22) return null;
  throw new Error("a simple value that the profile does not have");
}
