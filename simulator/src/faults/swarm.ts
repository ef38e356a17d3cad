import { streamOf } from "../random/random-stream.ts";
import type { FaultRate } from "./fault.ts";
import type { PresetRates } from "./preset-rates.ts";

/** Name under which a run draws its swarm. */
const SWARM_SOURCE = "swarm";
/** Chance that a kind takes part in a run. */
const TAKES_PART = 0.5;
/** Least and greatest weight of a kind that takes part: percent of how often it comes otherwise. */
const WEIGHT_PERCENT = [1, 300] as const;

/**
 * Draws the kinds of faults that one run has, and how often each comes: about half of them, each by
 * a weight of its own, so that some runs have only few kinds and these meet undisturbed. Each kind
 * draws by its own name.
 */
export function swarmRates(base: PresetRates, seed: string): PresetRates {
  return {
    device: weighed(base.device, seed),
    place: weighed(base.place, seed),
    gateway: weighed(base.gateway, seed),
  };
}

function weighed<K extends string>(
  rates: Readonly<Partial<Record<K, FaultRate>>>,
  seed: string,
): Readonly<Partial<Record<K, FaultRate>>> {
  const taking = Object.entries<FaultRate | undefined>(rates).flatMap(([kind, rate]) => {
    const random = streamOf(seed, SWARM_SOURCE, kind);
    if (rate === undefined || !random.chance(TAKES_PART)) return [];
    const weight = random.integer(...WEIGHT_PERCENT) / 100;
    return [[kind, { ...rate, perDay: rate.perDay * weight }] as const];
  });
  return Object.fromEntries(taking) as Readonly<Partial<Record<K, FaultRate>>>;
}
