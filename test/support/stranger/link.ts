import { join } from "./cbor.ts";
import { NoFrame, readFrame, type StrangerFrame, TYPES, writeFrame } from "./frames.ts";

/** Numbers of the channels, as the page of the link names them. */
export const CHANNELS = {
  will: 0,
  state: 1,
  evt: 2,
  rsp: 3,
  "cfg/reported": 4,
  cmd: 8,
  "cfg/desired": 9,
  ack: 10,
};

/** What the other end of a handshake said of itself. */
export interface Peer {
  readonly bootId: number;
  readonly payloadMax: number;
  readonly messageMax: number;
  readonly name: string;
}

interface Wires {
  /** Brings bytes to the line. */
  readonly write: (bytes: Uint8Array) => void;
  readonly onContact: (peer: Peer) => void;
  readonly onMessage: (channel: number, message: Uint8Array) => void;
}

const BOOT = 0x51a2_0001;
const PAYLOAD_MAX = 200;
const MESSAGE_MAX = 65_536;
const REPEAT_MS = 250;
const NONE = new Uint8Array();

/**
 * A gateway's end of a line with two ends, written from the text alone: one frame under way, one
 * message after the other.
 */
export class StrangerLink {
  readonly #wires: Wires;
  #run: number[] = [];
  #handshake = 0;
  #peer: Peer | undefined;
  #expected = 0;
  #seq = 0;
  #segments: Uint8Array[] = [];
  #underWay: Uint8Array | undefined;
  #timer: NodeJS.Timeout | undefined;
  #joined: { readonly channel: number; readonly total: number; bytes: Uint8Array } | undefined;

  constructor(wires: Wires) {
    this.#wires = wires;
  }

  /** Begins a contact. */
  reset(): void {
    this.#peer = undefined;
    this.#handshake += 1;
    this.#sendReset();
  }

