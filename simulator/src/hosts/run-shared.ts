import { DAY_MS, HOUR_MS } from "@dosekit/protocols";
import type { RunSpec } from "../home/run-spec.ts";
import { FleetSums, type LanesRun } from "./fleet-sums.ts";
import { newWorkerThread } from "./lane-thread-port.ts";
import type { LanesOptions } from "./run-lanes.ts";
import { type SharedHomes, SharedRun } from "./shared-run.ts";
import { inOrderOfIds } from "./shared-shard.ts";
import { SharedHere, type SharedHost, SharedThreads } from "./shared-threads.ts";
import { nextTurn, type ThreadTurns } from "./thread-turns.ts";

/**
 * How far homes live on by themselves before they are told of each other: further where they are few,
 * as a home that lives on for long finds its own things near; less far where many of them would keep
 * whoever looks on waiting. It makes no difference to what they come to.
 */
const STRIDE_DEVICE_DAYS = 10_000;
const STRIDE_MIN_MS = 6 * HOUR_MS;
const STRIDE_MAX_MS = DAY_MS;

/**
 * Runs a spec whose homes share the operators of one response centre: each home by itself until it
 * needs one. It comes to the same as all homes on one queue in exact order ({@link SharedRun}).
 *
 * Where a device can't be run without bytes after all, the run begins anew with that device on the
 * SDK's runtime: what it did was seen by operators whom others wait for.
 *
 * @throws RangeError when a product or zone is unknown
 */
export async function runShared(spec: RunSpec, options: LanesOptions): Promise<LanesRun> {
  for (const wired: string[] = []; ; ) {
    const { run, limited } = await runOnce(spec, wired, options);
    if (limited.length === 0 || run.partial) return run;
    wired.push(...limited);
  }
}

interface Attempt {
  readonly run: LanesRun;
  readonly limited: readonly string[];
}

async function runOnce(
  spec: RunSpec,
  wired: readonly string[],
  options: LanesOptions,
): Promise<Attempt> {
  const host = hostOf(spec, wired, options);
  const { turns } = options;
  try {
    const ids = inOrderOfIds(spec.devices).map(({ deviceId }) => deviceId);
    const run = new SharedRun(spec, ids, turns === undefined ? host : inTurns(host, turns));
    const nowMs = await runThrough(spec, run, { host, options });
    const sums = new FleetSums();
    const ends = await host.finish();
    const limited = ends.flatMap(({ result }) => result.limited);
    for (const { result, eventParts } of ends) {
      sums.add(result);
      // What was told of a run that does not count goes with the other parts in the end.
      if (limited.length === 0 || nowMs < spec.endMs + spec.drainMs)
        options.events?.adopt(eventParts);
    }
    sums.add({ hashes: [], bareHomes: 0, ...run.centre.finish(nowMs) });
    const passedMs = (nowMs - spec.startMs) * spec.devices.length;
    return { run: sums.finish(spec, passedMs), limited };
  } finally {
    turns?.leave();
    await host.close();
  }
}

/** The centre goes first while homes may wait for it; it leaves the thread while it waits for them. */
function inTurns(host: SharedHost, turns: ThreadTurns): SharedHomes {
  return {
    liveOn: async (untilMs, aheadMs) => {
      turns.leave();
      const news = await host.liveOn(untilMs, aheadMs);
      turns.take();
      return news;
    },
    step: (answers, runs) => host.step(answers, runs),
  };
}

function hostOf(
  spec: RunSpec,
  wired: readonly string[],
  { workers: wish = 1, events, newThread = newWorkerThread }: LanesOptions,
): SharedHost {
  const workers = Math.min(wish, spec.devices.length);
  if (workers <= 1) return new SharedHere(spec, wired, events);
  return new SharedThreads({ spec, wired, workers, events, newThread });
}

/** @returns true time at which the run ended */
async function runThrough(
  { startMs, endMs, drainMs, devices }: RunSpec,
  run: SharedRun,
  { host, options }: { readonly host: SharedHost; readonly options: LanesOptions },
): Promise<number> {
  const { signal, onProgress } = options;
  const overMs = endMs + drainMs;
  const shareMs = Math.round((STRIDE_DEVICE_DAYS * DAY_MS) / Math.max(1, devices.length));
  const strideMs = Math.min(STRIDE_MAX_MS, Math.max(STRIDE_MIN_MS, shareMs));
  let [nowMs, aheadMs] = [startMs, startMs];
  // A run ends where all homes stand at one instant: where some have lived ahead, all get there.
  while (nowMs < overMs && (signal?.aborted !== true || aheadMs > nowMs)) {
    nowMs = Math.min(overMs, nowMs + strideMs);
    const isLast = signal?.aborted === true || !host.livesAhead;
    aheadMs = isLast ? nowMs : Math.min(overMs, nowMs + strideMs);
    await run.advance(nowMs, aheadMs);
    onProgress?.((nowMs - startMs) / Math.max(1, overMs - startMs), host.counts());
    await nextTurn();
  }
  return nowMs;
}
