import { HOUR_MS } from "@dosekit/protocols";
import { contactIntervalIn } from "../../home/device-program.ts";
import type { HomeSink } from "../../home/home-sink.ts";
import type { HomeSpoilers } from "../../home/home-spoilers.ts";
import type { RunSpec } from "../../home/run-spec.ts";
import { VirtualHost } from "../../hosts/virtual-host.ts";
import { RunRecorder } from "../../results/run-recorder.ts";
import type { RunSums } from "../../results/run-sums.ts";
import { type RunHooks, turnOf } from "../result/run-hooks.ts";
import { LifeLog } from "./life-log.ts";

/** A run that was watched as a whole. */
export interface WatchedRun {
  readonly spec: RunSpec;
  readonly log: LifeLog;
  /** What checkers and accounts of every run came to. */
  readonly sums: RunSums;
  /** True time at which it ended. */
  readonly endedMs: number;
  readonly partial: boolean;
}

/** How far time goes between two looks at the outside, and how long the thread is held, ms. */
const STRIDE_MS = HOUR_MS;
const HOLD_MS = 50;

/**
 * Runs a small fleet in exact order on this thread, with all rules watched and everything kept.
 *
 * @param spoil what stands in the homes in place of their own parts; nothing when absent
 */
export async function runWatched(
  spec: RunSpec,
  hooks: Pick<RunHooks, "signal" | "onProgress" | "turns">,
  spoil?: HomeSpoilers,
): Promise<WatchedRun> {
  const { signal, onProgress } = hooks;
  const contactIntervalMs = contactIntervalIn(spec.profiles);
  const recorder = new RunRecorder({ ...spec, contactIntervalMs });
  const log = new LifeLog();
  const host = new VirtualHost(spec, both(recorder, log), spoil);
  const wholeMs = Math.max(1, host.endMs() - spec.startMs);
  while (host.nowMs() < host.endMs() && !signal.aborted) {
    const untilMs = performance.now() + HOLD_MS;
    do host.advance(host.nowMs() + STRIDE_MS);
    while (host.nowMs() < host.endMs() && performance.now() < untilMs);
    onProgress((host.nowMs() - spec.startMs) / wholeMs);
    await turnOf(hooks);
  }
  const endedMs = host.nowMs();
  const partial = endedMs < host.endMs();
  recorder.close(endedMs, partial);
  host.finish();
  return { spec, log, sums: recorder.sums(), endedMs, partial };
}

function both(recorder: RunRecorder, log: LifeLog): HomeSink {
  return {
    observe: (seen) => {
      recorder.observe(seen);
      log.observe(seen);
    },
    received: (deviceId, messages) => recorder.received(deviceId, messages),
    stopped: (deviceId, fault) => {
      recorder.stopped(deviceId, fault);
      log.stopped(deviceId, fault);
    },
    happened: (deviceId, happening) => log.happened(deviceId, happening),
  };
}
