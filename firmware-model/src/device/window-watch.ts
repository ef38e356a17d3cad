import type { PreventionReason } from "@dosekit/protocols";
import type { MachineEvent } from "../machine/executor.ts";
import type { DoseWindow } from "../time/dose-window.ts";
import { nextWindow } from "../time/plan-windows.ts";
import { endAskedRelease } from "./asked-releases.ts";
import type { HeldDose, WaitingDose } from "./device-state.ts";
import { closeHeld, closeUnoffered, isClosed, withhold } from "./dose-closing.ts";
import { armDoseTimers, forgetDoseTimers } from "./dose-timers.ts";
import { tellMechanism } from "./mechanism-link.ts";
import { wasOfferedAhead } from "./offered-ahead.ts";
import { mayDispense, offersByItself } from "./service-pathway.ts";
import { copyOfHeld, copyOfSchedule } from "./state-copies.ts";
import { arm, disarm, type StepDraft } from "./step-draft.ts";
import { closeAheadInDoubt, closeInDoubt, dateDoubt, isInDoubt } from "./storage-doubt.ts";

/** Windows that one step opens at the most; the rest is taken up by a timer that is due at once. */
const WINDOWS_PER_STEP = 16;

const NEXT_WINDOW = "plan/next";

/**
 * Closes every window whose late limit the device clock has reached. It runs before the input is
 * looked at, so that at the late limit itself the close wins (rule S2).
 */
export function closeOverdue(draft: StepDraft): void {
  endHeldWindow(draft);
  if (!keepsTime(draft)) return;
  const { civilMs = 0 } = draft.now;
  for (const dose of draft.state.waiting) {
    if (dose.lateMs > civilMs) continue;
    draft.state.waiting = draft.state.waiting.filter((one) => one !== dose);
    tellMechanism(draft, ...closeUnoffered(draft, dose));
  }
  if (draft.state.service.mode === "ended") withholdAll(draft);
}

/** After the end of service no dose waits, and none will be known. */
function withholdAll(draft: StepDraft): void {
  const { waiting, schedule } = draft.state;
  draft.state.waiting = [];
  draft.state.schedule = { ...schedule, plan: undefined, knownFromMs: undefined, next: undefined };
  for (const dose of waiting) tellMechanism(draft, ...withhold(draft, dose, "service-ended"));
}

/** Opens the windows that the clock has reached, a bounded number in one step. */
export function openWindows(draft: StepDraft): void {
  if (!keepsTime(draft)) return;
  dateDoubt(draft);
  beginPlan(draft);
  const { civilMs = 0 } = draft.now;
  for (let opened = 0; opened < WINDOWS_PER_STEP; opened += 1) {
    const { next } = draft.state.schedule;
    if (next === undefined || next.earlyMs > civilMs) break;
    openWindow(draft, next);
    moveOn(draft, next.dueMs);
  }
  const { next } = draft.state.schedule;
  if (next === undefined || next.earlyMs > civilMs) closeAheadInDoubt(draft);
  if (next === undefined) disarm(draft, NEXT_WINDOW);
  else arm(draft, NEXT_WINDOW, "civil", Math.max(next.earlyMs, civilMs));
}

/** Notes why windows up to now could not be offered. */
export function noteGap(draft: StepDraft, reason: PreventionReason): void {
  const { civilMs } = draft.now;
  if (civilMs === undefined) return;
  const schedule = copyOfSchedule(draft.state.schedule);
  schedule.gap = { reason, throughMs: civilMs };
  draft.state.schedule = schedule;
}

/** Looks for the first dose of the plan that is due after an instant. */
function moveOn(draft: StepDraft, afterDueMs: number): void {
  const schedule = copyOfSchedule(draft.state.schedule);
  const { plan } = schedule;
  const table = plan && draft.model.zoneTableOf(plan.zone);
  schedule.next = plan && table ? nextWindow(plan, table, afterDueMs) : undefined;
  draft.state.schedule = schedule;
}