  /** Takes bytes of the line. */
  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte !== 0) this.#run.push(byte);
      else if (this.#run.length > 0) {
        const run = Uint8Array.from(this.#run);
        this.#run = [];
        this.#takeRun(run);
      }
    }
  }

  /** Sends a message, in as many segments as it takes. */
  send(channel: number, message: Uint8Array): void {
    const room = Math.min(PAYLOAD_MAX, this.#peer?.payloadMax ?? 128);
    if (message.length + 1 <= room) {
      this.#segments.push(join([Uint8Array.of(0xc0 | channel), message]));
    } else {
      const total = Uint8Array.of(message.length >> 16, message.length >> 8, message.length);
      let at = room - 4;
      this.#segments.push(join([Uint8Array.of(0x80 | channel), total, message.subarray(0, at)]));
      for (; at < message.length; at += room - 1) {
        const isLast = at + room - 1 >= message.length;
        const first = Uint8Array.of((isLast ? 0x40 : 0) | channel);
        this.#segments.push(join([first, message.subarray(at, at + room - 1)]));
      }
    }
    this.#sendNext();
  }

  /** Ends the contact in good order. */
  close(): void {
    clearTimeout(this.#timer);
    this.#frame(TYPES.ERR, Uint8Array.of(6, 0));
  }

  #takeRun(run: Uint8Array): void {
    try {
      this.#take(readFrame(run, PAYLOAD_MAX));
    } catch (cause) {
      if (!(cause instanceof NoFrame)) throw cause;
      if (this.#peer !== undefined) this.#frame(TYPES.NAK, Uint8Array.of(0, 1), this.#expected);
    }
  }

  #take(frame: StrangerFrame): void {
    if (frame.type === TYPES.RSTACK) this.#takeAnswer(frame.payload);
    else if (frame.type === TYPES.ERR) this.#takeError(frame.payload[0] ?? 0);
    else if (this.#peer !== undefined && frame.type <= TYPES.NAK) this.#takeNumbered(frame);
  }

  #takeError(error: number): void {
    const isOver = error === 1 || error === 4 || error === 5;
    if (isOver && this.#peer !== undefined) this.reset();
    else if (isOver) this.#sendReset();
  }

  #sendReset(): void {
    this.#frame(TYPES.RST, introduction(0, this.#handshake));
  }

  #takeAnswer(payload: Uint8Array): void {
    const bytes = Buffer.from(payload);
    const [answered, handshake] = [bytes.readUInt32BE(5), bytes.readUInt32BE(9)];
    if (bytes[0] !== 1 || answered !== BOOT || handshake !== this.#handshake) return;
    const peer: Peer = {
      bootId: bytes.readUInt32BE(1),
      payloadMax: bytes.readUInt16BE(13),
      messageMax: bytes.readUInt32BE(16),
      name: bytes.subarray(21, 21 + bytes.readUInt8(20)).toString("ascii"),
    };
    this.#frame(TYPES.RSTACK, introduction(peer.bootId, handshake));
    if (this.#peer !== undefined) return;
    this.#peer = peer;
    this.#expected = 0;
    this.#seq = 0;
    this.#segments = [];
    this.#underWay = undefined;
    this.#joined = undefined;
    this.#wires.onContact(peer);
  }

  #takeNumbered({ type, seq, ack, payload }: StrangerFrame): void {
    if (this.#underWay !== undefined && ack === (this.#seq + 1) % 256) {
      this.#underWay = undefined;
      this.#seq = ack;
      clearTimeout(this.#timer);
    } else if (type === TYPES.NAK) this.#sendUnderWay();
    if (type === TYPES.DATA) {
      const isNext = seq === this.#expected;
      if (isNext) this.#expected = (seq + 1) % 256;
      // It is acknowledged whether it is new or comes again.
      this.#frame(TYPES.ACK, Uint8Array.of(0), this.#expected);
      if (isNext) this.#takeSegment(payload);
    } else if (type === TYPES.ACK && ((payload[0] ?? 0) & 2) !== 0) {
      this.#frame(TYPES.ACK, Uint8Array.of(0), this.#expected);
    }
    this.#sendNext();
  }

  #takeSegment(segment: Uint8Array): void {
    const [flags = 0] = segment;
    const channel = flags & 15;
    const [isFirst, isLast] = [(flags & 0x80) !== 0, (flags & 0x40) !== 0];
    if (isFirst && isLast) {
      this.#wires.onMessage(channel, segment.slice(1));
      return;
    }
    if (isFirst) {
      const total = Buffer.from(segment).readUIntBE(1, 3);
      this.#joined = { channel, total, bytes: segment.slice(4) };
    } else if (this.#joined !== undefined) {
      this.#joined.bytes = join([this.#joined.bytes, segment.subarray(1)]);
    }
    const joined = this.#joined;
    if (!isLast || joined === undefined) return;
    this.#joined = undefined;
    if (joined.bytes.length === joined.total) this.#wires.onMessage(channel, joined.bytes);
  }

  #sendNext(): void {
    if (this.#underWay !== undefined || this.#peer === undefined) return;
    this.#underWay = this.#segments.shift();
    this.#sendUnderWay();
  }

  #sendUnderWay(): void {
    if (this.#underWay === undefined) return;
    clearTimeout(this.#timer);
    const frame = { type: TYPES.DATA, seq: this.#seq, ack: this.#expected };
    this.#wires.write(writeFrame({ ...frame, payload: this.#underWay }));
    this.#timer = setTimeout(() => this.#sendUnderWay(), REPEAT_MS);
  }

  #frame(type: number, payload: Uint8Array = NONE, ack = 0): void {
    this.#wires.write(writeFrame({ type, seq: 0, ack, payload }));
  }
}

function introduction(answeredBootId: number, handshake: number): Uint8Array {
  const bytes = Buffer.alloc(21);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt32BE(BOOT, 1);
  bytes.writeUInt32BE(answeredBootId, 5);
  bytes.writeUInt32BE(handshake, 9);
  bytes.writeUInt16BE(PAYLOAD_MAX, 13);
  bytes.writeUInt8(1, 15);
  bytes.writeUInt32BE(MESSAGE_MAX, 16);
  bytes.writeUInt8(0, 20);
  return Uint8Array.from(bytes);
}
