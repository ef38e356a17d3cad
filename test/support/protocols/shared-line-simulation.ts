import {
  DROP_TIMING,
  DropLine,
  type DropLineEffect,
  type DropTiming,
  type LinkEffect,
  PolledDeviceLink,
} from "@dosekit/protocols";
import { damage, type FateStream } from "./fate-stream.ts";
import type { EndLog, SeenContact } from "./point-line-simulation.ts";
import { taggedMessage, tagOf } from "./tagged-message.ts";

/** How a shared line behaves. */
export interface SharedLineOptions {
  readonly addresses: readonly number[];
  readonly baud: number;
  /** Chance of each byte to be turned or dropped, for each listener on its own. */
  readonly byteChance: number;
  /** Whether a sender hears itself, as many drivers make it. */
  readonly echoes: boolean;
  readonly dropTiming?: Partial<DropTiming>;
}

interface Transmission {
  readonly from: number;
  readonly startMs: number;
  readonly endMs: number;
  isCut: boolean;
}

interface Due {
  readonly atMs: number;
  readonly act: () => void;
}

const GATEWAY = 0;
/** Bytes that a listener gets at once while a frame comes in. */
const PIECE_BYTES = 16;

/** A gateway and its devices on one pair of wires, in virtual time. */
export class SharedLineSimulation {
  readonly #options: SharedLineOptions;
  readonly #fate: FateStream;
  readonly #byteMs: number;
  readonly #devices = new Map<number, PolledDeviceLink>();
  readonly #transmissions: Transmission[] = [];
  /** Logs of the gateway, by device. */
  readonly gatewayLogs = new Map<number, EndLog>();
  readonly deviceLogs = new Map<number, EndLog>();
  /** Pairs of senders that spoke at the same time. */
  readonly collisions: string[] = [];
  /** Times that devices were told. */
  readonly times: number[] = [];
  readonly #boots = { count: 0 };
  #gateway: DropLine;
  #due: Due[] = [];
  #tag = 0;
  nowMs = 0;
  byteChance: number;

  /** @param present addresses at which a device truly is; all by default */
  constructor(options: SharedLineOptions, fate: FateStream, present = options.addresses) {
    this.#options = options;
    this.#fate = fate;
    this.#byteMs = 10_000 / options.baud;
    this.byteChance = options.byteChance;
    for (const address of options.addresses) {
      this.gatewayLogs.set(address, newLog());
      this.deviceLogs.set(address, newLog());
      if (present.includes(address)) this.#devices.set(address, this.#newDevice(address));
    }
    this.#gateway = this.#newGateway();
    this.#carryGateway(this.#gateway.start(0));
  }

  /** The gateway's end. */
  get gateway(): DropLine {
    return this.#gateway;
  }

  /** Takes the power of a device away and gives it back at once; what it was saying is cut off. */
  restart(address: number): void {
    const open = this.#log(this.deviceLogs, address).contacts.at(-1);
    if (open !== undefined) open.isOver = true;
    for (const one of this.#transmissions) {
      if (one.from === address && one.endMs > this.nowMs) one.isCut = true;
    }
    this.#devices.set(address, this.#newDevice(address));
  }

  /** Lets a device send a message; gives its number, or `undefined` when it was not taken. */
  sendUp(address: number, length: number): number | undefined {
    const device = this.#devices.get(address);
    if (device === undefined) return undefined;
    const before = device.counters.txMessages;
    const tag = ++this.#tag;
    device.send(taggedMessage("evt", tag, length), this.nowMs);
    const isTaken = device.counters.txMessages > before;
    if (isTaken) this.#log(this.deviceLogs, address).contacts.at(-1)?.sent.push(tag);
    return isTaken ? tag : undefined;
  }

  /** Lets the gateway send a message to a device. */
  sendDown(address: number, length: number): number | undefined {
    const before = this.#gateway.counters.txMessages;
    const tag = ++this.#tag;
    const effects = this.#gateway.send(address, taggedMessage("cmd", tag, length), this.nowMs);
    const isTaken = this.#gateway.counters.txMessages > before;
    if (isTaken) this.#log(this.gatewayLogs, address).contacts.at(-1)?.sent.push(tag);
    this.#carryGateway(effects);
    return isTaken ? tag : undefined;
  }

  /** Lets the gateway tell the time. */
  sendTime(civilMs: number): void {
    this.#carryGateway(this.#gateway.sendTime(civilMs, this.nowMs));
  }

  /** Lets time pass. */
  run(untilMs: number): void {
    for (;;) {
      const next = this.#next();
      if (next > untilMs) break;
      this.nowMs = Math.max(this.nowMs, next);
      this.#step();
    }
    this.nowMs = untilMs;
  }

