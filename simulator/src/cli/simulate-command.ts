import type { Fleet } from "../fleet/read-fleet.ts";
import { contactIntervalIn } from "../home/device-program.ts";
import { VirtualHost } from "../hosts/virtual-host.ts";
import { RunRecorder } from "../results/run-recorder.ts";
import type { CommandIo } from "./command-io.ts";
import { openProgress, type ProgressView } from "./progress-view.ts";
import { eventFileOf, fleetOf, type RunOptions } from "./run-options.ts";
import { reportRun } from "./run-report.ts";

/** Options of `dosekit simulate`. */
export interface SimulateOptions extends RunOptions {
  /** Threads; the result is the same for any number. */
  readonly workers?: number;
}

/** How far virtual time goes between two looks at the clock, ms. */
const STRIDE_MS = 600_000;
/** How long virtual time may hold the process before it looks after signals, host ms. */
const HOLD_MS = 50;

/** Runs a fleet on virtual time; returns the exit code. */
export async function runSimulate(options: SimulateOptions, io: CommandIo): Promise<number> {
  const startedMs = io.hostMs();
  const fleet = fleetOf(withoutWorkers(options), io);
  const events = eventFileOf(options, io);
  const progress = openProgress(io);
  try {
    const contactIntervalMs = contactIntervalIn(fleet.run.profiles);
    const recorder = new RunRecorder({ ladder: fleet.run.ladder, contactIntervalMs }, events);
    const { traceHash, partial } = await passTime(fleet, recorder, { io, progress });
    const record = await recorder.finish();
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

async function passTime(
  fleet: Fleet,
  recorder: RunRecorder,
  { io, progress }: { readonly io: CommandIo; readonly progress: ProgressView },
): Promise<{ readonly traceHash: string; readonly partial: boolean }> {
  const host = new VirtualHost(fleet.run, recorder);
  const { startMs } = fleet.run;
  const wholeMs = Math.max(1, host.endMs() - startMs);
  let lookMs = io.hostMs() + HOLD_MS;
  while (host.nowMs() < host.endMs() && !io.signal.aborted) {
    host.advance(host.nowMs() + STRIDE_MS);
    if (io.hostMs() < lookMs) continue;
    progress.show((host.nowMs() - startMs) / wholeMs, "simulating", recorder.counts());
    await new Promise<void>((resolve) => setImmediate(resolve));
    lookMs = io.hostMs() + HOLD_MS;
  }
  // The rules are judged while the devices still have power; switching them off is no part of it.
  recorder.close(host.nowMs());
  return host.finish();
}

function withoutWorkers({ workers: _workers, ...options }: SimulateOptions): RunOptions {
  return options;
}
