import type { Fleet } from "../fleet/read-fleet.ts";
import { responseDocument } from "../response/response-document.ts";
import { DEFAULT_RESPONSE } from "../response/response-plan.ts";
import type { RunDocument } from "./run-document.ts";
import { faultsReport, phasesReport } from "./run-faults-report.ts";
import type { RunRecord } from "./run-recorder.ts";

/** How a run went, apart from what it came to. */
export interface RunCourse extends Pick<RunDocument, "command" | "elapsedMs" | "partial"> {
  readonly traceHash?: string;
}

/** Writes the document of a run of a fleet. */
export function fleetDocument(fleet: Fleet, record: RunRecord, outcome: RunCourse): RunDocument {
  const { command, elapsedMs, partial, traceHash } = outcome;
  const { totals, delivery, checks, response, hazards, faults, stops, eventsSha256 } = record;
  return {
    v: 1,
    command,
    seed: fleet.run.seed,
    elapsedMs: Math.round(elapsedMs),
    partial,
    ...(traceHash === undefined ? {} : { traceHash }),
    ...(fleet.run.loop === undefined ? {} : { loop: fleet.run.loop }),
    ...(fleet.run.delivery === undefined ? {} : { records: fleet.run.delivery }),
    tzTable: fleet.tzTable,
    devices: fleet.run.devices.length,
    days: fleet.days,
    totals,
    delivery,
    checks,
    ...(stops === 0 ? {} : { stops }),
    response: responseDocument(response, (fleet.run.response ?? DEFAULT_RESPONSE).centre),
    ...(Object.keys(hazards).length > 0 ? { hazards } : {}),
    faults: faultsReport(fleet.run, faults),
    phases: phasesReport(fleet.run, faults, checks.L1),
    ...(eventsSha256 === undefined ? {} : { eventsSha256 }),
  };
}
