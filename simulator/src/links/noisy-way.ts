import type { Scheduler } from "../clock/scheduler.ts";
import type { LinkLatency, LinkNoise, ReleaseOrder } from "../faults/fault.ts";
import type { RandomPlaces, RandomStream } from "../random/random-stream.ts";
import { drawLatencyMs, OUT_OF_TURN_MS } from "./link-timing.ts";

/** How likely messages go astray while contact lasts, in permille each. */
export type NoiseLevel = Pick<LinkNoise, "lossPermille" | "duplicatePermille" | "reorderPermille">;

/** What each message takes longer: at least, and at most on top of that, ms. */
export type SlowLevel = Pick<LinkLatency, "addMs" | "jitterMs">;

/** A way on which nothing goes astray. */
export const QUIET: NoiseLevel = { lossPermille: 0, duplicatePermille: 0, reorderPermille: 0 };

/** A way on which messages take no longer than usual. */
const USUAL: SlowLevel = { addMs: 0, jitterMs: 0 };

/** Most messages that pile up on a clogged way; what comes on top of them is lost. */
export const CLOGGED_MAX = 1_000;

/** Where a way runs, and how long messages are on it. */
export interface WaySetup {
  readonly scheduler: Pick<Scheduler, "nowMs" | "at">;
  readonly lane: number;
  /** Numbers by instant; those of records are apart, so that they change nothing for the others. */
  readonly random: RandomPlaces;
  /** See {@link WaySetup.random}; `random` when absent. */
  readonly recordsRandom?: RandomPlaces;
  /** Draws how long a message is on its way, ms; that of a cellular link when absent. */
  readonly latencyMs?: (random: RandomStream) => number;
}

/** What a message is to the way that carries it. */
export interface Freight {
  /** A record, or an answer to records: they come in a row of their own behind everything else. */
  readonly isRecord?: boolean;
  /** Noise does not strike it: its loss would have been noticed at once. */
  readonly isSure?: boolean;
}

/** Messages of one row that can be told apart though they are sent at one instant, and their draws. */
const PER_INSTANT = 4_096;

/** A row of messages that keep their order. */
interface Row {
  readonly random: RandomPlaces;
  lastArrivalMs: number;
  lastSentMs: number;
  sentAtOnce: number;
}

/**
 * One direction of a link: carries messages with delay, and loses, doubles, overtakes, slows or
 * holds them as the faults on it have it.
 *
 * What befalls a message depends on its row and the instant at which it is sent alone, so that
 * records, of which a device has many, change nothing for clock, plan and commands.
 *
 * Invariants: without noise and clog messages of a row arrive once each and in the order of sending,
 * and no record overtakes what was sent before it.
 */
export class NoisyWay {
  readonly #setup: WaySetup;
  readonly #latencyMs: (random: RandomStream) => number;
  #noise = QUIET;
  #slow = USUAL;
  #isDead = false;
  /** What piled up; absent while the way is free. */
  #piled: { readonly arrive: () => void; readonly freight: Freight }[] | undefined;
  readonly #others: Row;
  readonly #records: Row;

  constructor(setup: WaySetup) {
    this.#setup = setup;
    this.#latencyMs = setup.latencyMs ?? drawLatencyMs;
    this.#others = newRow(setup.random);
    this.#records = newRow(setup.recordsRandom ?? setup.random);
  }

  /** Sets the noise from now on. */
  setNoise(noise: NoiseLevel): void {
    this.#noise = noise;
  }

  /** Makes every message take longer, or as long as usual again with `undefined`. */
  setSlow(slow: SlowLevel | undefined): void {
    this.#slow = slow ?? USUAL;
  }

  /** Makes everything that is sent from now on vanish, or arrive again. */
  setDead(isDead: boolean): void {
    this.#isDead = isDead;
  }

  /** What every message takes longer now at the least, ms. */
  slowMs(): number {
    return this.#slow.addMs;
  }

  /** Says whether messages come through, but for noise. */
  isFree(): boolean {
    return !this.#isDead && this.#piled === undefined;
  }

  /** Lets messages pile up from now on. */
  clog(): void {
    this.#piled ??= [];
  }

  /** Lets through what piled up, and what comes after it. */
  unclog(order: ReleaseOrder): void {
    const piled = this.#piled ?? [];
    this.#piled = undefined;
    while (piled.length > 0) {
      const last = piled.length - 1;
      const at = order === "sent" ? 0 : this.#place(this.#others).integer(0, last);
      const [next] = piled.splice(at, 1);
      if (next !== undefined) this.#pass(next.arrive, next.freight);
    }
  }

  /** Sends one message; it arrives later, once, not at all, or twice. */
  carry(arrive: () => void, freight: Freight = {}): void {
    if (this.#isDead) return;
    if (this.#piled === undefined) this.#pass(arrive, freight);
    else if (this.#piled.length < CLOGGED_MAX) this.#piled.push({ arrive, freight });
  }

  #pass(arrive: () => void, { isRecord = false, isSure = false }: Freight): void {
    const row = isRecord ? this.#records : this.#others;
    const random = this.#place(row);
    const noise = isSure ? QUIET : this.#noise;
    if (strikes(random, noise.lossPermille)) return;
    const isLate = strikes(random, noise.reorderPermille);
    this.#arriveAt(isLate ? this.#lateMs(random) : this.#arrivalMs(row, random), arrive);
    if (strikes(random, noise.duplicatePermille)) this.#arriveAt(this.#lateMs(random), arrive);
  }

  /** Without any delay it is there at once, as the next message that is sent must find it. */
  #arriveAt(trueMs: number, arrive: () => void): void {
    const { scheduler, lane } = this.#setup;
    if (trueMs <= scheduler.nowMs()) arrive();
    else scheduler.at(trueMs, lane, arrive);
  }

  #arrivalMs(row: Row, random: RandomStream): number {
    const { addMs, jitterMs } = this.#slow;
    const jitter = jitterMs > 0 ? random.integer(0, jitterMs) : 0;
    const earliest = this.#setup.scheduler.nowMs() + this.#latencyMs(random) + addMs + jitter;
    row.lastArrivalMs = Math.max(row.lastArrivalMs, this.#others.lastArrivalMs, earliest);
    return row.lastArrivalMs;
  }

  #lateMs(random: RandomStream): number {
    return this.#setup.scheduler.nowMs() + random.integer(1, OUT_OF_TURN_MS);
  }

  /** The numbers for the next message of a row. */
  #place(row: Row): RandomStream {
    const nowMs = this.#setup.scheduler.nowMs();
    row.sentAtOnce = nowMs === row.lastSentMs ? row.sentAtOnce + 1 : 0;
    row.lastSentMs = nowMs;
    return row.random.at(nowMs * PER_INSTANT + (row.sentAtOnce % PER_INSTANT));
  }
}

function newRow(random: RandomPlaces): Row {
  return { random, lastArrivalMs: 0, lastSentMs: Number.NEGATIVE_INFINITY, sentAtOnce: 0 };
}

function strikes(random: RandomStream, permille: number): boolean {
  return permille > 0 && random.chance(permille / 1_000);
}
