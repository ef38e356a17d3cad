import { EventQueue } from "../clock/event-queue.ts";
import { BareLimit } from "../home/bare-limit.ts";
import { canBeBare, closedOffHome } from "../home/closed-off-home.ts";
import { contactIntervalIn } from "../home/device-program.ts";
import type { HomeSink } from "../home/home-sink.ts";
import type { HomeSpoilers } from "../home/home-spoilers.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import { GuardedSink } from "../hosts/guarded-sink.ts";
import { RunRecorder } from "../results/run-recorder.ts";
import type { RunSums } from "../results/run-sums.ts";
import { type Finding, findingsOf } from "./finding.ts";
import type { Happening } from "./happening.ts";

/** What one home came to. */
export interface HomeTrial {
  readonly traceHash: string;
  readonly sums: RunSums;
  readonly findings: readonly Finding[];
  /** What its people did, in order. */
  readonly happenings: readonly Happening[];
}

/** How a home is tried. */
export interface TrialOptions {
  /** Deliberate defects; none when absent. */
  readonly spoil?: HomeSpoilers;
  /** Somebody more who looks on; made anew when the home has to begin again. */
  readonly onlooker?: () => HomeSink;
}

/**
 * Runs one home of a run from beginning to end by itself, under every checker.
 *
 * @throws RangeError when its product or zone is unknown (a caller's bug)
 * @throws whatever an observer threw
 */
export function tryHome(spec: RunSpec, device: DeviceSpec, options: TrialOptions = {}): HomeTrial {
  try {
    return runHome(spec, device, { options, bare: canBeBare(spec, device) });
  } catch (error) {
    if (!(error instanceof BareLimit)) throw error;
    return runHome(spec, device, { options, bare: false });
  }
}

function runHome(
  spec: RunSpec,
  device: DeviceSpec,
  { options, bare }: { readonly options: TrialOptions; readonly bare: boolean },
): HomeTrial {
  const queue = new EventQueue(spec.startMs);
  const recorder = new RunRecorder({
    ...spec,
    contactIntervalMs: contactIntervalIn(spec.profiles),
  });
  const happenings: Happening[] = [...(spec.happenings ?? [])];
  const onlookers: HomeSink[] = [
    recorder,
    ...(options.onlooker === undefined ? [] : [options.onlooker()]),
  ];
  const seen = sinkOf(onlookers, happenings);
  const guarded = new GuardedSink(seen);
  const { spoil } = options;
  const home = closedOffHome(
    {
      ...{ scheduler: queue, lane: 0, spec, device, sink: bare ? seen : guarded },
      ...(spoil === undefined ? {} : { spoil }),
    },
    bare,
  );
  home.start();
  queue.runUntil(spec.endMs + spec.drainMs);
  recorder.close(queue.nowMs());
  // Switching the device off is no part of the run.
  onlookers.length = 0;
  home.stop();
  guarded.check();
  const sums = recorder.sums();
  return { traceHash: home.home.traceDigest(), sums, findings: findingsOf(sums), happenings };
}

function sinkOf(onlookers: readonly HomeSink[], happenings: Happening[]): HomeSink {
  return {
    observe: (seen) => {
      for (const onlooker of onlookers) onlooker.observe(seen);
    },
    received: (deviceId, messages) => {
      for (const onlooker of onlookers) onlooker.received?.(deviceId, messages);
    },
    stopped: (deviceId, fault) => {
      for (const onlooker of onlookers) onlooker.stopped?.(deviceId, fault);
    },
    happened: (_deviceId, happening) => void happenings.push(happening),
  };
}
