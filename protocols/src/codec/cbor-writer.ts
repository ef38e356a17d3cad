import { utf8LengthOf } from "./utf8.ts";

const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;

/** Bytes of the longest head. */
const HEAD_MAX = 9;
/** Room that is kept from message to message; a longer one gets its own. */
const ROOM_BYTES = 65_536;

/**
 * Writes items one after the other, each in its one shortest form.
 *
 * Invariant: memory is the room that is kept, or about twice what is being written.
 *
 * @see RFC 8949 §4.2.1
 */
export class CborWriter {
  #room = new Uint8Array(ROOM_BYTES);
  #at = 0;

  /** Begins a message; what a failed one left behind is forgotten. */
  begin(): void {
    this.#at = 0;
  }

  /** Ends the message and gives its bytes, which are the caller's. */
  take(): Uint8Array {
    const bytes = this.#room.slice(0, this.#at);
    if (this.#room.length > ROOM_BYTES) this.#room = new Uint8Array(ROOM_BYTES);
    return bytes;
  }

  /** @throws RangeError when the number is not whole, or beyond 2^53 − 1 (a caller's bug) */
  number(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number in range: ${value}`);
    if (value < 0) this.#head(NEGATIVE, -1 - value);
    else this.#head(UNSIGNED, value);
  }

  /** @throws RangeError when the text has no UTF-8 form (a caller's bug) */
  text(value: string): void {
    const length = utf8LengthOf(value);
    if (length < 0) throw new RangeError("text holds half of a surrogate pair");
    this.#head(TEXT, length);
    this.#reserve(length);
    if (length === value.length) this.#ascii(value);
    else this.#unicode(value);
  }

  /** Writes a byte string. */
  bytes(value: Uint8Array): void {
    this.#head(BYTES, value.length);
    this.#reserve(value.length);
    this.#room.set(value, this.#at);
    this.#at += value.length;
  }

  /** Writes false, true or null. */
  simple(value: boolean | null): void {
    this.#reserve(1);
    this.#room[this.#at++] = value === null ? NULL : value ? TRUE : FALSE;
  }

  /** Begins a list; its items follow. */
  list(count: number): void {
    this.#head(ARRAY, count);
  }

  /** Begins a map; its keys and items follow in turn. */
  map(count: number): void {
    this.#head(MAP, count);
  }

  #head(major: number, argument: number): void {
    this.#reserve(HEAD_MAX);
    const high = major << 5;
    if (argument < 24) this.#room[this.#at++] = high | argument;
    else if (argument < 0x100) {
      this.#room[this.#at++] = high | 24;
      this.#room[this.#at++] = argument;
    } else if (argument < 0x1_0000) {
      this.#room[this.#at++] = high | 25;
      this.#room[this.#at++] = argument >> 8;
      this.#room[this.#at++] = argument;
    } else if (argument < 0x1_0000_0000) {
      this.#room[this.#at++] = high | 26;
      this.#word(argument);
    } else {
      this.#room[this.#at++] = high | 27;
      this.#word(Math.floor(argument / 0x1_0000_0000));
      this.#word(argument % 0x1_0000_0000);
    }
  }

  #word(value: number): void {
    const room = this.#room;
    const at = this.#at;
    room[at] = value >>> 24;
    room[at + 1] = value >>> 16;
    room[at + 2] = value >>> 8;
    room[at + 3] = value;
    this.#at = at + 4;
  }

  #ascii(value: string): void {
    const room = this.#room;
    const start = this.#at;
    for (let index = 0; index < value.length; index++)
      room[start + index] = value.charCodeAt(index);
    this.#at = start + value.length;
  }

  /** The text is known to have a UTF-8 form: a surrogate is always the first of a pair. */
  #unicode(value: string): void {
    const room = this.#room;
    let at = this.#at;
    for (const character of value) {
      const point = character.codePointAt(0) ?? 0;
      if (point < 0x80) room[at++] = point;
      else if (point < 0x800) {
        room[at++] = 0xc0 | (point >> 6);
        room[at++] = 0x80 | (point & 63);
      } else {
        if (point < 0x1_0000) room[at++] = 0xe0 | (point >> 12);
        else {
          room[at++] = 0xf0 | (point >> 18);
          room[at++] = 0x80 | ((point >> 12) & 63);
        }
        room[at++] = 0x80 | ((point >> 6) & 63);
        room[at++] = 0x80 | (point & 63);
      }
    }
    this.#at = at;
  }

  #reserve(count: number): void {
    const end = this.#at + count;
    if (end <= this.#room.length) return;
    const grown = new Uint8Array(Math.max(end, this.#room.length * 2));
    grown.set(this.#room.subarray(0, this.#at));
    this.#room = grown;
  }
}
