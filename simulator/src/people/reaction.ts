import { MINUTE_MS } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";
import type { Persona } from "./persona.ts";

/** Draws after which a time is taken evenly: only where next to none fits in the time that is left. */
const DRAWS_MAX = 24;

/**
 * Draws how long somebody takes from the call that they heed until they act, ms. Log-normal; cut at
 * a bound by drawing anew, so that the shape below the bound stays.
 *
 * @param withinMs bound that they keep to; none when absent
 */
export function drawReactionMs(
  random: RandomStream,
  { latencyMedian, latencySigma }: Persona,
  withinMs = Number.POSITIVE_INFINITY,
): number {
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const minutes = random.logNormal(latencyMedian.value, latencySigma.value);
    const ms = Math.round(minutes * MINUTE_MS);
    if (ms < withinMs) return ms;
  }
  return Math.round(random.uniform() * Math.max(0, withinMs));
}
