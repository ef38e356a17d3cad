import { instantOf, OUTSIDE_TABLE, zoneTableOf } from "@dosekit/firmware-model";
import { dayNumberOf, MINUTE_MS, type Severity } from "@dosekit/protocols";
import { type Fleet, fleetOfRequest } from "../../fleet/read-fleet.ts";
import type { RunSpec } from "../../home/run-spec.ts";
import type { AnswerLimit, MeasureScope } from "../measures/measure-scope.ts";
import { SERVICE_ZONE } from "../service-file.ts";
import type { ServiceFile } from "../service-schema.ts";
import { operationRequest, type ServiceGroup, serviceGroups } from "./operation-request.ts";
import { putUpByZone } from "./roll-out.ts";
import { laddersOf } from "./service-ladders.ts";

/** A service's fleet in daily operation, ready to run. */
export interface OperationPlan {
  readonly fleet: Fleet;
  readonly groups: readonly ServiceGroup[];
}

/**
 * Says how a service's fleet runs through its approval period: devices by story and product, put up
 * by zone and date, with people, faults, operators, home care, ladders and limits as its file has
 * them. Homes run without the bytes of their records, which the incidents and tests run with.
 *
 * @param folder folder that paths in the file start from
 * @throws {@link UserError} where a plan does not fit its product, a file can't be read, or products
 *   need a network that is off
 */
export function operationPlan(
  service: ServiceFile,
  seed: string,
  folder: string = process.cwd(),
): OperationPlan {
  const fleet = fleetOfRequest(operationRequest(service, folder), { cwd: folder, seed });
  const { run } = fleet;
  const devices = putUpByZone(run.devices, rolloutOf(service)).filter(
    ({ startsMs = run.startMs }) => startsMs < run.endMs,
  );
  const ladders = laddersOf(service);
  const spec: RunSpec = {
    ...run,
    devices,
    delivery: "bare",
    watchesContact: true,
    measures: scopeOf(service),
    ...(Object.keys(ladders).length === 0 ? {} : { ladders }),
  };
  return { fleet: { ...fleet, run: spec }, groups: serviceGroups(service) };
}

/** The run of {@link operationPlan} alone. */
export function operationSpec(service: ServiceFile, seed: string, folder?: string): RunSpec {
  return operationPlan(service, seed, folder).fleet.run;
}

/** What of a service is measured: its limits by severity. */
export function scopeOf({ response: { limits } }: ServiceFile): MeasureScope {
  const { serious, moderate, low } = limits;
  const rows: readonly (readonly [Severity, AnswerLimit | undefined])[] = [
    [40, limitOf(serious)],
    [30, limitOf(serious)],
    [20, limitOf(moderate)],
    [10, low === undefined ? undefined : limitOf(low)],
  ];
  const named = rows.filter(([, limit]) => limit !== undefined);
  return { zone: SERVICE_ZONE, limits: Object.fromEntries(named) };
}

function limitOf({
  acknowledgeMinutes,
  actMinutes,
}: ServiceFile["response"]["limits"]["serious"]): AnswerLimit {
  return { acknowledgeMs: acknowledgeMinutes * MINUTE_MS, actMs: actMinutes * MINUTE_MS };
}

function rolloutOf({ rollout = [] }: ServiceFile) {
  return rollout.map(({ date, devices }) => ({ atMs: midnightOf(date), devices }));
}

/** First instant of a local day. */
export function midnightOf(date: string): number {
  const table = zoneTableOf(SERVICE_ZONE);
  const day = dayNumberOf(date);
  const reading = table && day !== undefined ? instantOf(table, day, 0) : OUTSIDE_TABLE;
  if (reading === OUTSIDE_TABLE) throw new RangeError(`no zone table covers ${date}`);
  return reading.ms;
}
