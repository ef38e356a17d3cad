import { fileURLToPath } from "node:url";
import {
  type AcceptanceParts,
  type AcceptanceRequest,
  type CriterionRecord,
  checkTotals,
  type FoundDeviation,
  type IncidentResult,
  loadService,
  type OperationResult,
  type PathwayResult,
  type RunHooks,
  runAcceptance,
  type ServiceFile,
  type StaffingResult,
} from "@dosekit/simulator";
import { REPOSITORY_ROOT } from "../../committed-text.ts";

const SAW = { nb: "sett", en: "seen" };

/** A deviation that some part found. */
export function foundDeviation(over: Partial<FoundDeviation> = {}): FoundDeviation {
  return {
    ...{ id: "S1-medido", class: "A", openedDay: 20_880, source: "rule" },
    ...{ title: SAW, what: SAW, products: ["medido"], count: 1, timeline: [] },
    ...over,
  };
}

/** Every criterion of the asked stories, all of them held. */
export const rightCriteria: AcceptanceParts["criteria"] = ({ criteria, subjects }) =>
  Promise.resolve(
    subjects.flatMap(({ story, product }) =>
      criteria
        .filter((one) => one.story === story || one.story === "every")
        .flatMap((one) => one.criteria)
        .map(
          ({ checks, ...criterion }): CriterionRecord => ({
            ...criterion,
            ...{ story, product, outcome: "passed" },
            checks: checks.map(({ method, pass }) => ({
              ...{ method, pass, outcome: "passed", saw: SAW, timeline: [], decidedBy: "program" },
            })),
          }),
        ),
    ),
  );

/** A run of daily operation in which nothing went wrong, and nothing was counted. */
export function operationOf(service: ServiceFile, { seed, signal }: RunHooks): OperationResult {
  const days = service.approval.weeks * 7;
  return {
    run: {
      ...{ v: 1, command: "simulate", seed, elapsedMs: 17, partial: false, tzTable: "2026a" },
      ...{ devices: 12, days, checks: checkTotals([]) },
      totals: { due: 0, outcomes: {} as OperationResult["run"]["totals"]["outcomes"], alerts: {} },
      delivery: { sent: 0, received: 0, doubled: 0, lost: 0 },
    },
    ...{ partial: signal.aborted, startDate: service.approval.start, days },
    ...{ clockChanges: [], holidays: [], byProduct: [], byDay: [], measured: {} },
    measures: {
      ...{ alerts: 0, bySeverity: [], byHour: [], alertsPerOperatorHour: null },
      ...{ unattendedAlerts: 0, falseAlarms: 0, missedFoundLate: 0, devicesWithoutFollowUp: 0 },
      ...{ visits: 0, calls: 0 },
    },
    thresholds: (service.approval.thresholds ?? []).map((one) => ({ ...one, outcome: "passed" })),
    deviations: [],
  };
}

function incidentOf(incident: IncidentResult["incident"]): IncidentResult {
  return {
    ...{ incident, title: SAW, course: SAW, devices: 3, outcome: "passed", checks: [] },
    ...{ timeline: [], deviations: [], repeat: "dosekit accept run", partial: false },
  };
}

function pathwayOf({ story, product }: { story: string; product: string }): PathwayResult {
  return {
    ...{ story, product, outcome: "passed", steps: [], timeline: [], deviations: [] },
    ...{ repeat: "dosekit accept run", partial: false },
  };
}

const STAFFING: StaffingResult = {
  ...{ shifts: [], seeds: ["1"], tolerancePercent: 5, unreachable: [], partial: false },
};

/** Parts of a run in which everything holds, and what a test puts in their place. */
export function fakeParts(over: Partial<AcceptanceParts> = {}): AcceptanceParts {
  return {
    criteria: rightCriteria,
    operation: (service, hooks) => Promise.resolve(operationOf(service, hooks)),
    incident: (name) => Promise.resolve(incidentOf(name)),
    pathway: (_service, subject) => Promise.resolve(pathwayOf(subject)),
    staffing: () => Promise.resolve(STAFFING),
    benefits: () => undefined,
    ...{ hazards: () => [], notTested: () => [], assumptions: () => [], pathwayAsks: [] },
    ...over,
  };
}

/** The small municipality that ships, read with the files it names. */
export function smallService(over: Partial<ServiceFile> = {}): AcceptanceRequest {
  const folder = fileURLToPath(new URL("simulator/examples/acceptance", REPOSITORY_ROOT));
  const { service, file, criteria, protocols, manifest } = loadService(
    ...(["small-municipality.yaml", folder, []] as const),
  );
  return {
    ...{ service: { ...service, ...over }, file, criteria, protocols, manifest },
    ...{ versions: { dosekit: "0" }, date: "2026-11-22", repeat: "dosekit accept run f" },
    ...{ withStaffing: false, operations: 1 },
  };
}

/** Hooks that hear nothing and never end a run. */
export function quietHooks(over: Partial<RunHooks> = {}): Parameters<typeof runAcceptance>[2] {
  return {
    ...{ seed: "1", workers: 1, signal: new AbortController().signal },
    ...{ onProgress: () => undefined, onPart: () => undefined },
    ...over,
  };
}

/** Runs an acceptance test of the small municipality with these parts. */
export function fakeRun(
  over: Partial<AcceptanceParts> = {},
  request: Partial<AcceptanceRequest> = {},
  hooks: Partial<RunHooks> = {},
) {
  return runAcceptance({ ...smallService(), ...request }, fakeParts(over), quietHooks(hooks));
}
