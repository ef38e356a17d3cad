import { ThreadTurns } from "../../hosts/thread-turns.ts";
import type { BothTexts } from "../criterion.ts";
import { hooksWithin, type RunHooks, turnOf } from "../result/run-hooks.ts";
import { PlanProgress } from "./plan-progress.ts";

/** One part of a run: what it is called, how long it takes beside the others, and what it does. */
export interface PlannedPart {
  /** Everything that the part draws comes from the run's seed and this name. */
  readonly name: string;
  readonly title: BothTexts;
  /** Its share of the work; what of it is device-days tells how fast the run goes. */
  readonly weight: number;
  /** What of the verdict stays open without it, by its name there; nothing when absent. */
  readonly decides?: string;
  /** Whether the threads of the run do its work; else the thread of the caller does. */
  readonly onThreads?: boolean;
  readonly run: (hooks: RunHooks) => Promise<void>;
}

/** Told as a run goes on: which part it is at, how far the whole is, from 0 to 1, and its weight. */
export type OnPart = (part: PlannedPart, share: number, wholeWeight: number) => void;

/**
 * Runs parts, each with a seed of its own. Where there are several threads, those parts that keep them
 * busy run beside those of the caller's own thread; all others one after the other. When the signal is
 * aborted, parts that have not begun are left out.
 *
 * @returns names of the parts that were begun
 * @throws what a part failed with, when the others have ended early
 */
export async function runPlan(
  plan: readonly PlannedPart[],
  hooks: RunHooks,
  onPart: OnPart,
): Promise<ReadonlySet<string>> {
  const progress = new PlanProgress(plan, onPart);
  const failed = new AbortController();
  const signal = AbortSignal.any([hooks.signal, failed.signal]);
  const rows = rowsOf(plan, hooks.workers);
  const turns = rows.length > 1 ? { turns: new ThreadTurns() } : {};
  const own = { ...hooks, ...turns, signal };
  const running = rows.map((row) =>
    runRow(row, progress, own).catch((cause: unknown) => failed.abort(cause)),
  );
  await Promise.all(running);
  failed.signal.throwIfAborted();
  return progress.begun();
}

/** Parts that can run beside each other; those of one row are in the order of the plan. */
function rowsOf(
  plan: readonly PlannedPart[],
  workers: number,
): readonly (readonly PlannedPart[])[] {
  if (workers <= 1) return [plan];
  const isBusy = ({ onThreads = false }: PlannedPart) => onThreads;
  const rows = [plan.filter(isBusy), plan.filter((part) => !isBusy(part))];
  return rows.filter((row) => row.length > 0);
}

async function runRow(
  row: readonly PlannedPart[],
  progress: PlanProgress,
  hooks: RunHooks,
): Promise<void> {
  for (const part of row) {
    if (hooks.signal.aborted) return;
    progress.begin(part);
    const told = { ...hooks, onProgress: (share: number) => progress.tell(part, share) };
    await part.run(hooksWithin(told, part.name, { from: 0, to: 1 }));
    progress.end(part);
    // The signal that somebody sent is heard between two parts, too.
    await turnOf(part.onThreads === true ? {} : hooks);
  }
}
