import {
  cutSegment,
  encodeFrame,
  encodeIntroduction,
  encodeLinkAck,
  type Frame,
  type Introduction,
  LINK_VERSION,
  type LinkChannel,
  type LinkMessage,
  MessageJoiner,
  NO_FLAGS,
} from "@dosekit/protocols";
import type { WireLog } from "../broker/wire-log.ts";
import { FrameStream, type LineRun } from "./frame-stream.ts";
import { type LineBehaviour, WELL_BEHAVED_LINE } from "./line-behaviour.ts";
import type { LinePort } from "./line-port.ts";
import { answerAsDevice, answerAsGateway } from "./line-roles.ts";
import { LineTurns } from "./line-turns.ts";
import { type RawFrame, rawFrameBytes } from "./raw-frame.ts";

/** Which end of a line the kit plays, and as whom. */
export interface ScriptedLineSetup {
  readonly port: LinePort;
  readonly log: WireLog;
  readonly plays: "gateway" | "device";
  /** Name in its introduction: as a device its id. */
  readonly name: string;
  /** Address of the one device on a shared line; absent on a line with two ends. */
  readonly address?: number;
  /** How long it waits between its turns on a shared line, ms. */
  readonly turnMs: number;
  /** Told of each message that came whole and in order. */
  readonly onMessage: (message: LinkMessage) => void;
  /** Told when the port is no longer there. */
  readonly onGone?: (reason: string) => void;
}

/** A frame as a scenario gives it: what it leaves out is what a peer that keeps the rules says. */
export type LooseFrame = Pick<Frame, "type"> & Partial<Omit<Frame, "type" | "drop">>;

const NUMBERS = 256;
const LONGEST_MESSAGE = 65_536;

/**
 * One end of a serial line that keeps the rules of a link, or breaks them as a scenario says.
 *
 * Left alone it comes into contact, acknowledges, and sends what it is given one frame after the
 * other. It never repeats by itself, so that each frame of its own is one that a scenario meant.
 */
export class ScriptedLine {
  readonly #setup: ScriptedLineSetup;
  readonly #stream = new FrameStream();
  readonly #turns: LineTurns;
  readonly #waiting: Uint8Array[] = [];
  #joiner = new MessageJoiner(LONGEST_MESSAGE);
  #behaviour: LineBehaviour = WELL_BEHAVED_LINE;
  #bootId: number;
  #handshake = 0;
  #peer: Introduction | undefined;
  #isInContact = false;
  #nextSeq = 0;
  #expected = 0;
  /** DATA of its own that was not acknowledged: its number, and its payload. */
  #underWay: { readonly seq: number; readonly payload: Uint8Array } | undefined;

  /** @param bootId number of its boot */
  constructor(setup: ScriptedLineSetup, bootId: number) {
    this.#setup = setup;
    this.#bootId = bootId;
    this.#turns = new LineTurns(setup.turnMs, () => this.#takeTurn());
  }

  /** How it behaves now. */
  get behaviour(): LineBehaviour {
    return this.#behaviour;
  }

  /** Number of its boot. */
  get bootId(): number {
    return this.#bootId;
  }

  /** Number of the handshake that it began, or answered, last. */
  get handshake(): number {
    return this.#handshake;
  }

  /** What the peer said of itself in its last introduction. */
  get peer(): Introduction | undefined {
    return this.#peer;
  }

  /** Whether both ends have confirmed the handshake, as far as it knows. */
  get isInContact(): boolean {
    return this.#isInContact;
  }

  /** Number of its next DATA frame. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Number of the DATA frame that it expects. */
  get expected(): number {
    return this.#expected;
  }

  /** Which end it plays. */
  get plays(): "gateway" | "device" {
    return this.#setup.plays;
  }

