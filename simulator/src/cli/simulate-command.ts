import { availableParallelism } from "node:os";
import { DAY_MS } from "@dosekit/protocols";
import type { RunSpec } from "../home/run-spec.ts";
import { runLanes } from "../hosts/run-lanes.ts";
import type { CommandIo } from "./command-io.ts";
import { openProgress } from "./progress-view.ts";
import { eventFileOf, fleetOf, type RunOptions } from "./run-options.ts";
import { reportRun } from "./run-report.ts";

/** Options of `dosekit simulate`. */
export interface SimulateOptions extends RunOptions {
  /** Threads; the result is the same for any number. */
  readonly workers?: number;
}

/** Device-days that keep a thread busy for long enough to be worth its start. */
const DEVICE_DAYS_PER_THREAD = 100;

/** Runs a fleet on virtual time; returns the exit code. */
export async function runSimulate(options: SimulateOptions, io: CommandIo): Promise<number> {
  const startedMs = io.hostMs();
  const fleet = fleetOf(withoutWorkers(options), io);
  const events = eventFileOf(options, io);
  const progress = openProgress(io);
  try {
    const run = await runLanes(fleet.run, {
      workers: options.workers ?? workersFor(fleet.run),
      ...(events === undefined ? {} : { events }),
      ...(io.newThread === undefined ? {} : { newThread: io.newThread }),
      onProgress: (share, counts) => progress.show(share, "simulating", counts),
      signal: io.signal,
    });
    const { traceHash, partial } = run;
    const eventsSha256 = await events?.finish();
    const record = eventsSha256 === undefined ? run.sums : { ...run.sums, eventsSha256 };
    progress.close();
    const elapsedMs = io.hostMs() - startedMs;
    const outcome = { command: "simulate", elapsedMs, partial, traceHash, notes: [] } as const;
    return reportRun(fleet, record, outcome, { options, io });
  } catch (error) {
    events?.discard();
    throw error;
  } finally {
    progress.close();
  }
}

/**
 * Threads for a run that names none: as many as there are processors, but one for a run that would
 * be over before a thread has started.
 */
function workersFor({ startMs, endMs, devices }: RunSpec): number {
  const deviceDays = devices.length * Math.ceil((endMs - startMs) / DAY_MS);
  const worth = Math.ceil(deviceDays / DEVICE_DAYS_PER_THREAD);
  return Math.max(1, Math.min(availableParallelism(), worth));
}

function withoutWorkers({ workers: _workers, ...options }: SimulateOptions): RunOptions {
  return options;
}
