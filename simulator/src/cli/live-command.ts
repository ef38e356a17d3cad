import { HOUR_MS } from "@dosekit/protocols";
import type { Broker } from "../broker/broker.ts";
import { EmbeddedBroker } from "../broker/embedded-broker.ts";
import { checkBrokerUrl, probeBroker } from "../broker/probe-broker.ts";
import { checkFileHandles, fileHandleLimit } from "../fleet/file-limit.ts";
import type { Fleet } from "../fleet/read-fleet.ts";
import { type LiveRun, runLiveFleet } from "../live/live-run.ts";
import { RunRecorder } from "../results/run-recorder.ts";
import type { CommandIo } from "./command-io.ts";
import { openProgress } from "./progress-view.ts";
import { eventFileOf, fleetOf, type RunOptions } from "./run-options.ts";
import { reportRun } from "./run-report.ts";
import { UserError } from "./user-error.ts";

/** Options of `dosekit live`. */
export interface LiveOptions extends RunOptions {
  readonly broker?: string;
  readonly port: number;
  readonly serial?: string;
}

/**
 * What rule L1 allows after the last fault: two hours, and ten real seconds for links, whose
 * back-off and repeats pass in real time. At the end of the drain everything is asked for anyway.
 */
const SETTLE_MS = 2 * HOUR_MS;
const SETTLE_REAL_MS = 10_000;

/** Runs a fleet against a broker, its time tied to the wall clock; returns the exit code. */
export async function runLive(options: LiveOptions, io: CommandIo): Promise<number> {
  const startedMs = io.hostMs();
  const { broker: brokerUrl, port, serial, ...runOptions } = options;
  if (serial !== undefined) throw serialError(serial);
  if (brokerUrl !== undefined) checkBrokerUrl(brokerUrl);
  const fleet = fleetOf(runOptions, io, (devices) =>
    checkFileHandles(devices, brokerUrl === undefined, fileHandleLimit()),
  );
  const events = eventFileOf(runOptions, io);
  try {
    const broker = await openBroker(brokerUrl, port);
    const settleMs = SETTLE_MS + fleet.speed * SETTLE_REAL_MS;
    const recorder = new RunRecorder({ ladder: fleet.run.ladder, settleMs }, events);
    const run = await runOn(broker, fleet, recorder, io);
    const record = await recorder.finish();
    const elapsedMs = io.hostMs() - startedMs;
    const outcome = {
      command: "live",
      elapsedMs,
      partial: run.partial,
      notes: notesOf(run, fleet, broker),
    } as const;
    return reportRun(fleet, record, outcome, { options: runOptions, io });
  } catch (error) {
    events?.discard();
    throw error;
  }
}

async function runOn(
  broker: Broker,
  fleet: Fleet,
  recorder: RunRecorder,
  io: CommandIo,
): Promise<LiveRun> {
  const progress = openProgress(io);
  try {
    return await runLiveFleet({
      spec: fleet.run,
      speed: fleet.speed,
      url: broker.url,
      sink: recorder,
      isDrained: () => {
        const { sent, committed, poweredDown } = recorder.counts();
        return committed >= sent && poweredDown === 0;
      },
      onProgress: ({ share, phase, connected }) =>
        progress.show(share, phase, recorder.counts(), connected),
      onEnd: (trueMs) => recorder.close(trueMs),
      signal: io.signal,
    });
  } finally {
    progress.close();
    await broker.stop();
  }
}

async function openBroker(url: string | undefined, port: number): Promise<Broker> {
  if (url === undefined) return EmbeddedBroker.start({ port });
  await probeBroker(url);
  return { url, embedded: false, stop: () => Promise.resolve() };
}

function notesOf(
  { pace, connectMs }: LiveRun,
  fleet: Fleet,
  { url, embedded }: Broker,
): readonly string[] {
  return [
    `Broker: ${embedded ? "embedded" : url}. Speed: ${fleet.speed}. Connected in ${(
      connectMs / 1_000
    ).toFixed(1)} s.`,
    `Pace: at most ${Math.round(pace.lagMaxMs)} ms behind, ${pace.overruns} of ${
      pace.slices
    } turns more than 100 ms.`,
  ];
}

function serialError(found: string): UserError {
  return new UserError({
    code: "live.serial-unsupported",
    field: "--serial",
    found,
    allowed: "--broker, or neither for the embedded broker",
    message: "Serial lines are not part of this version.",
  });
}
