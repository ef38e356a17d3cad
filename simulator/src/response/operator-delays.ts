import { DAY_MS, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";

/** Time until an operator acts on a serious and on a moderate alert: medians, ms; inferred. */
export const SERIOUS_MEDIAN_MS = 5 * MINUTE_MS;
/** See {@link SERIOUS_MEDIAN_MS}. */
export const MODERATE_MEDIAN_MS = 15 * MINUTE_MS;

/** Sigma of the logarithm of those times; inferred. */
export const OPERATOR_SIGMA = 0.6;

/** Hour (UTC) at which staff look at what is not urgent, and how long they take at most; inferred. */
const MORNING_HOUR_UTC = 7;
const MORNING_ROUND_MS = 2 * HOUR_MS;

/**
 * Draws how long it takes until somebody acts on a notice.
 *
 * @param severity of the alert, 0 to 40
 * @param trueMs when the notice came
 * @param isWaitingDose whether the notice says that a dose waits: then a call can still help
 */
export function drawOperatorDelayMs(
  random: RandomStream,
  severity: number,
  trueMs: number,
  isWaitingDose: boolean,
): number {
  if (severity >= 30) return Math.round(random.logNormal(SERIOUS_MEDIAN_MS, OPERATOR_SIGMA));
  if (severity >= 20 || isWaitingDose) {
    return Math.round(random.logNormal(MODERATE_MEDIAN_MS, OPERATOR_SIGMA));
  }
  const sinceMidnightMs = trueMs % DAY_MS;
  const morningMs = MORNING_HOUR_UTC * HOUR_MS;
  const untilMorningMs = (morningMs - sinceMidnightMs + DAY_MS) % DAY_MS;
  return untilMorningMs + random.integer(0, MORNING_ROUND_MS);
}
