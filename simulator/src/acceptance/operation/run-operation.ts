import { DAY_MS, dayNumberOf, localDateOf } from "@dosekit/protocols";
import type { LanesRun } from "../../hosts/fleet-sums.ts";
import { runLanes } from "../../hosts/run-lanes.ts";
import { fleetDocument } from "../../results/fleet-document.ts";
import type { RunDocument } from "../../results/run-document.ts";
import { groupOfDevice } from "../../world/home-place.ts";
import type { PackedService } from "../measures/packed-service.ts";
import { measuredService, serviceMeasures } from "../measures/service-measures.ts";
import type { OperationDay, OperationResult } from "../result/operation-result.ts";
import type { RunHooks } from "../result/run-hooks.ts";
import type { ServiceFile } from "../service-schema.ts";
import { specialDays } from "./operation-calendar.ts";
import { operationDeviations } from "./operation-deviations.ts";
import { refillDays } from "./operation-request.ts";
import { type OperationPlan, operationPlan } from "./operation-spec.ts";
import { operationAssumptions } from "./service-times.ts";
import { thresholdRecords } from "./threshold-records.ts";
import { watchedCase } from "./watched-case.ts";

/**
 * Runs a service's fleet through its approval period with every rule watched, measures how it was
 * served, and lists what was not as agreed. The same file and seed give the same result.
 *
 * @throws {@link UserError} where a plan does not fit its product, or a file can't be read
 */
export async function runOperation(
  service: ServiceFile,
  hooks: RunHooks,
): Promise<OperationResult> {
  const plan = operationPlan(service, hooks.seed, hooks.folder);
  const run = await lived(plan, hooks);
  return operationResult(service, { plan, run }, hooks);
}

async function lived({ fleet }: OperationPlan, hooks: RunHooks): Promise<LanesRun> {
  const { workers, signal, onProgress, events, newThread, turns } = hooks;
  return runLanes(fleet.run, {
    ...{ workers, signal, onProgress: (share) => onProgress(share) },
    ...(events === undefined ? {} : { events }),
    ...(newThread === undefined ? {} : { newThread }),
    ...(turns === undefined ? {} : { turns }),
  });
}

/** A plan with what its run came to. */
interface Lived {
  readonly plan: OperationPlan;
  readonly run: LanesRun;
}

async function operationResult(
  service: ServiceFile,
  { plan, run }: Lived,
  hooks: RunHooks,
): Promise<OperationResult> {
  const { fleet } = plan;
  const measured = run.sums.service ?? NOTHING;
  const { partial } = run;
  const { thresholds: named = [] } = service.approval;
  const thresholds = thresholdRecords(named, measured, partial);
  const startDay = dayNumberOf(fleet.start) ?? 0;
  const document = documentOf(plan, run);
  return {
    ...{ run: document, partial, startDate: fleet.start, days: fleet.days },
    ...specialDays(startDay, fleet.days),
    byProduct: byProduct(plan, measured),
    byDay: byDay(startDay, fleet.days, measured),
    measures: measuresOf(service, document, { plan, run }),
    measured: measuredService(measured),
    thresholds,
    assumptions: operationAssumptions(service),
    deviations: await operationDeviations({
      ...{ plan, run, thresholds, repeat: hooks.repeat },
      caseOf: (violation) => watchedCase(fleet.run, violation, hooks),
    }),
  };
}

/** How long it took is no part of the result: the same file and seed are to give the same. */
function documentOf({ fleet }: OperationPlan, { sums, partial, traceHash }: LanesRun): RunDocument {
  return fleetDocument(fleet, sums, { command: "simulate", elapsedMs: 0, partial, traceHash });
}

function measuresOf(
  service: ServiceFile,
  { response }: RunDocument,
  { plan, run }: Lived,
): OperationResult["measures"] {
  if (response === undefined) throw new TypeError("a run says how alerts were answered");
  return serviceMeasures({
    ...{ service: run.sums.service ?? NOTHING, response },
    limits: plan.fleet.run.measures?.limits ?? {},
    plannedVisits: plannedVisits(service, plan),
  });
}

/** Rounds that filled the dispensers that were there, the first filling not among them. */
function plannedVisits(service: ServiceFile, plan: OperationPlan): number {
  const everyDays = refillDays(service);
  return plan.fleet.run.devices.reduce(
    (sum, device) => sum + Math.max(0, Math.ceil(daysOf(plan, device) / everyDays) - 1),
    0,
  );
}

function byProduct(plan: OperationPlan, measured: PackedService): OperationResult["byProduct"] {
  const { devices } = plan.fleet.run;
  return plan.groups.map(({ name, story, product }) => {
    const own = devices.filter(({ deviceId }) => groupOfDevice(deviceId) === name);
    const { due, missed, alerts } = measured.groups[name] ?? { due: 0, missed: 0, alerts: 0 };
    const deviceDays = own.reduce((sum, device) => sum + daysOf(plan, device), 0);
    return { story, product, devices: own.length, due, missed, alerts, deviceDays };
  });
}

/** Days that a device is there for. */
function daysOf(
  { fleet: { run } }: OperationPlan,
  { startsMs = run.startMs }: { readonly startsMs?: number },
): number {
  return Math.round((run.endMs - Math.max(run.startMs, startsMs)) / DAY_MS);
}

/** What shows while everything settles behind the days counts on the last of them. */
function byDay(startDay: number, days: number, { days: rows }: PackedService) {
  const on = (row: readonly number[] = [], day: number) =>
    row.slice(day, day === days - 1 ? undefined : day + 1).reduce((sum, count) => sum + count, 0);
  return Array.from(
    { length: days },
    (_, day): OperationDay => ({
      date: localDateOf(startDay + day),
      due: on(rows.due, day),
      missed: on(rows.missed, day),
      alerts: on(rows.alerts, day),
      lateActions: on(rows.lateActions, day),
    }),
  );
}

/** What a run that was cut before its first home counted. */
const NOTHING: PackedService = {
  ...{ days: {}, hours: {}, severities: {}, groups: {}, codes: {}, operators: {} },
  ...{ missedFoundLate: 0, stops: {}, cases: {}, heard: [] },
};