  #next(): number {
    const waits = [this.#due[0]?.atMs, this.#gateway.deadlineMs];
    for (const device of this.#devices.values()) waits.push(device.deadlineMs);
    return Math.min(...waits.filter((at) => at !== undefined));
  }

  #step(): void {
    const [due] = this.#due;
    if (due !== undefined && due.atMs <= this.nowMs) {
      this.#due.shift();
      due.act();
      return;
    }
    if ((this.#gateway.deadlineMs ?? Number.POSITIVE_INFINITY) <= this.nowMs) {
      this.#carryGateway(this.#gateway.tick(this.nowMs));
    }
    for (const [address, device] of this.#devices) {
      if ((device.deadlineMs ?? Number.POSITIVE_INFINITY) > this.nowMs) continue;
      this.#carryDevice(address, device, device.tick(this.nowMs));
    }
  }

  #newGateway(): DropLine {
    const { addresses, baud, dropTiming } = this.#options;
    const bootId = ++this.#boots.count;
    return new DropLine({
      bootId,
      name: "",
      addresses,
      baud,
      ...(dropTiming === undefined ? {} : { dropTiming }),
    });
  }

  #newDevice(address: number): PolledDeviceLink {
    const { baud } = this.#options;
    const bootId = ++this.#boots.count;
    const device = new PolledDeviceLink({ bootId, name: `dev-${address}`, baud }, address);
    device.start(this.nowMs);
    return device;
  }

  #carryGateway(effects: readonly DropLineEffect[]): void {
    for (const effect of effects) {
      if (effect.type === "write") this.#transmit(GATEWAY, effect.bytes);
      else note(this.#log(this.gatewayLogs, effect.address), effect.effect);
    }
  }

  /** A device answers some time within what it is allowed. */
  #carryDevice(address: number, device: PolledDeviceLink, effects: readonly LinkEffect[]): void {
    const { answerWithinMs } = { ...DROP_TIMING, ...this.#options.dropTiming };
    for (const effect of effects) {
      note(this.#log(this.deviceLogs, address), effect);
      if (effect.type === "time") this.times.push(effect.civilMs);
      if (effect.type !== "write") continue;
      this.#later(this.nowMs + this.#fate() * answerWithinMs, () => {
        if (this.#devices.get(address) === device) this.#transmit(address, effect.bytes);
      });
    }
  }

  #transmit(from: number, bytes: Uint8Array): void {
    const startMs = this.nowMs;
    const one = { from, startMs, endMs: startMs + bytes.length * this.#byteMs, isCut: false };
    for (const other of this.#transmissions) {
      if (other.endMs <= startMs || other.isCut) continue;
      this.collisions.push(`${other.from} and ${from} at ${startMs}`);
    }
    if (this.#transmissions.length > 8) this.#transmissions.shift();
    this.#transmissions.push(one);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      const atMs = startMs + (at + piece.length) * this.#byteMs;
      this.#later(atMs, () => {
        if (!one.isCut) this.#hear(from, piece);
      });
    }
  }

  #hear(from: number, piece: Uint8Array): void {
    if (from !== GATEWAY || this.#options.echoes) {
      const bytes = damage(piece, this.#fate, this.byteChance);
      this.#carryGateway(this.#gateway.receive(bytes, this.nowMs));
    }
    for (const [address, device] of this.#devices) {
      if (from === address && !this.#options.echoes) continue;
      const bytes = damage(piece, this.#fate, this.byteChance);
      this.#carryDevice(address, device, device.receive(bytes, this.nowMs));
    }
  }

  #later(atMs: number, act: () => void): void {
    let at = this.#due.length;
    while (at > 0 && (this.#due[at - 1]?.atMs ?? 0) > atMs) at--;
    this.#due.splice(at, 0, { atMs, act });
  }

  #log(logs: ReadonlyMap<number, EndLog>, address: number): EndLog {
    const log = logs.get(address);
    if (log === undefined) throw new Error(`no device has the address ${address}`);
    return log;
  }
}

function note(log: EndLog, effect: LinkEffect): void {
  log.effects.push(effect.type);
  const open: SeenContact | undefined = log.contacts.at(-1);
  if (effect.type === "up") log.contacts.push({ sent: [], isOver: false });
  else if (effect.type === "down" && open !== undefined) open.isOver = true;
  else if (effect.type === "failed") log.failures.push(effect.failure);
  else if (effect.type === "message") log.heard.push(tagOf(effect.message));
}

function newLog(): EndLog {
  return { contacts: [], heard: [], effects: [], failures: [] };
}
