import type { Scheduler } from "../clock/scheduler.ts";
import type { LinkLatency, LinkNoise, ReleaseOrder } from "../faults/fault.ts";
import type { RandomStream } from "../random/random-stream.ts";
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
  readonly random: RandomStream;
  /** Draws how long a message is on its way, ms; that of a cellular link when absent. */
  readonly latencyMs?: (random: RandomStream) => number;
}

/**
 * One direction of a link: carries messages with delay, and loses, doubles, overtakes, slows or
 * holds them as the faults on it have it.
 *
 * Invariant: without noise and clog messages arrive once each and in the order of sending.
 */
export class NoisyWay {
  readonly #setup: WaySetup;
  readonly #latencyMs: (random: RandomStream) => number;
  #noise = QUIET;
  #slow = USUAL;
  #isDead = false;
  /** What piled up; absent while the way is free. */
  #piled: (() => void)[] | undefined;
  #lastArrivalMs = 0;

  constructor(setup: WaySetup) {
    this.#setup = setup;
    this.#latencyMs = setup.latencyMs ?? drawLatencyMs;
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
      const at = order === "sent" ? 0 : this.#setup.random.integer(0, last);
      const [arrive] = piled.splice(at, 1);
      if (arrive !== undefined) this.#pass(arrive);
    }
  }

  /** Sends one message; it arrives later, once, not at all, or twice. */
  carry(arrive: () => void): void {
    if (this.#isDead) return;
    if (this.#piled === undefined) this.#pass(arrive);
    else if (this.#piled.length < CLOGGED_MAX) this.#piled.push(arrive);
  }

  #pass(arrive: () => void): void {
    if (this.#strikes(this.#noise.lossPermille)) return;
    this.#arriveAt(this.#arrivalMs(), arrive);
    if (this.#strikes(this.#noise.duplicatePermille)) this.#arriveAt(this.#lateMs(), arrive);
  }

  /** Without any delay it is there at once, as the next message that is sent must find it. */
  #arriveAt(trueMs: number, arrive: () => void): void {
    const { scheduler, lane } = this.#setup;
    if (trueMs <= scheduler.nowMs()) arrive();
    else scheduler.at(trueMs, lane, arrive);
  }

  #arrivalMs(): number {
    if (this.#strikes(this.#noise.reorderPermille)) return this.#lateMs();
    const { scheduler, random } = this.#setup;
    const { addMs, jitterMs } = this.#slow;
    const jitter = jitterMs > 0 ? random.integer(0, jitterMs) : 0;
    const earliest = scheduler.nowMs() + this.#latencyMs(random) + addMs + jitter;
    this.#lastArrivalMs = Math.max(this.#lastArrivalMs, earliest);
    return this.#lastArrivalMs;
  }

  #lateMs(): number {
    const { scheduler, random } = this.#setup;
    return scheduler.nowMs() + random.integer(1, OUT_OF_TURN_MS);
  }

  #strikes(permille: number): boolean {
    return permille > 0 && this.#setup.random.chance(permille / 1_000);
  }
}
