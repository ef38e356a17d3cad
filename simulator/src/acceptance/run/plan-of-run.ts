import type { BothTexts } from "../criterion.ts";
import type { CriterionRecord } from "../result/criterion-record.ts";
import type { FoundDeviation } from "../result/deviation-record.ts";
import type { IncidentResult } from "../result/incident-result.ts";
import type { OperationResult } from "../result/operation-result.ts";
import type { PathwayResult } from "../result/pathway-result.ts";
import type { RunHooks } from "../result/run-hooks.ts";
import type { StaffingResult } from "../result/staffing-result.ts";
import { incidentsOf } from "../service-file.ts";
import type { ServiceFile } from "../service-schema.ts";
import type { AcceptanceParts } from "./acceptance-parts.ts";
import { INCIDENT_TITLES } from "./incident-titles.ts";
import type { PlannedPart } from "./run-plan.ts";
import { type AcceptanceRequest, PART_TITLES, RUN_PARTS, type RunPart } from "./run-request.ts";
import { incidentId, pathwayId } from "./verdict-basis.ts";

/** What each part takes beside a device-day of daily operation, roughly. */
const WEIGHT = { criteria: 6_000, incident: 1_500, pathway: 600, staffingShare: 0.5 } as const;

/** A run's parts as they come in; filled while the plan runs. */
export interface GatheredParts {
  readonly seed: string;
  criteria: readonly CriterionRecord[];
  operation?: OperationResult;
  /** Runs of daily operation with other seeds, for the range of the benefits. */
  readonly otherOperations: OperationResult[];
  readonly incidents: IncidentResult[];
  readonly pathways: PathwayResult[];
  staffing?: StaffingResult;
  events?: { readonly name: string; readonly sha256: string };
}

/**
 * Plans a run: daily operation first, as it takes longest and its files are looked at there, then
 * criteria, incidents, the pathway of each product, and the search for operators. Daily operation and
 * that search are the work of threads, the rest can be done beside them.
 */
export function planOfRun(
  request: AcceptanceRequest,
  parts: AcceptanceParts,
  gathered: GatheredParts,
): readonly PlannedPart[] {
  const { only = RUN_PARTS } = request;
  const has = (part: RunPart) => only.includes(part);
  return [
    ...(has("operation") ? operations(request, parts, gathered) : []),
    ...(has("criteria") ? [criteria(request, parts, gathered)] : []),
    ...(has("incidents") ? incidents(request, parts, gathered) : []),
    ...(has("pathway") ? pathways(request, parts, gathered) : []),
    ...(request.withStaffing && has("operation") ? [staffing(request, parts, gathered)] : []),
  ];
}

/** A part is run again by itself: the same file and seed give it the same. */
function ofPart(
  hooks: RunHooks,
  repeat: string,
  part: RunPart,
): RunHooks & { readonly repeat: string } {
  return { ...hooks, repeat: `${repeat} --only ${part}` };
}

/** The command that shows something again is the run's own, whatever a part knows of it. */
function repeated(deviations: readonly FoundDeviation[], { repeat }: { readonly repeat: string }) {
  return { repeat, deviations: deviations.map((one) => ({ ...one, repeat })) };
}

function deviceDays({ stories, approval }: ServiceFile): number {
  return stories.reduce((sum, { devices }) => sum + devices, 0) * approval.weeks * 7;
}

function operations(
  { service, operations: count, endEvents, repeat }: AcceptanceRequest,
  parts: AcceptanceParts,
  gathered: GatheredParts,
): readonly PlannedPart[] {
  const weight = deviceDays(service);
  const first: PlannedPart = {
    ...{ name: "operation", title: PART_TITLES.operation, weight, decides: "operation" },
    onThreads: true,
    run: async (hooks) => {
      gathered.operation = await parts.operation(service, ofPart(hooks, repeat, "operation"));
      const ended = await endEvents?.();
      if (ended !== undefined) gathered.events = ended;
    },
  };
  const others = Array.from({ length: count - 1 }, (_, at): PlannedPart => {
    const name = `operation-${at + 2}`;
    return {
      ...{ name, weight, onThreads: true },
      title: {
        nb: `${PART_TITLES.operation.nb}, frø ${at + 2}`,
        en: `daily operation, seed ${at + 2}`,
      },
      run: async ({ events: _events, ...hooks }) => {
        const own = ofPart(hooks, repeat, "operation");
        gathered.otherOperations.push(await parts.operation(service, own));
      },
    };
  });
  return [first, ...others];
}

function criteria(
  { service, criteria: asked, protocols, comparing = false, repeat }: AcceptanceRequest,
  parts: AcceptanceParts,
  gathered: GatheredParts,
): PlannedPart {
  const subjects = service.stories.map(({ story, product }) => ({ story, product }));
  return {
    ...{ name: "criteria", title: PART_TITLES.criteria, weight: WEIGHT.criteria },
    decides: "criteria",
    run: async ({ events: _events, ...hooks }) => {
      const ask = { criteria: asked, subjects, protocols, comparing };
      gathered.criteria = await parts.criteria(ask, ofPart(hooks, repeat, "criteria"));
    },
  };
}

function incidents(
  { service, repeat }: AcceptanceRequest,
  parts: AcceptanceParts,
  gathered: GatheredParts,
): readonly PlannedPart[] {
  return incidentsOf(service).map((name) => ({
    ...{ name: `incident-${name}`, title: INCIDENT_TITLES[name], weight: WEIGHT.incident },
    decides: incidentId(name),
    run: async ({ events: _events, ...hooks }) => {
      const own = ofPart(hooks, repeat, "incidents");
      const { deviations, ...made } = await parts.incident(name, service, own);
      gathered.incidents.push({ ...made, ...repeated(deviations, own) });
    },
  }));
}

function pathways(
  { service, protocols, repeat }: AcceptanceRequest,
  parts: AcceptanceParts,
  gathered: GatheredParts,
): readonly PlannedPart[] {
  return service.stories.map(({ story, product }) => ({
    ...{ name: `pathway-${story}-${product}`, weight: WEIGHT.pathway, decides: pathwayId(story) },
    title: pathwayTitle(product),
    run: async ({ events: _events, ...hooks }) => {
      const subject = { story, product, protocols };
      const own = ofPart(hooks, repeat, "pathway");
      const { deviations, ...made } = await parts.pathway(service, subject, own);
      gathered.pathways.push({ ...made, ...repeated(deviations, own) });
    },
  }));
}

/** What the pathway of a product is called. */
export function pathwayTitle(product: string): BothTexts {
  const { nb, en } = PART_TITLES.pathway;
  return { nb: `${nb}: ${product}`, en: `${en}: ${product}` };
}

function staffing(
  { service }: AcceptanceRequest,
  parts: AcceptanceParts,
  gathered: GatheredParts,
): PlannedPart {
  const { seeds = 10 } = service.staffing ?? {};
  const weight = Math.ceil(deviceDays(service) * seeds * WEIGHT.staffingShare);
  return {
    ...{ name: "staffing", title: PART_TITLES.staffing, weight, onThreads: true },
    run: async ({ events: _events, ...hooks }) => {
      gathered.staffing = await parts.staffing(service, hooks);
    },
  };
}
