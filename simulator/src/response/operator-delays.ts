import { MINUTE_MS, minuteOfDay, type Severity } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";
import type { DutyRoster } from "./duty-roster.ts";
import type { ResponseTimes } from "./response-plan.ts";

/** How soon an alert is to be looked at. */
export type Urgency = "serious" | "moderate" | "low";

/** Least time that anything takes that people do, ms. */
const LEAST_MS = 1_000;

/**
 * Says how urgent an alert is.
 *
 * @param isWaitingDose whether it says that a dose waits: then a call can still help
 */
export function urgencyOf(severity: Severity, isWaitingDose: boolean): Urgency {
  if (severity >= 30) return "serious";
  return severity >= 20 || isWaitingDose ? "moderate" : "low";
}

/** Draws the times that the alerts of one device take, and what comes of calls. */
export class ResponseDraws {
  readonly #random: RandomStream;
  readonly #times: ResponseTimes;
  readonly #roster: DutyRoster;

  constructor(random: RandomStream, times: ResponseTimes, roster: DutyRoster) {
    this.#random = random;
    this.#times = times;
    this.#roster = roster;
  }

  /** Draws how long it takes until somebody who is free looks at a notice, ms. */
  noticeMs(urgency: Urgency, trueMs: number): number {
    const { roundFrom, roundDays } = this.#times;
    const waitMs = this.#waitMs(this.#times[urgency].noticeMin);
    if (urgency !== "low") return waitMs;
    const roundMs = this.#roster.nextAt(trueMs, minuteOfDay(roundFrom) ?? 0, roundDays) ?? trueMs;
    return roundMs - trueMs + waitMs;
  }

  /** Draws the time from the sending of home care until they are there, ms. */
  arriveMs(urgency: Urgency): number {
    return this.#waitMs(this.#times[urgency].arriveMin);
  }

  /** Draws how long after a visit it shows whether it helped, ms. */
  settlesMs(): number {
    return this.#drawMs(this.#times.settlesMin, this.#times.workSigma);
  }

  /** Draws the time from a visit that was seen to be in vain until the next is to come, ms. */
  againMs(urgency: Urgency): number {
    return this.#waitMs(this.#times[urgency].againMin);
  }

  /** Draws how long a piece of work takes, ms. */
  workMs(medianMin: number): number {
    return this.#drawMs(medianMin, this.#times.workSigma);
  }

  /** Says yes with this probability. */
  chance(probability: number): boolean {
    return this.#random.chance(probability);
  }

  #waitMs(medianMin: number): number {
    return this.#drawMs(medianMin, this.#times.waitSigma);
  }

  #drawMs(medianMin: number, sigma: number): number {
    const drawn = this.#random.logNormal(medianMin * MINUTE_MS, sigma);
    return Math.max(LEAST_MS, Math.round(drawn));
  }
}
