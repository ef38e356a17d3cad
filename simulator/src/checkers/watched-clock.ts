import type { JournalRecord } from "@dosekit/protocols";
import type { Observation } from "./observation.ts";
import type { Seen } from "./readers.ts";

/** A reading that differs by more than this from what the last one led to expect is a step, ms. */
const STEP_MS = 1_000;

/**
 * One device's civil clock as its effects and records show it, carried on between two readings
 * with true time.
 *
 * A clock is trusted while it is set and the device's own estimate of its error is within the
 * limit. Trusted time is true time during which the device is powered, its clock is trusted and its
 * journal can be written: from power-on it counts from the first reading, and from a failed commit
 * it stands still until the next durable record.
 *
 * It is shown power changes and clock readings, and takes in each once however many show it.
 */
export class WatchedClock {
  readonly #errorMaxMs: number;
  #powered = true;
  /** Civil clock less true time at the last reading; `undefined` while untrusted or unread. */
  #offsetMs: number | undefined;
  #untrusted = false;
  #journalFails = false;
  /** True time since which the clock ran without a step. */
  #steadyFromMs = 0;
  #trustedFromMs: number | undefined;
  #trustedBeforeMs = 0;
  /** The last observation, and how the clock stood before it: several checkers share one watch. */
  #lastSeen: Observation | undefined;
  #offsetBeforeMs: number | undefined;
  #wasUntrusted = false;

  /** @param errorMaxMs greatest estimated error of a clock that is trusted, ms */
  constructor(errorMaxMs: number) {
    this.#errorMaxMs = errorMaxMs;
  }

  /** The device asked for something, and said what its clock shows. */
  effect(seen: Seen<"effect">): void {
    if (!this.#isNew(seen)) return;
    this.#powered = true;
    const { trueMs, civilMs, clockErrorMs } = seen;
    this.#read(trueMs, clockErrorMs > this.#errorMaxMs ? undefined : civilMs);
  }

  /** A record became durable. */
  record(seen: Seen<"record">): void {
    if (!this.#isNew(seen)) return;
    this.#journalFails = false;
    this.#readRecord(seen.trueMs, seen.record);
  }

  /** Records that were asked for could not be written. */
  journalFailed(seen: Seen<"input">): void {
    if (!this.#isNew(seen)) return;
    this.#journalFails = true;
    this.#stopTrusted(seen.trueMs);
  }

  /** The device started, or lost power. */
  power(seen: Seen<"power">): void {
    if (!this.#isNew(seen)) return;
    const { trueMs, on } = seen;
    this.#distrust(trueMs);
    this.#powered = on;
    this.#journalFails = false;
    this.#steadyFromMs = trueMs;
    this.#untrusted = false;
  }

  /** The clock jumped: what it shows is unknown until the device looks at it again. */
  jumped(seen: Seen<"clock-jump">): void {
    if (this.#isNew(seen)) this.#distrust(seen.trueMs);
  }

  /**
   * Whether a reading changes nothing of what is known: the clock is trusted, the device runs, and
   * both go on as they did.
   */
  expects(trueMs: number, civilMs: number | undefined, clockErrorMs = 0): boolean {
    return (
      civilMs !== undefined &&
      civilMs - trueMs === this.#offsetMs &&
      this.#powered &&
      !this.#untrusted &&
      !this.#journalFails &&
      this.#trustedFromMs !== undefined &&
      clockErrorMs <= this.#errorMaxMs
    );
  }

  /** Whether the device has power. */
  powered(): boolean {
    return this.#powered;
  }

  /** Whether the device said that its clock is unset, or too far off to be trusted. */
  untrusted(): boolean {
    return this.#untrusted;
  }

  /** Whether the device had said so right before the last observation. */
  wasUntrusted(): boolean {
    return this.#wasUntrusted;
  }

  /** Whether what it shows is known, and was so right before the last observation. */
  staysKnown(): boolean {
    return this.#offsetBeforeMs !== undefined && this.#offsetMs !== undefined && this.#powered;
  }

  /** What the trusted clock showed at its time right before the last observation. */
  civilBeforeMs(trueMs: number): number | undefined {
    return this.#offsetBeforeMs === undefined ? undefined : trueMs + this.#offsetBeforeMs;
  }

  /** What the trusted clock shows; `undefined` while off, untrusted or not read yet. */
  civilMs(trueMs: number): number | undefined {
    return this.#offsetMs === undefined || !this.#powered ? undefined : trueMs + this.#offsetMs;
  }

  /** Whether the trusted clock shows a time in `[fromMs, untilMs)`. */
  showsWithin(trueMs: number, fromMs: number, untilMs: number): boolean {
    if (this.#offsetMs === undefined || !this.#powered) return false;
    const civilMs = trueMs + this.#offsetMs;
    return fromMs <= civilMs && civilMs < untilMs;
  }

  /** How long the device has run with a trusted clock and a journal that works, ms. */
  trustedMs(trueMs: number): number {
    if (this.#trustedFromMs === undefined) return this.#trustedBeforeMs;
    return this.#trustedBeforeMs + trueMs - this.#trustedFromMs;
  }

  /** How long the present stretch of trusted time is, ms; 0 outside of one. */
  trustedRunMs(trueMs: number): number {
    return this.#trustedFromMs === undefined ? 0 : trueMs - this.#trustedFromMs;
  }

  /** How long the clock has run without a step, a power cut or being untrusted, ms. */
  steadyMs(trueMs: number): number {
    return trueMs - this.#steadyFromMs;
  }

  /** Notes how the clock stood before an observation; says whether it was not taken in before. */
  #isNew(seen: Observation): boolean {
    if (seen === this.#lastSeen) return false;
    this.#lastSeen = seen;
    this.#offsetBeforeMs = this.#powered ? this.#offsetMs : undefined;
    this.#wasUntrusted = this.#untrusted;
    return true;
  }

  /** A record tells of a clock that is unset, or what a clock trusted before shows. */
  #readRecord(trueMs: number, { kind, clock, civilMs }: JournalRecord): void {
    if (!this.#powered || kind === "telemetry.dropped") return;
    if (clock === "unset") this.#read(trueMs, undefined);
    else if (!this.#untrusted) this.#read(trueMs, civilMs);
  }

  #read(trueMs: number, civilMs: number | undefined): void {
    this.#untrusted = civilMs === undefined;
    if (civilMs === undefined) {
      this.#distrust(trueMs);
      return;
    }
    const offsetMs = civilMs - trueMs;
    if (this.#offsetMs === undefined || Math.abs(offsetMs - this.#offsetMs) > STEP_MS) {
      this.#steadyFromMs = trueMs;
    }
    if (!this.#journalFails) this.#trustedFromMs ??= trueMs;
    if (offsetMs !== this.#offsetMs) this.#offsetMs = offsetMs;
  }

  #distrust(trueMs: number): void {
    if (this.#offsetMs !== undefined) this.#steadyFromMs = trueMs;
    this.#stopTrusted(trueMs);
    this.#offsetMs = undefined;
  }

  #stopTrusted(trueMs: number): void {
    this.#trustedBeforeMs = this.trustedMs(trueMs);
    this.#trustedFromMs = undefined;
  }
}
