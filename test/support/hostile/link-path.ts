import {
  cutSegment,
  decodeMessage,
  encodeLinkCounters,
  encodeLinkTime,
  FRAME_TYPES,
  type Frame,
  FrameDecoder,
  type FrameType,
  LINK_TIMING,
  type LinkChannel,
  type LinkEffect,
} from "@dosekit/protocols";
import type { FateStream } from "../protocols/fate-stream.ts";
import { below, joined, oneOf } from "./byte-mutations.ts";
import { demand, type HostilePath, hex, type PathParts } from "./hostile-path.ts";
import { HostilePeer } from "./hostile-peer.ts";
import type { AttackedEnd, AttackedKind } from "./link-ends.ts";
import { mutatedBytes, mutatedMessage } from "./mutated.ts";

const TYPES = Object.keys(FRAME_TYPES) as readonly FrameType[];
const UP: readonly LinkChannel[] = ["evt", "state", "rsp", "cfg/reported", "will"];
const DOWN: readonly LinkChannel[] = ["cmd", "ack", "cfg/desired"];
/** Attempts to get into contact again before the attack goes on without. */
const GREETINGS_MAX = 40;
/** Effects and bytes that one frame may lead to: a window of repeats, an answer, what it means. */
const EFFECTS_PER_FRAME = 10;
const WRITTEN_PER_FRAME = 10 * 1_100;

/** One end of a serial line, in contact with a peer that sends damaged and forged frames. */
export class LinkPath implements HostilePath {
  readonly name: string;
  readonly share = 3;
  readonly #parts: PathParts;
  readonly #kind: AttackedKind;
  readonly #end: AttackedEnd;
  readonly #peer: HostilePeer;
  readonly #wires: readonly Uint8Array[];
  readonly #controls: readonly Uint8Array[];
  /** Reads the same bytes, and says what the end should have counted. */
  readonly #judge: FrameDecoder;
  #nowMs = 0;
  #readAtMs = 0;
  #isInContact = false;
  #forged = "";

