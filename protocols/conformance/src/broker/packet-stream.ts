import { generate, type Packet, parser } from "mqtt-packet";

/** Greatest MQTT packet that the broker takes in, in bytes; a longer one ends the connection. */
export const PACKET_BYTES_MAX = 262_144;

/** One MQTT packet of a peer: its bytes, and what they say or why they can't be read. */
export interface ReadPacket {
  readonly bytes: Uint8Array;
  readonly packet: Packet | undefined;
  readonly error: string | undefined;
}

const PROTOCOL = { protocolVersion: 5 } as const;

/**
 * Cuts a stream of bytes into MQTT packets.
 *
 * Invariants: it never holds more than one packet of {@link PACKET_BYTES_MAX}; after a length that
 * can't be read, or one beyond that, it takes nothing more.
 */
export class PacketStream {
  #held: Buffer = Buffer.alloc(0);
  #broken: string | undefined;

  /** Why the stream can't be read any further; `undefined` while it can. */
  get broken(): string | undefined {
    return this.#broken;
  }

  /** Takes the next bytes and gives the packets that are whole now. */
  push(chunk: Uint8Array): readonly ReadPacket[] {
    const packets: ReadPacket[] = [];
    if (this.#broken !== undefined) return packets;
    this.#held = Buffer.concat([this.#held, chunk]);
    for (let size = this.#nextSize(); size !== undefined; size = this.#nextSize()) {
      packets.push(readPacket(Uint8Array.from(this.#held.subarray(0, size))));
      this.#held = Buffer.from(this.#held.subarray(size));
    }
    return packets;
  }

  /** Size of the first packet, once it is whole. @see MQTT 5.0 §2.1.4 */
  #nextSize(): number | undefined {
    let [length, factor] = [0, 1];
    for (let at = 1; at <= 4; at += 1) {
      const byte = this.#held[at];
      if (byte === undefined) return undefined;
      length += (byte & 0x7f) * factor;
      factor *= 128;
      if (byte >= 0x80) continue;
      const size = 1 + at + length;
      if (size > PACKET_BYTES_MAX) return this.#break(`a packet of ${size} bytes`);
      return size <= this.#held.length ? size : undefined;
    }
    return this.#break("a length of more than four bytes");
  }

  #break(reason: string): undefined {
    this.#broken = reason;
    this.#held = Buffer.alloc(0);
    return undefined;
  }
}

/** Reads one whole packet; anything that is none gives its error, never an exception. */
export function readPacket(bytes: Uint8Array): ReadPacket {
  let [packet, error]: [Packet | undefined, string | undefined] = [undefined, undefined];
  try {
    const reading = parser(PROTOCOL);
    reading.on("packet", (found) => {
      packet = found;
    });
    reading.on("error", (cause: unknown) => {
      error = cause instanceof Error ? cause.message : String(cause);
    });
    reading.parse(Buffer.from(bytes));
  } catch (cause) {
    error = cause instanceof Error ? cause.message : String(cause);
  }
  if (error === undefined && packet === undefined) error = "not a whole packet";
  return { bytes, packet: error === undefined ? packet : undefined, error };
}

/**
 * Writes one packet.
 *
 * @throws Error of the library when the packet can't be written (a caller's bug)
 */
export function packetBytes(packet: Packet): Uint8Array {
  return Uint8Array.from(generate(packet, PROTOCOL));
}
