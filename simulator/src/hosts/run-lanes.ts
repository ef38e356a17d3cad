import type { RunSpec } from "../home/run-spec.ts";
import { sharesOperators } from "../response/response-plan.ts";
import type { EventFile } from "../results/event-file.ts";
import type { RunCounts } from "../results/run-collector.ts";
import { FleetSums, type LanesRun, wholeMsOf } from "./fleet-sums.ts";
import { LanePool } from "./lane-pool.ts";
import { LaneShard, type ShardProgress } from "./lane-shard.ts";
import { type NewLaneThread, newWorkerThread } from "./lane-thread-port.ts";
import { runShared } from "./run-shared.ts";
import { nextTurn, type ThreadTurns } from "./thread-turns.ts";

/** Who looks on at a run in lanes, and on how many threads it runs. */
export interface LanesOptions {
  /** Threads; 1, which is the default, runs everything on the thread of the caller. */
  readonly workers?: number;
  readonly events?: EventFile;
  /** Told now and then. */
  readonly onProgress?: (share: number, counts: RunCounts) => void;
  /** Looked at now and then; a run that is ended early says that it is partial. */
  readonly signal?: AbortSignal;
  /** How threads are started; threads of this process when absent. */
  readonly newThread?: NewLaneThread;
  /** Turns on the caller's thread, where something else goes on there meanwhile. */
  readonly turns?: ThreadTurns;
}

/** How long the caller's thread is held before it can look after other things, host ms. */
const HOLD_MS = 50;

/**
 * Runs a spec on virtual time: homes that share nothing each from its beginning to its end by
 * itself, those that share operators each until it needs one. Trace hash, sums and event file
 * are those of the exact order, whatever the number of threads.
 *
 * @throws RangeError when a device id appears twice, or a product or zone is unknown
 * @throws whatever an observer or a thread failed with
 */
export async function runLanes(spec: RunSpec, options: LanesOptions = {}): Promise<LanesRun> {
  const ids = new Set(spec.devices.map(({ deviceId }) => deviceId));
  if (ids.size !== spec.devices.length) throw new RangeError("a device id appears twice");
  if (sharesOperators(spec)) return runShared(spec, options);
  const workers = Math.min(options.workers ?? 1, spec.devices.length);
  return workers <= 1 ? runHere(spec, options) : runOnThreads(spec, workers, options);
}

async function runHere(spec: RunSpec, options: LanesOptions): Promise<LanesRun> {
  const { events, signal, onProgress } = options;
  const shard = new LaneShard(spec, events);
  shard.add(spec.devices);
  for (let ended = false; !ended && signal?.aborted !== true; ) {
    const untilMs = performance.now() + HOLD_MS;
    ended = shard.work(() => performance.now() < untilMs);
    tell(spec, shard.progress(), onProgress);
    await nextTurn();
  }
  shard.cutShort();
  const sums = new FleetSums();
  sums.add(shard.take());
  return sums.finish(spec, shard.progress().passedMs);
}

async function runOnThreads(
  spec: RunSpec,
  workers: number,
  options: LanesOptions,
): Promise<LanesRun> {
  const { events, signal, onProgress, newThread = newWorkerThread } = options;
  const sums = new FleetSums();
  const pool = new LanePool({
    ...{ spec, workers, newThread },
    ...(events === undefined ? {} : { events }),
    onRan: (ran) => sums.add(ran),
    onProgress: (progress) => tell(spec, progress, onProgress),
  });
  const stop = () => pool.stop();
  if (signal?.aborted === true) stop();
  signal?.addEventListener("abort", stop);
  try {
    return sums.finish(spec, await pool.run());
  } finally {
    signal?.removeEventListener("abort", stop);
    await pool.close();
  }
}

function tell(
  spec: RunSpec,
  { passedMs, counts }: ShardProgress,
  onProgress: LanesOptions["onProgress"],
): void {
  onProgress?.(passedMs / Math.max(1, wholeMsOf(spec)), counts);
}
