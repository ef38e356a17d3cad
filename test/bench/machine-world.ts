/*
 * What the benched charts live in: people, a motor, mains and a network, drawn from one stream for
 * each device, with a list of what is due. It is the same for every executor; a step costs it about
 * as much as it costs the fastest of them.
 */

/** What can happen from outside; the numbers are the codes of the benched alphabet. */
export const HAPPENS = {
  due: 0,
  pressed: 1,
  done: 2,
  jammed: 3,
  taken: 4,
  off: 5,
  lost: 6,
  restored: 7,
  acknowledged: 8,
  /** The mains come back: the same event as `off` with another payload. */
  on: 9,
} as const;

/** Below it codes mean what happens, from it on a delay of the executor's own numbering. */
export const DELAYS_FROM = 10;

/** Actions to which the world answers, by what they set in motion. */
export type Stirring = "none" | "motor" | "light" | "sound" | "drawer" | "relatives" | "centre";

/** Names of actions to which the world answers. */
export const STIRRING: Readonly<Record<string, Stirring>> = {
  "release pouch": "motor",
  "retract pouch": "motor",
  "show light": "light",
  "sound on": "sound",
  "watch drawer": "drawer",
  "tell relatives": "relatives",
  "tell centre": "centre",
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** More can't be pending: a dose, a press, a motor, a hand, faults, and the delays of a chart. */
const ROOM = 48;

/** The fleet of one run: pending lists and random streams, side by side. */
export class BenchWorld {
  readonly devices: number;
  readonly #dueMs: Float64Array;
  readonly #codes: Int32Array;
  readonly #counts: Int32Array;
  readonly #streams: Int32Array;
  #nowMs = 0;
  #hash = 0x811c_9dc5 | 0;
  #steps = 0;

  constructor(devices: number) {
    this.devices = devices;
    this.#dueMs = new Float64Array(devices * ROOM);
    this.#codes = new Int32Array(devices * ROOM);
    this.#counts = new Int32Array(devices);
    this.#streams = Int32Array.from({ length: devices }, (_, at) => (at + 1) * 0x9e37_79b1);
    for (let device = 0; device < devices; device++) {
      this.put(device, 8 * HOUR_MS + this.#draw(device, MINUTE_MS), HAPPENS.due);
      this.put(device, this.#draw(device, 20 * DAY_MS), HAPPENS.off);
      this.put(device, this.#draw(device, DAY_MS), HAPPENS.lost);
      this.put(device, this.#draw(device, DAY_MS), HAPPENS.pressed);
    }
  }

  /** Steps so far, each with an event or a delay that ran out. */
  get steps(): number {
    return this.#steps;
  }

  /** Sum over the time, state and effects of every step so far, in their order. */
  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, "0");
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Puts something on the list of a device, behind what is due at the same instant. */
  put(device: number, delayMs: number, code: number): void {
    const base = device * ROOM;
    const dueMs = this.#nowMs + delayMs;
    let at = base + (this.#counts[device] ?? 0);
    if (at >= base + ROOM) throw new RangeError(`device ${device} has too much to do`);
    while (at > base && (this.#dueMs[at - 1] ?? 0) <= dueMs) {
      this.#dueMs[at] = this.#dueMs[at - 1] ?? 0;
      this.#codes[at] = this.#codes[at - 1] ?? 0;
      at -= 1;
    }
    this.#dueMs[at] = dueMs;
    this.#codes[at] = code;
    this.#counts[device] = (this.#counts[device] ?? 0) + 1;
  }

  /** Takes something off the list of a device, if it is there. */
  drop(device: number, code: number): void {
    const base = device * ROOM;
    const end = base + (this.#counts[device] ?? 0);
    let at = end - 1;
    while (at >= base && this.#codes[at] !== code) at -= 1;
    if (at < base) return;
    for (; at + 1 < end; at++) {
      this.#dueMs[at] = this.#dueMs[at + 1] ?? 0;
      this.#codes[at] = this.#codes[at + 1] ?? 0;
    }
    this.#counts[device] = end - base - 1;
  }

  /** Takes the next thing that is due before an instant; -1 when there is none. */
  next(device: number, untilMs: number): number {
    const count = this.#counts[device] ?? 0;
    if (count === 0) return -1;
    const last = device * ROOM + count - 1;
    const dueMs = this.#dueMs[last] ?? 0;
    if (dueMs >= untilMs) return -1;
    this.#nowMs = dueMs;
    this.#counts[device] = count - 1;
    const code = this.#codes[last] ?? 0;
    if (code < DELAYS_FROM) this.#comeAgain(device, code);
    return code;
  }

  /** Notes that a step was taken, and the state after it. */
  stepped(place: number): void {
    this.#steps += 1;
    const low = this.#nowMs | 0;
    this.#hash = Math.imul(Math.imul(this.#hash ^ low, 0x0100_0193) ^ place, 0x0100_0193);
  }

  /** Notes an effect with its argument, and lets the world answer to it. */
  effect(device: number, action: number, argument: number, stirs: Stirring): void {
    this.#hash = Math.imul(Math.imul(this.#hash ^ action, 0x0100_0193) ^ argument, 0x0100_0193);
    if (stirs !== "none") this.#answer(device, stirs);
  }

  #answer(device: number, stirs: Stirring): void {
    const chance = this.#draw(device, 1_000);
    switch (stirs) {
      case "motor":
        if (chance < 970) this.put(device, 4_000 + this.#draw(device, 9_000), HAPPENS.done);
        else if (chance < 990) this.put(device, 5_000, HAPPENS.jammed);
        break;
      case "light":
        if (chance < 600) this.put(device, this.#draw(device, 20 * MINUTE_MS), HAPPENS.pressed);
        break;
      case "sound":
        if (chance < 300) this.put(device, this.#draw(device, 5 * MINUTE_MS), HAPPENS.pressed);
        break;
      case "drawer":
        if (chance < 960) this.put(device, this.#draw(device, 3 * MINUTE_MS), HAPPENS.taken);
        break;
      default:
        this.put(device, this.#draw(device, 40 * MINUTE_MS), HAPPENS.acknowledged);
    }
  }

  /** What comes again and again, whatever the chart does. */
  #comeAgain(device: number, code: number): void {
    switch (code) {
      case HAPPENS.due:
        this.put(device, 6 * HOUR_MS, HAPPENS.due);
        if (this.#draw(device, 4) === 0) {
          this.put(device, this.#draw(device, 6 * HOUR_MS), HAPPENS.pressed);
        }
        break;
      case HAPPENS.off:
        this.put(device, this.#draw(device, 12 * HOUR_MS), HAPPENS.on);
        break;
      case HAPPENS.on:
        this.put(device, this.#draw(device, 20 * DAY_MS), HAPPENS.off);
        break;
      case HAPPENS.lost:
        this.put(device, this.#draw(device, HOUR_MS), HAPPENS.restored);
        break;
      case HAPPENS.restored:
        this.put(device, this.#draw(device, 8 * HOUR_MS), HAPPENS.lost);
        break;
    }
  }

  /** A whole number below a bound, from the stream of a device. */
  #draw(device: number, bound: number): number {
    let state = this.#streams[device] ?? 1;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#streams[device] = state;
    return Math.floor(((state >>> 0) / 4_294_967_296) * bound);
  }
}
