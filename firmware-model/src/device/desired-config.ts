import type { DesiredConfig, DosePlan, ReportedConfig } from "@dosekit/protocols";
import { escalationProblem } from "../escalation/escalation-check.ts";
import { planLimitsOf } from "../profile/plan-limits.ts";
import { checkPlan } from "../time/plan-check.ts";
import type { PlanProblem } from "../time/plan-problem.ts";
import { isAhead } from "./ahead-of-time.ts";
import { fitClimbs } from "./alert-ladders.ts";
import { isClosed } from "./dose-closing.ts";
import { holdToPlan } from "./held-plan-change.ts";
import { tellIfHeard, tellMechanism } from "./mechanism-link.ts";
import { comparePlans } from "./plan-change.ts";
import { remindingProblem, withRepeat } from "./reminding.ts";
import { noteConfigured } from "./service-pathway.ts";
import { type StepDraft, write } from "./step-draft.ts";
import { showAgain } from "./user-display.ts";
import { holdWaitingToPlan } from "./waiting-plan-change.ts";

/** What is wrong with a configuration, as it is told. */
type Refused = Pick<PlanProblem, "field" | "found" | "allowed" | "date">;

/** Bytes that a detail may have on the wire. */
const DETAIL_MAX = 120;

/**
 * Takes a desired configuration: follows it whole, or refuses it whole with field, found and
 * allowed. An older version is answered with what is followed now; the same version again changes
 * nothing, accepted or refused.
 *
 * @see OMDP-CFG-001, OMDP-CFG-002
 */
export function takeConfig(draft: StepDraft, config: DesiredConfig): void {
  const { version, refused } = draft.state.config;
  const newest = Math.max(version, draft.state.configAhead?.version ?? 0);
  if (config.version > newest && config.version !== refused?.version) admit(draft, config);
  draft.reported = reportedConfig(draft);
}

/**
 * Follows the configuration that was kept, once its earliest instant has come.
 *
 * @returns whether it did, or refused it
 */
export function takeDueConfig(draft: StepDraft): boolean {
  const { configAhead, journal } = draft.state;
  const { civilMs } = draft.now;
  if (configAhead === undefined || journal.failing) return false;
  if (isAhead(configAhead.notBeforeMs, civilMs)) return false;
  admit(draft, configAhead);
  draft.reported = reportedConfig(draft);
  return true;
}

/** Says which configuration the device follows, and what became of the last one. */
export function reportedConfig({ state }: StepDraft): ReportedConfig {
  const { version, refused } = state.config;
  const waitingVersion = state.configAhead?.version;
  const followed = {
    version,
    planRevision: state.schedule.plan?.revision ?? 0,
    ...(waitingVersion === undefined ? {} : { waitingVersion }),
  };
  if (refused === undefined) return { ...followed, result: "applied" };
  const { version: refusedVersion, detail } = refused;
  return { ...followed, result: "refused", refusedVersion, detail };
}

/** Follows a configuration, keeps it until its earliest instant, or refuses it. */
function admit(draft: StepDraft, config: DesiredConfig): void {
  const { plan, version, notBeforeMs, escalation, reminding } = config;
  const problem =
    serviceProblem(draft) ??
    (plan && problemOf(draft, plan)) ??
    (escalation && escalationProblem(escalation, draft.model.profile)) ??
    (reminding && remindingProblem(reminding, draft.model.profile));
  draft.state.configAhead = undefined;
  if (problem !== undefined) {
    const detail = detailOf(problem);
    draft.state.config = { ...draft.state.config, refused: { version, detail } };
    write(draft, "plan.refused", { detail });
  } else if (isAhead(notBeforeMs, draft.now.civilMs)) {
    draft.state.configAhead = config;
    write(draft, "wish.kept", { count: version });
  } else follow(draft, config);
}

function follow(draft: StepDraft, config: DesiredConfig): void {
  const { plan, version, lowStockDoses, escalation, reminding } = config;
  draft.state.config = { version, refused: undefined };
  write(draft, "config.applied", { count: version });
  if (escalation !== undefined) {
    draft.state.escalation = escalation;
    fitClimbs(draft);
  }
  if (reminding !== undefined) {
    draft.state.reminding = reminding;
    draft.state.machine = withRepeat(draft.model, draft.state);
  }
  if (lowStockDoses !== undefined) {
    tellMechanism(draft, { type: "stock.limit-set", doses: lowStockDoses });
  }
  if (plan !== undefined) {
    if (lowStockDoses === undefined) followSupply(draft, plan);
    followPlan(draft, plan);
  }
  if (reminding !== undefined) showAgain(draft);
}

/** A product that counts its low stock in days gets the doses of so many days under the plan. */
function followSupply(draft: StepDraft, { entries }: DosePlan): void {
  const { lowStockDays, capacity } = draft.model.profile;
  if (lowStockDays === undefined) return;
  const perDay = entries.map(
    ({ everyDays, weekdays }) => (weekdays?.length ?? 7) / (7 * everyDays),
  );
  const wanted = Math.ceil(lowStockDays.value * perDay.reduce((sum, doses) => sum + doses, 0));
  const doses = Math.min(Math.max(1, wanted), capacity.value - 1);
  tellMechanism(draft, { type: "stock.limit-set", doses });
}

/** After the end of service nothing new begins before the reset. */
function serviceProblem({ state }: StepDraft): Refused | undefined {
  const { mode } = state.service;
  if (mode !== "ended") return undefined;
  return { field: "mode", found: mode, allowed: "a device in service, or one that was reset" };
}

function problemOf({ model }: StepDraft, plan: DosePlan): PlanProblem | undefined {
  return checkPlan(plan, model.zoneTableOf(plan.zone), planLimitsOf(model.profile))[0];
}

/**
 * Follows a new plan from now on, also for the dose in the mechanism as long as it has not been
 * released. Doses that were planned and not yet known are forgotten with the old plan.
 */
function followPlan(draft: StepDraft, plan: DosePlan): void {
  write(draft, "plan.accepted", { count: plan.revision, detail: plan.planId });
  holdToPlan(draft, plan);
  holdWaitingToPlan(draft, plan);
  const { session } = draft.state;
  if (session !== undefined) draft.state.session = { ...session, queue: [] };
  tellChange(draft, plan);
  const { gap } = draft.state.schedule;
  draft.state.schedule = { plan, knownFromMs: undefined, next: undefined, gap };
  noteConfigured(draft);
}

/** A roll was packed for the plan of its day: whether another one still asks for it is told. */
function tellChange(draft: StepDraft, plan: DosePlan): void {
  const { state, model } = draft;
  const { schedule, clock, machine, waiting, held } = state;
  if (schedule.plan === undefined) return;
  const open = [...waiting, ...(held === undefined ? [] : [held])].map(({ dueMs }) => dueMs);
  const difference = comparePlans(schedule.plan, plan, {
    fromMs: Math.min(clock.highMs, ...open),
    count: model.mechanism.stock(machine.context),
    isOver: (doseId) => isClosed(state, doseId),
    zoneTableOf: model.zoneTableOf,
  });
  tellIfHeard(draft, { type: "plan.changed", ...difference });
}

/** The detail is plain ASCII cut to what the wire holds, so that bytes and characters agree. */
function detailOf({ field, found, allowed, date }: Refused): string {
  const when = date === undefined ? "" : ` on ${date}`;
  const text = `${field}: found ${found}${when}, allowed ${allowed}`;
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, DETAIL_MAX);
}
