import { HOUR_MS } from "@dosekit/protocols";
import type { Fleet } from "../fleet/read-fleet.ts";
import { contactIntervalIn } from "../home/device-program.ts";
import { type LiveRun, runLiveFleet } from "../live/live-run.ts";
import type { LiveWay } from "../live/live-way.ts";
import { RunRecorder } from "../results/run-recorder.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { CommandIo } from "./command-io.ts";
import { checkMachine, checkWiring, type LiveWiring, openWiring } from "./live-wiring.ts";
import { openProgress } from "./progress-view.ts";
import {
  eventFileOf,
  fleetOf,
  type RunOptions,
  recordOptions,
  reportFileOf,
} from "./run-options.ts";
import { reportRun } from "./run-report.ts";

/** Options of `dosekit live`. */
export interface LiveOptions extends RunOptions, LiveWiring {}

/**
 * What rule L1 allows after the last fault: two hours, and ten real seconds for links, whose
 * back-off and repeats pass in real time. At the end of the drain everything is asked for anyway.
 */
const SETTLE_MS = 2 * HOUR_MS;
const SETTLE_REAL_MS = 10_000;

/** Runs a fleet over a broker or serial lines, its time tied to the wall clock; returns the exit code. */
export async function runLive(options: LiveOptions, io: CommandIo): Promise<number> {
  const startedMs = io.hostMs();
  const { broker, port, serial, perLine, damage, ...runOptions } = options;
  checkWiring(options);
  const fleet = fleetOf(runOptions, io, {
    live: true,
    admit: (devices) => checkMachine(options, devices),
  });
  const events = eventFileOf(runOptions, io);
  const file = reportFileOf(runOptions, io);
  try {
    const way = await openWiring(options, fleet);
    const settleMs = SETTLE_MS + fleet.speed * SETTLE_REAL_MS;
    const contactIntervalMs = way.sleeps ? contactIntervalIn(fleet.run.profiles) : () => 0;
    const rules = { ...recordOptions(fleet), settleMs, contactIntervalMs };
    const recorder = new RunRecorder(rules, events);
    const run = await runOn(way, fleet, recorder, { io, language: options.lang });
    const record = await recorder.finish();
    const elapsedMs = io.hostMs() - startedMs;
    const outcome = {
      command: "live",
      elapsedMs,
      partial: run.partial,
      notes: notesOf(run, fleet, way),
    } as const;
    return reportRun(fleet, record, outcome, { options: runOptions, io, file });
  } catch (error) {
    events?.discard();
    file?.discard();
    throw error;
  }
}

async function runOn(
  way: LiveWay,
  fleet: Fleet,
  recorder: RunRecorder,
  { io, language }: { readonly io: CommandIo; readonly language: TableLanguage | undefined },
): Promise<LiveRun> {
  const deviceDays = fleet.run.devices.length * fleet.days;
  const progress = openProgress(io, { language, deviceDays });
  try {
    return await runLiveFleet({
      spec: fleet.run,
      speed: fleet.speed,
      way,
      sink: recorder,
      isDrained: () => {
        const { sent, committed, poweredDown } = recorder.counts();
        return committed >= sent && poweredDown === 0;
      },
      onProgress: ({ share, phase, connected }) =>
        progress.show(share, phase, recorder.counts(), connected),
      onEnd: (trueMs) => recorder.close(trueMs, trueMs < fleet.run.endMs + fleet.run.drainMs),
      signal: io.signal,
    });
  } finally {
    progress.close();
    await way.close();
  }
}

function notesOf({ pace, connectMs }: LiveRun, fleet: Fleet, way: LiveWay): readonly string[] {
  const connected = `Speed: ${fleet.speed}. Connected in ${(connectMs / 1_000).toFixed(1)} s.`;
  return [
    ...way.notes(),
    connected,
    `Pace: at most ${Math.round(pace.lagMaxMs)} ms behind, ${pace.overruns} of ${
      pace.slices
    } turns more than 100 ms.`,
  ];
}
