import { HOUR_MS } from "@dosekit/protocols";
import type { RunSpec } from "./run-spec.ts";

/** How long everything may take to settle once nothing is wrong any more (rule L1), ms. */
export const SETTLE_MS = 2 * HOUR_MS;

/**
 * The phases of a run, in true time: faults may begin and last from the start to the end of the
 * days, then all of them are mended and everything on its way arrives, then what must have arrived
 * is judged (rule L1). A device is judged by its own last fault: where that ended earlier, so does
 * its healing.
 */
export interface RunPhases {
  readonly faultsFromMs: number;
  /** Every fault that ends at all has ended. */
  readonly healingFromMs: number;
  /** Two hours later; after the end of the run when that leaves less. */
  readonly livenessFromMs: number;
  /** Everything that is left is judged, and the run is over. */
  readonly endMs: number;
}

/** Says when the phases of a run are. */
export function phasesOf({ startMs, endMs, drainMs }: RunSpec): RunPhases {
  return {
    faultsFromMs: startMs,
    healingFromMs: endMs,
    livenessFromMs: endMs + SETTLE_MS,
    endMs: endMs + drainMs,
  };
}