/** Doses without a trusted clock or a working journal neither begin nor end; they wait. */
function keepsTime({ state }: StepDraft): boolean {
  return state.clock.trusted && !state.journal.failing;
}

/**
 * Finds out which doses of a new plan are known: those due at or after the moment at which it was
 * accepted or, if the clock could not be trusted then, at which it first could. Time that the
 * device has already lived through does not count again.
 */
function beginPlan(draft: StepDraft): void {
  const { schedule, clock } = draft.state;
  if (schedule.plan === undefined || schedule.knownFromMs !== undefined) return;
  draft.state.schedule = { ...schedule, knownFromMs: clock.highMs };
  moveOn(draft, clock.highMs - 1);
}

/** A dose that is already known, or has its outcome, is not known a second time (rule S1). */
function openWindow(draft: StepDraft, window: DoseWindow): void {
  const { doseId, earlyMs, dueMs, lateMs, timeCritical } = window;
  const { waiting, held } = draft.state;
  const wasOffered = wasOfferedAhead(draft.state, doseId);
  const known: WaitingDose = { doseId, earlyMs, dueMs, lateMs, timeCritical };
  const dose = wasOffered ? { ...known, wasOffered } : known;
  const isKnown = held?.doseId === doseId || waiting.some((one) => one.doseId === doseId);
  if (isKnown || isClosed(draft.state, doseId)) return;
  if (isInDoubt(draft.state, dose)) {
    tellMechanism(draft, ...closeInDoubt(draft, dose));
    return;
  }
  if (lateMs <= (draft.now.civilMs ?? 0)) {
    tellMechanism(draft, ...closeUnoffered(draft, dose));
    return;
  }
  draft.state.waiting =
    waiting.length === 0 ? [dose] : [...waiting, dose].sort((a, b) => a.dueMs - b.dueMs);
  armDoseTimers(draft, dose);
}

/**
 * Ends the window of the dose in the mechanism: at the late limit, before the early limit when the
 * clock was set back, without a clock, and, before the dose has left, when the service stops or the
 * clock loses its trust (rule S9). A dose that somebody asked for has no window; what they asked for
 * ends with the trust, and with the service. At the late limit it gets its outcome, unless the
 * mechanism is in the middle of an offer and has to say first what came of it; a clock without trust
 * says of no dose that is still inside that it is late.
 */
function endHeldWindow(draft: StepDraft): void {
  const { held, clock } = draft.state;
  if (held === undefined || held.over || held.closed !== undefined) return;
  const isOut = held.phase === "released";
  if (held.asked !== undefined) {
    if (!isOut && !(clock.trusted && mayDispense(draft.state))) endAskedRelease(draft);
    return;
  }
  const { civilMs } = draft.now;
  const isLate = civilMs !== undefined && civilMs >= held.lateMs && (isOut || clock.trusted);
  const goesOn = isOut || (clock.trusted && offersByItself(draft.state));
  const isOpen = civilMs !== undefined && !isLate && civilMs >= held.earlyMs && goesOn;
  if (isOpen) return;
  const over = copyOfHeld(held);
  over.over = true;
  draft.state.held = over;
  forgetDoseTimers(draft, held.doseId);
  const spent = isLate ? closeAtLate(draft, over) : [];
  tellMechanism(draft, { type: "window.closed" }, ...spent);
}

function closeAtLate(draft: StepDraft, held: HeldDose): readonly MachineEvent[] {
  switch (held.phase) {
    case "offering":
      return [];
    case "released":
      return closeHeld(draft, held, { outcome: "released-not-retrieved", evidence: "presented" });
    case "offered":
      return closeHeld(
        draft,
        held,
        held.unwatched
          ? { outcome: "uncertain", evidence: "presented" }
          : { outcome: "missed", evidence: "presented" },
      );
  }
}