  /** Begins to listen. */
  open(): void {
    const { port, plays, address, onGone } = this.#setup;
    port.open((bytes) => {
      for (const run of this.#stream.push(bytes)) this.#hear(run);
    }, onGone);
    if (plays === "gateway" && address !== undefined) this.#turns.begin();
  }

  /** Ends. */
  close(): void {
    this.#turns.end();
    this.#setup.port.close();
  }

  /** Changes how it behaves from now on. */
  behave(change: Partial<LineBehaviour>): void {
    this.#behaviour = { ...this.#behaviour, ...change };
  }

  /** Forgets all that it knew, as an end that has started anew under another boot. */
  restart(bootId: number): void {
    this.#bootId = bootId;
    this.#handshake = 0;
    this.#waiting.length = 0;
    this.#leave();
  }

  /** As a gateway: ends its contact and begins a new handshake. */
  reset(): void {
    this.#handshake += 1;
    this.#leave();
    this.sendReset();
  }

  /**
   * As a gateway that starts: begins a handshake with a device that may still be in the contact of
   * another, and would say nothing until it gives that up. Left out where it was told to leave
   * that to others, and on a shared line, where its first turn does it.
   */
  takeOver(): void {
    const { plays, address } = this.#setup;
    const { contact, resets } = this.#behaviour;
    if (plays !== "gateway" || address !== undefined) return;
    if (contact !== "refused" && resets === "when-asked") this.reset();
  }

  /** Sends the RST of its handshake, once more or changed. */
  sendReset(change: Partial<Introduction> = {}): void {
    this.send({ type: "RST", payload: this.introduction({ answeredBootId: 0, ...change }) });
  }

  /** Sends an RSTACK: the answer of a device, or the confirmation of a gateway. */
  sendResetAnswer(change: Partial<Introduction> = {}): void {
    this.send({ type: "RSTACK", payload: this.introduction(change) });
  }

  /** What it says of itself. */
  introduction(change: Partial<Introduction> = {}): Uint8Array {
    const { payloadMax, window, messageMax } = this.#behaviour;
    const [bootId, handshake, name] = [this.#bootId, this.#handshake, this.#setup.name];
    const limits = { payloadMax, window, messageMax };
    const answeredBootId = this.#peer?.bootId ?? 0;
    const own = { version: LINK_VERSION, bootId, answeredBootId, handshake, ...limits, name };
    return encodeIntroduction({ ...own, ...change });
  }

  /** Sends a frame; what it leaves out fits the contact. */
  send({ type, seq = 0, ack, payload = new Uint8Array() }: LooseFrame): void {
    const isNumbered = type === "DATA" || type === "ACK" || type === "NAK";
    const frame = { type, seq, ack: ack ?? (isNumbered ? this.#expected : 0), payload };
    const { plays, address } = this.#setup;
    const whole = address === undefined ? frame : { ...frame, drop: { address, from: plays } };
    this.#write(encodeFrame(whole), { frame: whole });
  }

  /** Sends a frame whatever is in it; on a shared line its address, if none is given. */
  sendRaw(frame: RawFrame): void {
    const { plays, address } = this.#setup;
    const own =
      address === undefined ? {} : { addressByte: address + (plays === "device" ? 128 : 0) };
    this.#write(rawFrameBytes({ ...own, ...frame }), { note: "a frame written by hand" });
  }

  /** Sends any bytes. */
  sendBytes(bytes: Uint8Array): void {
    this.#write(bytes, { note: "bytes written by hand" });
  }

  /** Sends an ACK. */
  acknowledge(ack: number = this.#expected, flags: Partial<typeof NO_FLAGS> = {}): void {
    this.send({ type: "ACK", ack, payload: encodeLinkAck({ ...NO_FLAGS, ...flags }) });
  }

  /** Sends a payload in the DATA frame that is next, without waiting for those before it. */
  sendData(payload: Uint8Array): void {
    const seq = this.#nextSeq;
    this.#nextSeq = (seq + 1) % NUMBERS;
    this.#underWay = { seq, payload };
    this.send({ type: "DATA", seq, payload });
  }

  /** Sends the newest DATA frame once more. */
  repeat(): void {
    if (this.#underWay !== undefined) this.send({ type: "DATA", ...this.#underWay });
  }

  /** Gives it a message; it goes in as many frames as it needs when its turn comes. */
  say(channel: LinkChannel, payload: Uint8Array): void {
    const payloadMax = Math.min(this.#peer?.payloadMax ?? 128, this.#behaviour.payloadMax);
    for (let from = 0; from === 0 || from < payload.length; ) {
      const { bytes, taken } = cutSegment({ channel, payload }, from, payloadMax);
      this.#waiting.push(bytes);
      from += Math.max(1, taken);
    }
    this.#next();
  }

  /** On a shared line: asks the device once. */
  poll(): void {
    if (!this.#isInContact) this.sendReset();
    else if (this.#underWay !== undefined) this.repeat();
    else if (!this.#sendWaiting()) this.acknowledge();
  }

  #takeTurn(): void {
    const { turns, contact } = this.#behaviour;
    if (turns === "left" || contact === "refused") return;
    if (this.#handshake === 0) this.#handshake = 1;
    this.poll();
  }

  /** On a line with two ends the next frame goes when the one before is acknowledged. */
  #next(): void {
    if (this.#setup.address === undefined) this.#sendWaiting();
  }

  #sendWaiting(): boolean {
    if (!this.#isInContact || this.#underWay !== undefined) return false;
    const payload = this.#waiting.shift();
    if (payload === undefined) return false;
    this.sendData(payload);
    return true;
  }

  #hear({ bytes, result }: LineRun): void {
    const { log, plays, address } = this.#setup;
    if (!result.ok) {
      log.add({ connection: 0, way: "in", bytes, note: result.error });
      return;
    }
    const { frame } = result;
    log.add({ connection: 0, way: "in", bytes, frame });
    const isOurs = address === undefined || frame.drop?.address === address;
    if (!isOurs || frame.drop?.from === plays) return;
    if (frame.type === "DATA") this.#takeData(frame);
    if (frame.type === "DATA" || frame.type === "ACK" || frame.type === "NAK") this.#heed(frame);
    if (plays === "gateway") answerAsGateway(this, frame, address !== undefined);
    else answerAsDevice(this, frame, address !== undefined);
    this.#next();
  }

  #heed({ ack }: Frame): void {
    if (this.#underWay !== undefined && ack === this.#nextSeq) this.#underWay = undefined;
  }

  #takeData({ seq, payload }: Frame): void {
    if (!this.#isInContact || seq !== this.#expected) return;
    if (this.#behaviour.acknowledge === "never") return;
    this.#expected = (seq + 1) % NUMBERS;
    const joined = this.#joiner.take(payload);
    if (joined.ok && joined.message !== undefined) this.#setup.onMessage(joined.message);
  }

  /** Takes an introduction of the peer as the one that counts. */
  meet(peer: Introduction): void {
    this.#peer = peer;
    if (this.#setup.plays === "device") this.#handshake = peer.handshake;
  }

  /** Both ends have confirmed. */
  enter(): void {
    this.#isInContact = true;
  }

  /** There is no contact any more: all numbers start at 0 in the next. */
  leave(): void {
    this.#leave();
  }

  #leave(): void {
    // What was said since the last contact ended is for the next one, however often that is begun.
    if (this.#isInContact) this.#waiting.length = 0;
    this.#isInContact = false;
    this.#nextSeq = 0;
    this.#expected = 0;
    this.#underWay = undefined;
    this.#joiner = new MessageJoiner(LONGEST_MESSAGE);
  }

  #write(bytes: Uint8Array, line: { readonly frame?: Frame; readonly note?: string }): void {
    this.#setup.log.add({ connection: 0, way: "out", bytes, ...line });
    this.#setup.port.write(bytes);
  }
}
