import { HOUR_MS } from "@dosekit/protocols";
import { contactIntervalIn } from "../home/device-program.ts";
import type { RunSpec } from "../home/run-spec.ts";
import { RunRecorder } from "../results/run-recorder.ts";
import type { LanesRun } from "./fleet-sums.ts";
import type { LanesOptions } from "./run-lanes.ts";
import { VirtualHost } from "./virtual-host.ts";

/** How far time goes between two looks at the host's clock, ms. */
const STRIDE_MS = HOUR_MS / 6;
/** How long the caller's thread is held before it can look after other things, host ms. */
const HOLD_MS = 50;

/**
 * Runs a spec whose homes share something, such as the operators of one response centre: all of
 * them on one queue in exact order, and so on one thread.
 *
 * @throws RangeError when a device id appears twice, or a product or zone is unknown
 */
export async function runShared(spec: RunSpec, options: LanesOptions): Promise<LanesRun> {
  const { events, signal, onProgress } = options;
  const contactIntervalMs = contactIntervalIn(spec.profiles);
  const recorder = new RunRecorder({ ...spec, contactIntervalMs }, events);
  const host = new VirtualHost(spec, recorder);
  const wholeMs = Math.max(1, host.endMs() - spec.startMs);
  while (host.nowMs() < host.endMs() && signal?.aborted !== true) {
    const untilMs = performance.now() + HOLD_MS;
    do host.advance(host.nowMs() + STRIDE_MS);
    while (host.nowMs() < host.endMs() && performance.now() < untilMs);
    onProgress?.((host.nowMs() - spec.startMs) / wholeMs, recorder.counts());
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  // The rules are judged while the devices still have power; switching them off is no part of it.
  recorder.close(host.nowMs(), host.nowMs() < host.endMs());
  const { traceHash, deviceHashes, steps, partial } = host.finish();
  return { traceHash, deviceHashes, steps, partial, bareHomes: 0, sums: recorder.sums() };
}