  constructor(parts: PathParts, kind: AttackedKind) {
    const { address, drop } = kind;
    this.name = kind.name;
    this.#parts = parts;
    this.#kind = kind;
    this.#end = kind.make();
    this.#peer = new HostilePeer(!kind.isGateway, drop);
    this.#judge = new FrameDecoder({
      payloadMax: 1_024,
      ...(address === undefined ? {} : { address }),
    });
    const frames = parts.messages.map((payload, index): Frame => {
      const type = TYPES[index % TYPES.length] ?? "DATA";
      return { type, seq: index % 256, ack: index % 5, payload };
    });
    this.#wires = frames.map((frame) => this.#peer.wire(frame));
    this.#controls = [
      Uint8Array.of(1, 0, 0, 0, 9, 0, 0, 0, 3, 0, 0, 0, 1, 2, 0, 1, 0, 1, 0, 0, 0),
      encodeLinkTime(1_790_000_000_123),
      encodeLinkCounters(this.#end.counters),
      Uint8Array.of(1, 1),
      Uint8Array.of(6, 1),
    ];
    this.#take(this.#end.start(0));
  }

  feed(fate: FateStream): void {
    this.#nowMs += 1;
    // Who asks in turn takes a device's frames once it has asked.
    if (this.#kind.isGateway && this.#kind.drop !== undefined) this.#waitForTurn();
    this.#tickIfDue();
    if (!this.#isInContact) this.#getInContact();
    this.#forged = "";
    const choice = fate();
    if (choice < 0.3) this.#give(mutatedBytes(this.#wires, fate), fate);
    else if (choice < 0.8) this.#forgeData(fate);
    else this.#forgeAny(fate);
    if (fate() < 0.05) this.#speak(fate);
  }

  settle(): void {
    this.#give(Uint8Array.of(0), () => 0);
    const { counters } = this.#end;
    const told = this.#judge.counters;
    const pairs = [
      ["checksums", counters.rxCrcErrors, told.crc],
      ["stuffing", counters.rxStuffingErrors, told.cobs + told.short],
      ["too long", counters.rxTooLong, told["too-long"]],
      ["lengths", counters.rxLengthErrors, told.length],
      ["types", counters.rxUnknownTypes, told.type],
      ["addresses", counters.rxAddressErrors, told.address],
      ["frames", counters.rxFrames + counters.rxForeign, told.frames + told.foreign],
    ] as const;
    for (const [what, counted, due] of pairs) {
      demand(counted === due, () => `${what}: counted ${counted}, told ${due}`);
    }
    demand(counters.rxVersionErrors >= told.version, () => "versions were not counted");
    for (const [name, count] of Object.entries(counters)) {
      const outcome = name === "rxMessages" ? "taken" : name;
      if (name.startsWith("rx") && count > 0) this.#parts.tally.add(this.name, outcome, count);
    }
  }

  /** A DATA frame in sequence: its message is spoilt, or the segment itself is. */
  #forgeData(fate: FateStream): void {
    const isRight = fate() < 0.9;
    const channel = oneOf(fate, this.#kind.isGateway === isRight ? UP : DOWN);
    const message = mutatedMessage(this.#parts.messages, fate).subarray(0, 1_000);
    const { bytes } = cutSegment({ channel, payload: message }, 0, 1_024);
    const isWhole = fate() < 0.7;
    const payload = isWhole ? bytes : mutatedBytes([bytes], fate).subarray(0, 1_024);
    const before = this.#outcomes();
    const wasInContact = this.#isInContact;
    const seq = this.#peer.expected;
    const effects = this.#send({ type: "DATA", seq, ack: below(fate, 3), payload }, fate);
    if (!isWhole || !wasInContact) return;
    const isMessage = effects.some(({ type }) => type === "message");
    const isCounted = this.#outcomes() > before;
    demand(isMessage || isCounted, () => `neither taken nor counted: ${hex(payload)}`);
  }

  /** Any frame with a fitting checksum, whose payload and numbers are spoilt. */
  #forgeAny(fate: FateStream): void {
    const payload = mutatedBytes(this.#controls, fate).subarray(0, 1_024);
    const numbers = { seq: below(fate, 256), ack: below(fate, 256) };
    this.#send({ type: oneOf(fate, TYPES), ...numbers, payload }, fate);
  }

  /** The end has something to say itself, so that frames are under way. */
  #speak(fate: FateStream): void {
    const channel: LinkChannel = this.#kind.isGateway ? "cmd" : "evt";
    const payload = oneOf(fate, this.#parts.messages);
    this.#take(this.#end.send({ channel, payload }, this.#nowMs));
  }

  #send(frame: Frame, fate: FateStream): readonly LinkEffect[] {
    this.#forged = hex(frame.payload);
    // The end of what went before, so that the forged frame stands alone.
    return this.#give(joined([0], this.#peer.wire(frame)), fate);
  }

  #give(bytes: Uint8Array, fate: FateStream): readonly LinkEffect[] {
    const cut = below(fate, bytes.length + 1);
    const frames = 1 + bytes.filter((byte) => byte === 0).length;
    const effects: LinkEffect[] = [];
    for (const chunk of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
      if (this.#nowMs - this.#readAtMs > LINK_TIMING.gapMs && this.#kind.drop !== undefined) {
        this.#judge.discard();
      }
      this.#readAtMs = this.#nowMs;
      this.#judge.push(chunk, () => undefined);
      effects.push(...this.#end.receive(chunk, this.#nowMs));
    }
    this.#take(effects);
    const isBounded = effects.length <= frames * EFFECTS_PER_FRAME;
    demand(isBounded, () => `${effects.length} effects of ${frames} frames: ${hex(bytes)}`);
    return effects;
  }

  #take(effects: readonly LinkEffect[]): void {
    this.#peer.hear(effects);
    let written = 0;
    for (const effect of effects) {
      if (effect.type === "write") written += effect.bytes.length;
      else if (effect.type === "up") this.#isInContact = true;
      else if (effect.type === "down") this.#isInContact = false;
      else if (effect.type === "message") this.#judgeMessage(effect.message.payload);
    }
    const max = WRITTEN_PER_FRAME * (1 + effects.length);
    demand(written <= max, () => `${written} bytes were written`);
  }

  /** What is handed over came in the frame in hand, as it was sent, or ended with it. */
  #judgeMessage(payload: Uint8Array): void {
    const text = hex(payload);
    const isOfFrame = this.#forged.endsWith(text) || text.endsWith(this.#forged.slice(2));
    demand(this.#forged !== "" && isOfFrame, () => `a message that nobody sent: ${text}`);
    const read = decodeMessage(payload);
    this.#parts.tally.add(`${this.name} messages`, read.ok ? "taken" : read.error.code);
  }

  #getInContact(): void {
    for (let tries = 0; tries < GREETINGS_MAX && !this.#isInContact; tries++) {
      for (const bytes of [this.#peer.greeting(), this.#peer.confirmation()]) {
        if (bytes !== undefined && !this.#isInContact) this.#give(joined([0], bytes), () => 0);
      }
      if (this.#isInContact) break;
      this.#nowMs = Math.max(this.#nowMs, this.#end.deadlineMs ?? this.#nowMs + 1_000);
      this.#tickIfDue();
    }
    this.#parts.tally.add(`${this.name} contacts`, this.#isInContact ? "again" : "failed");
  }

  #tickIfDue(): void {
    if ((this.#end.deadlineMs ?? Number.POSITIVE_INFINITY) > this.#nowMs) return;
    this.#take(this.#end.tick(this.#nowMs));
  }

  #waitForTurn(): void {
    for (let turns = 0; turns < 2; turns++) {
      this.#nowMs = Math.max(this.#nowMs, this.#end.deadlineMs ?? 0);
      this.#tickIfDue();
    }
  }

  #outcomes(): number {
    const { counters } = this.#end;
    return (
      counters.rxUnknownChannels +
      counters.rxSegmentErrors +
      counters.rxDuplicates +
      counters.rxOutOfSequence +
      counters.rxBusyDrops +
      counters.rxUnexpected
    );
  }
}
