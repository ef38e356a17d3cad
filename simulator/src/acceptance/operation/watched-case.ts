import type { Violation } from "../../checkers/checker.ts";
import { FLEET } from "../../checkers/observation.ts";
import type { RunSpec } from "../../home/run-spec.ts";
import { runLanes } from "../../hosts/run-lanes.ts";
import type { FirstCase } from "../measures/packed-service.ts";
import type { RunHooks } from "../result/run-hooks.ts";

/** How long after a case its home is watched on, ms. */
const ON_MS = 4 * 3_600_000;

/**
 * Runs a fleet once more up to a case that a rule told of, and tells what happened there. Rules tell
 * at the end; nobody knows before whose last minutes to keep. The same spec gives the same run.
 */
export async function watchedCase(
  spec: RunSpec,
  { deviceId, trueMs }: Pick<Violation, "deviceId" | "trueMs">,
  { workers, signal, newThread, turns }: RunHooks,
): Promise<FirstCase | undefined> {
  const { measures, startMs, endMs, drainMs } = spec;
  if (measures === undefined || deviceId === FLEET) return undefined;
  const throughMs = Math.min(trueMs + ON_MS, endMs + drainMs);
  const watch = { deviceId, fromMs: trueMs, throughMs };
  const shareThere = (throughMs - startMs) / (endMs + drainMs - startMs);
  const there = new AbortController();
  const { sums } = await runLanes(
    { ...spec, measures: { ...measures, watch } },
    {
      workers,
      signal: AbortSignal.any([signal, there.signal]),
      ...(newThread === undefined ? {} : { newThread }),
      ...(turns === undefined ? {} : { turns }),
      onProgress: (share) => {
        if (share >= shareThere) there.abort();
      },
    },
  );
  return sums.service?.cases.watched;
}
