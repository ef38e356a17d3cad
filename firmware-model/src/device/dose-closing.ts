import type { ActorRole, Evidence, Instant, Outcome, PreventionReason } from "@dosekit/protocols";
import { DAY_MS } from "@dosekit/protocols";
import type { MachineEvent } from "../machine/executor.ts";
import { clearAlert, raiseForDose } from "./alerts.ts";
import type { ClosedDose, DeviceState, HeldDose, KnownDose, WaitingDose } from "./device-state.ts";
import { forgetDoseTimers } from "./dose-timers.ts";
import { noteRelease } from "./minimum-spacing.ts";
import { withheldBy } from "./service-pathway.ts";
import { copyOfHeld } from "./state-copies.ts";
import { type RecordFields, type StepDraft, write } from "./step-draft.ts";

/**
 * How long a dose with an outcome is remembered after it was due. A plan can move a dose by less
 * than a day within its local date and by 25 hours with another zone; the rest is margin.
 */
const CLOSED_KEPT_MS = 4 * DAY_MS;

/** How a dose ends, and what that rests on. */
export interface Ending {
  readonly outcome: Outcome;
  readonly evidence: Evidence;
  readonly reason?: PreventionReason;
  /** Who asked for the release. */
  readonly actor?: ActorRole;
}

/**
 * Writes the one outcome of a dose, raises the alert that goes with it, and remembers the dose so
 * that no later plan brings it back (rules S1 and S3).
 *
 * @returns what the mechanism is to be told
 */
export function closeDose(
  draft: StepDraft,
  dose: KnownDose,
  ending: Ending,
): { readonly seq: number; readonly tell: readonly MachineEvent[] } {
  const { doseId, dueMs } = dose;
  const { outcome, evidence } = ending;
  const isPlain = ending.reason === undefined && ending.actor === undefined;
  const fields: RecordFields = isPlain
    ? { doseId, dueMs: dueMs as Instant, outcome, evidence }
    : { ...namesOf(dose), ...ending };
  const seq = write(draft, "dose.closed", fields);
  draft.state.closed = [...stillRemembered(draft.state.closed, draft.state), { doseId, dueMs }];
  forgetDoseTimers(draft, doseId);
  clearAlert(draft, "1.10", doseId);
  alertFor(draft, dose, ending);
  return { seq, tell: [{ type: "dose.spent", paused: ending.reason === "paused" }] };
}

/** Closes the dose in the mechanism; it stays there until it is known to be locked away. */
export function closeHeld(
  draft: StepDraft,
  held: HeldDose,
  ending: Ending,
): readonly MachineEvent[] {
  const asked = askedEnding(draft, held, ending);
  const { seq, tell } = closeDose(draft, held, asked);
  const closed = copyOfHeld(held);
  closed.closed = { seq, outcome: asked.outcome };
  draft.state.held = closed;
  if (ending.outcome === "uncertain") noteRelease(draft);
  if (mayLieOutside(asked)) draft.state.uncollected = { ...held, seq, outcome: asked.outcome };
  return tell;
}

/** It left the locked part, or may have, and nobody saw it taken out. */
function mayLieOutside({ outcome, evidence }: Ending): boolean {
  if (outcome === "released-ahead") return evidence !== "retrieved";
  return outcome === "released-not-retrieved" || outcome === "uncertain";
}

/** A dose that left because somebody asked for it says who; ahead of its window it says that too. */
function askedEnding({ now }: StepDraft, held: HeldDose, ending: Ending): Ending {
  const { asked } = held;
  const isOut = ending.outcome === "retrieved" || ending.outcome === "released-not-retrieved";
  if (asked === undefined || !isOut) return ending;
  const { actor } = asked;
  const isAhead = asked.kind === "travel" || (now.civilMs ?? held.earlyMs) < held.earlyMs;
  return { ...ending, actor, ...(isAhead ? { outcome: "released-ahead" } : {}) };
}

/**
 * Closes a dose that is not in the mechanism and whose window is over: withheld when the service
 * stood still at its end, missed when it was within reach at some instant, prevented otherwise.
 */
export function closeUnoffered(draft: StepDraft, dose: WaitingDose): readonly MachineEvent[] {
  const stop = withheldBy(draft.state, dose);
  if (stop !== undefined) return withhold(draft, dose, stop);
  const reason = reasonFor(draft.state, dose);
  return closeDose(
    draft,
    dose,
    dose.wasOffered === true
      ? { outcome: "missed", evidence: "presented" }
      : { outcome: "prevented", evidence: "none", reason },
  ).tell;
}

/** Takes a dose out of the day. */
export function withhold(
  draft: StepDraft,
  dose: WaitingDose,
  reason: PreventionReason,
): readonly MachineEvent[] {
  const evidence = dose.wasOffered === true ? "presented" : "none";
  return closeDose(draft, dose, { outcome: "withheld", evidence, reason }).tell;
}

/** Fields by which a record names a dose. */
export function namesOf({ doseId, dueMs }: KnownDose): RecordFields {
  return { doseId, dueMs: dueMs as Instant };
}

/** Tells whether a dose has its outcome, as far back as a plan could name it again. */
export function isClosed(state: DeviceState, doseId: string): boolean {
  return state.closed.some((one) => one.doseId === doseId);
}

/**
 * Doses of a list that a plan could name again. A clock that was set far ahead is not the measure
 * for doses whose windows the device has still to come to.
 */
export function stillRemembered(
  doses: readonly ClosedDose[],
  { clock, schedule }: DeviceState,
): readonly ClosedDose[] {
  const reachedMs = Math.min(clock.highMs, schedule.next?.dueMs ?? clock.highMs);
  return doses.filter(({ dueMs }) => dueMs >= reachedMs - CLOSED_KEPT_MS);
}

/** The device's own absence goes before what stood in the way while it was there. */
function reasonFor({ schedule, service }: DeviceState, dose: WaitingDose): PreventionReason {
  const { gap } = schedule;
  if (gap !== undefined && dose.lateMs <= gap.throughMs) return gap.reason;
  return dose.blockedBy ?? (service.assisted ? "awaiting-staff" : "device-fault");
}

/** A dose that the user did not get is told under its own alert, whatever kept it back. */
function alertFor(draft: StepDraft, dose: KnownDose, ending: Ending): void {
  const { outcome, reason, evidence } = ending;
  switch (outcome) {
    case "missed":
      if (dose.told !== true) raiseForDose(draft, "1.1", dose);
      break;
    case "prevented":
      if (reason === "out-of-medicine") raiseForDose(draft, "1.2", dose);
      else if (dose.told !== true) raiseForDose(draft, "1.1", dose);
      break;
    case "uncertain":
    case "released-not-retrieved":
      raiseForDose(draft, "1.3", dose);
      break;
    case "released-ahead":
      if (evidence !== "retrieved") raiseForDose(draft, "1.3", dose);
      break;
    case "retrieved":
    case "withheld":
      break;
  }
}
