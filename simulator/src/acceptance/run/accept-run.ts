import type { BothTexts } from "../criterion.ts";
import type { AcceptanceResult, NotTested } from "../result/acceptance-result.ts";
import type { OperationResult } from "../result/operation-result.ts";
import type { RunHooks } from "../result/run-hooks.ts";
import type { ResultParts } from "../scope/result-parts.ts";
import { dutyWarnings } from "../scope/thin-duty.ts";
import { ruleOf, SERVICE_ZONE } from "../service-file.ts";
import type { AcceptanceParts } from "./acceptance-parts.ts";
import { withRegister } from "./deviation-register.ts";
import { foundInCriteria } from "./found-criteria.ts";
import { approvalPlan, courseOf, inLastAttempt } from "./lived-period.ts";
import { type GatheredParts, pathwayTitle, planOfRun } from "./plan-of-run.ts";
import { type OnPart, type PlannedPart, runPlan } from "./run-plan.ts";
import { type AcceptanceRequest, PART_TITLES, RUN_PARTS, type RunPart } from "./run-request.ts";
import { incidentId, pathwayId, verdictOf } from "./verdict-basis.ts";

/**
 * Runs an acceptance test whole, or the parts that were asked for, and reaches its verdict. A run
 * that is interrupted gives what it had, marked partial; it can approve nothing.
 *
 * The same request and seed give the same result, whatever the number of threads.
 */
export async function runAcceptance(
  asked: AcceptanceRequest,
  parts: AcceptanceParts,
  hooks: RunHooks & { readonly onPart: OnPart },
): Promise<AcceptanceResult> {
  const request = { ...asked, service: inLastAttempt(asked.service) };
  const gathered: GatheredParts = {
    ...{ criteria: [], incidents: [], pathways: [], otherOperations: [], seed: hooks.seed },
  };
  const plan = planOfRun(request, parts, gathered);
  const begun = await runPlan(plan, hooks, hooks.onPart);
  const unbegun = plan.filter(({ name }) => !begun.has(name));
  const interrupted = hooks.signal.aborted;
  return resultOf({ request, service: asked.service, parts, gathered, interrupted, unbegun });
}

interface Ran {
  readonly request: AcceptanceRequest;
  /** As the file has it, its approval period not yet begun again. */
  readonly service: AcceptanceRequest["service"];
  readonly parts: AcceptanceParts;
  readonly gathered: GatheredParts;
  readonly interrupted: boolean;
  /** Parts that the interruption kept from beginning. */
  readonly unbegun: readonly PlannedPart[];
}

function resultOf(ran: Ran): AcceptanceResult {
  const { request, service, parts, gathered, unbegun } = ran;
  const run = ranParts(ran);
  const { partial } = run;
  const { deviations, unmatched } = withRegister(foundBy(run, service), service);
  const approval = courseOf(service, deviations, run.operation);
  const rule = ruleOf(service);
  const leftOut = leftOutOf(request);
  const notRun = [
    ...(leftOut.includes("criteria") ? [NO_CRITERIA] : []),
    ...cutShort(run).map(restOf),
    ...unbegun.map(cutOff),
  ];
  const open = [
    ...leftOut,
    ...cutShort(run).flatMap(({ id }) => id ?? []),
    ...unbegun.flatMap(({ decides }) => decides ?? []),
  ];
  const warnings = dutyWarnings(service.response.shifts);
  const { events } = gathered;
  return {
    ...{ v: 1, versions: request.versions, date: request.date, file: request.file },
    ...{ municipality: service.municipality, language: service.language ?? "nb" },
    ...{ zone: SERVICE_ZONE, seed: gathered.seed, repeat: request.repeat, rule },
    finding: verdictOf({ parts: run, deviations, approval, partial, rule, leftOut: open }),
    ...{ approval, deviations, ...run },
    hazards: parts.hazards(run, service),
    notTested: [...parts.notTested(run, namesOf(unbegun)), ...notRun, ...unmatched],
    assumptions: parts.assumptions(run, service),
    ...(warnings.length === 0 ? {} : { warnings }),
    manifest: {
      ...request.manifest,
      ...(events === undefined ? {} : { [events.name]: events.sha256 }),
    },
  };
}

function namesOf(plan: readonly PlannedPart[]): readonly string[] {
  return plan.map(({ name }) => name);
}

/** What was gathered, with what follows from it; how long anything took is left out. */
function ranParts({ request: { service }, parts, gathered, interrupted }: Ran): ResultParts {
  const { criteria, incidents, pathways, otherOperations, operation, staffing } = gathered;
  const all = operation === undefined ? [] : [operation, ...otherOperations];
  const isWhole = all.length > 0 && all.every(({ partial }) => !partial);
  const benefits = isWhole ? parts.benefits(service, all) : undefined;
  const ended = [operation, staffing, ...otherOperations, ...incidents, ...pathways];
  return {
    ...{ criteria, incidents, pathways },
    partial: interrupted || ended.some((part) => part?.partial === true),
    ...(operation === undefined ? {} : { operation: timeless(operation) }),
    ...(staffing === undefined ? {} : { staffing }),
    ...(benefits === undefined ? {} : { benefits }),
  };
}

/** How long a run took differs each time, so that it has no place in a result. */
function timeless(operation: OperationResult): OperationResult {
  return { ...operation, run: { ...operation.run, elapsedMs: 0 } };
}

function foundBy(
  { criteria, operation, incidents, pathways }: ResultParts,
  service: Ran["service"],
) {
  return [
    ...foundInCriteria(criteria, approvalPlan(service).startDay - 1),
    ...(operation?.deviations ?? []),
    ...incidents.flatMap(({ deviations }) => deviations),
    ...pathways.flatMap(({ deviations }) => deviations),
  ];
}

function leftOutOf({ only = RUN_PARTS }: AcceptanceRequest): readonly RunPart[] {
  return RUN_PARTS.filter((part) => !only.includes(part));
}

/** What else a run may leave out is told where the parts of a result are looked through. */
const NO_CRITERIA: NotTested = {
  what: partNamed(PART_TITLES.criteria),
  why: { nb: "Den ble valgt bort for denne kjøringen.", en: "It was left out of this run." },
};

interface CutShort {
  /** As the verdict names it; absent where no verdict waits for it. */
  readonly id?: string;
  readonly title: BothTexts;
}

/** Parts that were begun, and that the interruption kept from their end. */
function cutShort({ operation, incidents, pathways, staffing }: ResultParts): readonly CutShort[] {
  return [
    ...(operation?.partial === true ? [{ id: "operation", title: PART_TITLES.operation }] : []),
    ...incidents
      .filter(({ partial }) => partial)
      .map(({ incident, title }) => ({ id: incidentId(incident), title })),
    ...pathways
      .filter(({ partial }) => partial)
      .map(({ story, product }) => ({ id: pathwayId(story), title: pathwayTitle(product) })),
    ...(staffing?.partial === true ? [{ title: PART_TITLES.staffing }] : []),
  ];
}

function restOf({ title }: CutShort): NotTested {
  const why = { nb: "Kjøringen ble avbrutt i den.", en: "The run was interrupted in it." };
  return { what: partNamed(title), why };
}

function cutOff({ title }: PlannedPart): NotTested {
  const why = { nb: "Kjøringen ble avbrutt før den.", en: "The run was interrupted before it." };
  return { what: partNamed(title), why };
}

function partNamed({ nb, en }: BothTexts): BothTexts {
  return { nb: `Delen «${nb}»`, en: `The part “${en}”` };
}
