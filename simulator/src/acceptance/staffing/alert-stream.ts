import type { RunSpec } from "../../home/run-spec.ts";
import { runLanes } from "../../hosts/run-lanes.ts";
import type { HeardRow } from "../measures/packed-service.ts";
import { operationSpec } from "../operation/operation-spec.ts";
import type { RunHooks } from "../result/run-hooks.ts";
import type { ServiceFile } from "../service-schema.ts";

/** What a response centre hears of a fleet's alerts, to be answered by any number of people. */
export interface AlertStream {
  readonly spec: RunSpec;
  /** In the order in which it is heard. */
  readonly heard: readonly HeardRow[];
  readonly partial: boolean;
}

/** Least weeks of a stream: long enough for weekends, nights and a round of refills. */
const WEEKS_MIN = 2;
/** Most weeks: where nobody answers, devices go on telling, and each week takes longer to run. */
const WEEKS_MAX = 4;
/** Weeks of single devices that a stream is to have, so that one late alert of few decides little. */
const DEVICE_WEEKS = 400;

/** Weeks for which a service's alerts are recorded: longer for a small one, at most its own period. */
export function streamWeeks({ stories, approval }: ServiceFile): number {
  const devices = stories.reduce((sum, story) => sum + story.devices, 0);
  const wanted = Math.max(WEEKS_MIN, Math.ceil(DEVICE_WEEKS / devices));
  return Math.min(approval.weeks, WEEKS_MAX, wanted);
}

/**
 * Records what the response centre of a service hears, in an open loop: nobody's answer reaches a
 * device, so homes share nothing and run on all threads. All devices are there from the start.
 */
export async function recordStream(
  service: ServiceFile,
  seed: string,
  hooks: RunHooks,
): Promise<AlertStream> {
  const { rollout: _rollout, ...rest } = service;
  const approval = { ...service.approval, weeks: streamWeeks(service) };
  const planned = operationSpec({ ...rest, approval }, seed, hooks.folder);
  const { delivery: _delivery, measures, response, ...run } = planned;
  if (measures === undefined || response === undefined) {
    throw new TypeError("daily operation is measured, and somebody answers its alerts");
  }
  const spec: RunSpec = { ...run, loop: "open", measures: { ...measures, keepsAlerts: true } };
  const { workers, signal, onProgress, newThread } = hooks;
  const { sums, partial } = await runLanes(
    { ...spec, response: { ...response, centre: "none" } },
    {
      ...{ workers, signal, onProgress: (share) => onProgress(share) },
      ...(newThread === undefined ? {} : { newThread }),
    },
  );
  const heard = [...(sums.service?.heard ?? [])].sort(byTime);
  return { spec: { ...spec, response }, heard, partial };
}

/** Rows of one device keep the order in which they were heard. */
function byTime(a: HeardRow, b: HeardRow): number {
  if (a.heardMs !== b.heardMs) return a.heardMs - b.heardMs;
  if (a.deviceId !== b.deviceId) return a.deviceId < b.deviceId ? -1 : 1;
  return 0;
}
