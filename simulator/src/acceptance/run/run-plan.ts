import type { BothTexts } from "../criterion.ts";
import { hooksWithin, type RunHooks } from "../result/run-hooks.ts";

/** One part of a run: what it is called, how long it takes beside the others, and what it does. */
export interface PlannedPart {
  /** Everything that the part draws comes from the run's seed and this name. */
  readonly name: string;
  readonly title: BothTexts;
  /** Its share of the work; what of it is device-days tells how fast the run goes. */
  readonly weight: number;
  /** What of the verdict stays open without it, by its name there; nothing when absent. */
  readonly decides?: string;
  readonly run: (hooks: RunHooks) => Promise<void>;
}

/** Told as a run goes on: which part it is at, how far the whole is, from 0 to 1, and its weight. */
export type OnPart = (part: PlannedPart, share: number, wholeWeight: number) => void;

/**
 * Runs parts one after the other, each with a seed of its own; when the signal is aborted those that
 * have not begun are left out.
 *
 * @returns names of the parts that were begun
 */
export async function runPlan(
  plan: readonly PlannedPart[],
  hooks: RunHooks,
  onPart: OnPart,
): Promise<ReadonlySet<string>> {
  const whole = plan.reduce((sum, { weight }) => sum + weight, 0);
  const begun = new Set<string>();
  let done = 0;
  for (const part of plan) {
    if (hooks.signal.aborted) break;
    begun.add(part.name);
    const span = { from: done / whole, to: (done + part.weight) / whole };
    const told = { ...hooks, onProgress: (share: number) => onPart(part, share, whole) };
    onPart(part, span.from, whole);
    await part.run(hooksWithin(told, part.name, span));
    done += part.weight;
    onPart(part, done / whole, whole);
    // The signal that somebody sent is heard between two parts, too.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return begun;
}
