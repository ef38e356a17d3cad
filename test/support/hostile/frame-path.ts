import {
  cobsDecode,
  cobsEncode,
  crc32c,
  encodeFrame,
  FRAME_TYPES,
  type Frame,
  FrameDecoder,
  type FrameErrorCode,
  type FrameResult,
  type FrameType,
} from "@dosekit/protocols";
import type { FateStream } from "../protocols/fate-stream.ts";
import { below, joined, oneOf } from "./byte-mutations.ts";
import { demand, type HostilePath, hex, type PathParts, sameBytes } from "./hostile-path.ts";
import { mutatedBytes, mutatedMessage } from "./mutated.ts";

const PAYLOAD_MAX = 1_024;
const TYPES = Object.keys(FRAME_TYPES) as readonly FrameType[];

/** Makes frames of every type around messages. */
export function frameCorpus(messages: readonly Uint8Array[]): readonly Frame[] {
  return messages.map((payload, index) => {
    const type = TYPES[index % TYPES.length] ?? "DATA";
    const frame = { type, seq: index % 256, ack: (index * 7) % 256, payload };
    if (index % 3 > 0) return frame;
    const address = 1 + (index % 126);
    return { ...frame, drop: { address, from: index % 2 === 0 ? "device" : "gateway" } };
  });
}

/** Gives a spoilt header and payload a checksum that fits, so that it comes past the first guard. */
export function framed(body: Uint8Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, crc32c(body));
  return joined(cobsEncode(joined(body, new Uint8Array(view.buffer))), [0]);
}

/** The header and payload of a frame, as they are before stuffing and without the checksum. */
export function bodyOf(frame: Frame): Uint8Array {
  return cobsDecode(encodeFrame(frame).slice(0, -1))?.slice(0, -4) ?? new Uint8Array();
}

/** The stream decoder of frames, fed in chunks of any size. */
export class FramePath implements HostilePath {
  readonly name = "frame";
  readonly share = 22;
  readonly #tally: PathParts["tally"];
  readonly #wires: readonly Uint8Array[];
  readonly #bodies: readonly Uint8Array[];
  readonly #decoder = new FrameDecoder({ payloadMax: PAYLOAD_MAX });
  /** Frames that were truly sent, stuffed; and the one with a fitting checksum of the case in hand. */
  readonly #sent: ReadonlySet<string>;
  #forged = "";
  #isInRun = false;
  #runs = 0;
  readonly #counts: Partial<Record<FrameErrorCode | "frames", number>> = {};

  constructor({ tally, messages }: PathParts) {
    const frames = frameCorpus(messages);
    this.#tally = tally;
    this.#wires = frames.map(encodeFrame);
    this.#bodies = frames.map(bodyOf);
    this.#sent = new Set(this.#wires.map(hex));
  }

  feed(fate: FateStream): void {
    if (fate() < 0.5) this.#push(mutatedBytes(this.#wires, fate), fate);
    else {
      const body = fate() < 0.5 ? headSpoilt(this.#bodies, fate) : mutatedBytes(this.#bodies, fate);
      // The end of what went before, so that the forged frame stands alone.
      const wire = framed(body);
      this.#forged = hex(wire);
      this.#push(joined([0], wire), fate);
    }
  }

  settle(): void {
    this.#push(Uint8Array.of(0), () => 0);
    const { counters } = this.#decoder;
    const results = Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
    demand(results === this.#runs, () => `${this.#runs} runs of bytes, ${results} results`);
    for (const [name, count] of Object.entries(this.#counts)) {
      const counted = counters[name as FrameErrorCode];
      demand(counted === count, () => `${name}: told ${count} times, counted ${counted}`);
    }
    demand(counters.foreign === 0, () => "frames were passed over");
  }

  #push(bytes: Uint8Array, fate: FateStream): void {
    for (const byte of bytes) {
      if (byte === 0 && this.#isInRun) this.#runs++;
      this.#isInRun = byte !== 0;
    }
    const cut = below(fate, bytes.length + 1);
    const told = (result: FrameResult) => this.#told(result);
    this.#decoder.push(bytes.subarray(0, cut), told);
    this.#decoder.push(bytes.subarray(cut), told);
  }

  #told(result: FrameResult): void {
    const outcome = result.ok ? "frames" : result.error;
    this.#counts[outcome] = (this.#counts[outcome] ?? 0) + 1;
    this.#tally.add("frame", result.ok ? "taken" : result.error);
    if (!result.ok) return;
    const again = hex(encodeFrame(result.frame));
    const isKnown = this.#sent.has(again) || again === this.#forged;
    demand(isKnown, () => `a frame that nobody sent: ${again}`);
    demand(result.frame.payload.length <= PAYLOAD_MAX, () => `too long a payload: ${again}`);
  }
}

/** Spoils the header alone, or puts a spoilt message behind it. */
function headSpoilt(bodies: readonly Uint8Array[], fate: FateStream): Uint8Array {
  const body = oneOf(fate, bodies);
  if (fate() < 0.5) return joined(body.subarray(0, 5), mutatedMessage(bodies, fate));
  const changed = body.slice();
  changed[below(fate, 6)] = below(fate, 256);
  return sameBytes(changed, body) ? body : changed;
}
