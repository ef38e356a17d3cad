import type { Observation } from "./observation.ts";

/** A reading that differs by more than this from what the last one led to expect is a step, ms. */
const STEP_MS = 1_000;

/**
 * One device's civil clock as its effects and records show it, carried on between two readings
 * with true time.
 *
 * Trusted time is true time during which the device is powered and its clock is set: from power-on
 * it counts from the first reading.
 */
export class WatchedClock {
  #powered = true;
  /** Civil clock less true time at the last reading; `undefined` while unset or unread. */
  #offsetMs: number | undefined;
  #unset = false;
  /** True time since which the clock ran without a step. */
  #steadyFromMs = 0;
  #trustedFromMs: number | undefined;
  #trustedBeforeMs = 0;

  /** Takes in power changes and clock readings; says nothing to other observations. */
  observe(seen: Observation): void {
    if (seen.seen === "power") this.#power(seen.trueMs, seen.on);
    else if (seen.seen === "effect") this.#read(seen.trueMs, seen.civilMs);
    else if (seen.seen === "record" && seen.record.kind !== "telemetry.dropped") {
      this.#read(seen.trueMs, seen.record.clock === "unset" ? undefined : seen.record.civilMs);
    }
  }

  /** Whether the device has power. */
  powered(): boolean {
    return this.#powered;
  }

  /** Whether the device said that its clock is unset. */
  unset(): boolean {
    return this.#unset;
  }

  /** What the device clock shows at a true time; `undefined` while off, unset or not read yet. */
  civilMs(trueMs: number): number | undefined {
    return this.#offsetMs === undefined || !this.#powered ? undefined : trueMs + this.#offsetMs;
  }

  /** How long the device has run with a set clock, ms. */
  trustedMs(trueMs: number): number {
    if (this.#trustedFromMs === undefined) return this.#trustedBeforeMs;
    return this.#trustedBeforeMs + trueMs - this.#trustedFromMs;
  }

  /** How long the clock has run without a step, a power cut or being unset, ms. */
  steadyMs(trueMs: number): number {
    return trueMs - this.#steadyFromMs;
  }

  #power(trueMs: number, on: boolean): void {
    this.#distrust(trueMs);
    this.#powered = on;
    this.#steadyFromMs = trueMs;
    this.#unset = false;
  }

  #read(trueMs: number, civilMs: number | undefined): void {
    this.#powered = true;
    this.#unset = civilMs === undefined;
    if (civilMs === undefined) {
      this.#distrust(trueMs);
      return;
    }
    const offsetMs = civilMs - trueMs;
    if (this.#offsetMs === undefined || Math.abs(offsetMs - this.#offsetMs) > STEP_MS) {
      this.#steadyFromMs = trueMs;
    }
    this.#trustedFromMs ??= trueMs;
    this.#offsetMs = offsetMs;
  }

  #distrust(trueMs: number): void {
    if (this.#offsetMs !== undefined) this.#steadyFromMs = trueMs;
    this.#trustedBeforeMs = this.trustedMs(trueMs);
    this.#trustedFromMs = undefined;
    this.#offsetMs = undefined;
  }
}
