import type { ClockQuality } from "@dosekit/protocols";

/** A clock chip as it comes out of the box. */
export interface CivilClockSetup {
  /** How fast it truly runs ahead of true time, parts per million; the device does not know. */
  readonly driftPpm: number;
  /** What it shows at the start, ms since the Unix epoch; `undefined` for a clock never set. */
  readonly civilMs: number | undefined;
  /** The board's estimate of its error at the start, ms. */
  readonly errorMs: number;
}

/**
 * Drift that a board assumes of its own crystal when it estimates its error, parts per million.
 * Inferred: watch crystals are commonly specified to 20 ppm, 1.7 s a day.
 */
export const ASSUMED_DRIFT_PPM = 20;

/**
 * Error that a board assumes right after the clock was set over a network, ms; inferred: longer
 * than the command that brings the time can be under way.
 */
export const SYNC_ERROR_MS = 60_000;

/**
 * A device's clock chip: true time with an offset and a drift that only the world knows. It keeps
 * running without the board's power as long as its own supply lasts.
 *
 * Invariant: between two settings it never runs backwards.
 */
export class CivilClock {
  readonly #ownDriftPpm: number;
  #driftPpm: number;
  #anchorTrueMs: number;
  #anchorCivilMs: number | undefined;
  #anchorErrorMs: number;
  #quality: ClockQuality;
  #changes = 0;

  /** Starts the clock at a true time. */
  constructor(setup: CivilClockSetup, trueMs: number) {
    this.#ownDriftPpm = setup.driftPpm;
    this.#driftPpm = setup.driftPpm;
    this.#anchorTrueMs = trueMs;
    this.#anchorCivilMs = setup.civilMs;
    this.#anchorErrorMs = setup.errorMs;
    this.#quality = setup.civilMs === undefined ? "unset" : "rtc";
  }

  /** What the clock shows at a true time, whole ms; `undefined` while it is unset. */
  showsAt(trueMs: number): number | undefined {
    if (this.#anchorCivilMs === undefined) return undefined;
    const elapsedMs = trueMs - this.#anchorTrueMs;
    return this.#anchorCivilMs + elapsedMs + Math.floor((elapsedMs * this.#driftPpm) / 1_000_000);
  }

  /** The board's own estimate of the error at a true time, ms. */
  errorAt(trueMs: number): number {
    const elapsedMs = trueMs - this.#anchorTrueMs;
    return this.#anchorErrorMs + Math.ceil((elapsedMs * ASSUMED_DRIFT_PPM) / 1_000_000);
  }

  /** Counts how often it was set, made to jump or changed otherwise: while none comes it just runs. */
  changes(): number {
    return this.#changes;
  }

  /** How far the board trusts the clock. */
  quality(): ClockQuality {
    return this.#quality;
  }

  /**
   * Finds the first true time, whole ms, at which the clock shows a time or a later one if nobody
   * sets it; `undefined` while it is unset.
   */
  trueWhenShows(civilMs: number): number | undefined {
    if (this.#anchorCivilMs === undefined) return undefined;
    const rate = 1 + this.#driftPpm / 1_000_000;
    let trueMs = this.#anchorTrueMs + Math.floor((civilMs - this.#anchorCivilMs) / rate) - 2;
    while ((this.showsAt(trueMs) ?? civilMs) < civilMs) trueMs += 1;
    return trueMs;
  }

  /** Sets the clock from a trusted source. */
  sync(trueMs: number, civilMs: number): void {
    this.#anchor(trueMs, civilMs, SYNC_ERROR_MS);
    this.#quality = "synced";
  }

  /** Makes the clock jump without a source that vouches for it; an unset clock stays unset. */
  step(trueMs: number, byMs: number): void {
    const shown = this.showsAt(trueMs);
    if (shown === undefined) return;
    this.#anchor(trueMs, Math.max(0, shown + byMs), this.errorAt(trueMs));
  }

  /** Makes the crystal run faster than usual from now on, parts per million; 0: as usual. */
  drift(trueMs: number, extraPpm: number): void {
    const shown = this.showsAt(trueMs);
    this.#anchor(trueMs, shown, this.errorAt(trueMs));
    this.#driftPpm = this.#ownDriftPpm + extraPpm;
  }

  /** Restarts the board on a clock that ran on by itself. */
  keepOverRestart(): void {
    this.#changes += 1;
    if (this.#quality === "synced") this.#quality = "rtc";
  }

  /** Takes the clock's own supply away: it is unset from now on. */
  lose(trueMs: number): void {
    this.#anchor(trueMs, undefined, 0);
    this.#quality = "unset";
  }

  #anchor(trueMs: number, civilMs: number | undefined, errorMs: number): void {
    this.#changes += 1;
    this.#anchorTrueMs = trueMs;
    this.#anchorCivilMs = civilMs;
    this.#anchorErrorMs = errorMs;
  }
}
