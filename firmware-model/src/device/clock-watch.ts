import { type DeviceTime, MINUTE_MS } from "@dosekit/protocols";
import { clearAlert, followCondition, raiseForPart } from "./alerts.ts";
import type { DeviceModel } from "./device-model.ts";
import { armDoseTimers } from "./dose-timers.ts";
import { dateRelease, shiftRelease } from "./minimum-spacing.ts";
import { arm, disarm, pending, type StepDraft, write } from "./step-draft.ts";
import { noteGap } from "./window-watch.ts";

/** A clock that is set by more than this has stepped; by less it was merely corrected. */
const CLOCK_STEP_MS = MINUTE_MS;

const CAUGHT_UP = "clock/caught-up";
/** Timer at whose end a device has run without a plan for so long that somebody has to know. */
export const NO_PLAN = "plan/none";
const PLAN = "plan";

/** Tells whether the civil clock is set and surely right within what the profile allows (S9). */
function isTrusted(model: DeviceModel, now: DeviceTime): boolean {
  return (
    now.civilMs !== undefined && now.clock !== "unset" && now.clockErrorMs <= model.clockErrorMaxMs
  );
}

/**
 * Takes note of the clock at the start of a step. When trust comes back, the windows that passed
 * meanwhile have the clock for a reason.
 */
export function watchClock(draft: StepDraft): void {
  const { state, now, model } = draft;
  const trusted = isTrusted(model, now);
  const cameBack = trusted && !state.clock.trusted;
  const highMs = trusted ? Math.max(state.clock.highMs, now.civilMs ?? 0) : state.clock.highMs;
  state.clock = {
    trusted,
    highMs,
    lastUptimeMs: now.uptimeMs,
    lastCivilMs: now.civilMs,
  };
  if (cameBack) noteGap(draft, "clock-untrusted");
  dateRelease(draft);
}

/**
 * Raises and clears what has to be known about the clock: none that is trusted to follow the plan
 * by (1.5), or one that was set back into a time that the device has lived through, in which no new
 * dose begins (1.5).
 */
export function alertAboutTime(draft: StepDraft): void {
  const { state, now, model } = draft;
  const { trusted, highMs } = state.clock;
  const hasPlan = state.schedule.plan !== undefined;
  const caughtUpMs = highMs - model.clockErrorMaxMs;
  const isBehind = trusted && (now.civilMs ?? 0) < caughtUpMs;
  if (isBehind) arm(draft, CAUGHT_UP, "civil", caughtUpMs);
  else disarm(draft, CAUGHT_UP);
  followCondition(draft, "1.5", "clock", hasPlan && !trusted);
  followCondition(draft, "1.5", "clock-set-back", hasPlan && isBehind);
}

/**
 * Sees to it that 1.14 is raised when the device has run for a while without a plan, or with one
 * after which nothing comes, and cleared when doses are planned again.
 */
export function alertAboutPlan(draft: StepDraft): void {
  if (!lacksPlan(draft)) {
    disarm(draft, NO_PLAN);
    clearAlert(draft, "1.14", PLAN);
    return;
  }
  const { alerts } = draft.state;
  const isTold = alerts.some(({ code }) => code === "1.14");
  if (isTold || pending(draft, NO_PLAN) !== undefined) return;
  const graceMs = draft.model.service.noPlanAlertMin.value * MINUTE_MS;
  arm(draft, NO_PLAN, "uptime", draft.now.uptimeMs + graceMs);
}

/** Raises 1.14: the grace is over. */
export function tellNoPlan(draft: StepDraft): void {
  if (lacksPlan(draft)) raiseForPart(draft, "1.14", PLAN);
}

/** A plan that has not begun, for want of a clock, may still have doses. */
function lacksPlan({ state }: StepDraft): boolean {
  const { schedule, waiting, held, service } = state;
  if (service.mode === "ended") return false;
  if (schedule.plan === undefined) return true;
  const hasBegun = schedule.knownFromMs !== undefined;
  return hasBegun && schedule.next === undefined && waiting.length === 0 && held === undefined;
}

/**
 * Takes note that a trusted clock was set forward: windows that it passed over have the jump for a
 * reason.
 */
export function noteJump(draft: StepDraft, previousCivilMs: number | undefined): void {
  const { now, before } = draft;
  if (previousCivilMs === undefined || now.civilMs === undefined) return;
  const isForward = now.civilMs - previousCivilMs > CLOCK_STEP_MS;
  if (isForward && before.clock.trusted) noteGap(draft, "clock-jumped");
}

/**
 * Takes note that the civil clock was set: windows are looked at again by the new clock, and what
 * was measured by the old one is moved along.
 */
export function takeClockSet(draft: StepDraft, previousCivilMs: number | undefined): void {
  const { state, now } = draft;
  const { civilMs } = now;
  if (civilMs === undefined) return;
  const deltaMs = previousCivilMs === undefined ? undefined : civilMs - previousCivilMs;
  if (deltaMs === undefined || Math.abs(deltaMs) <= CLOCK_STEP_MS) write(draft, "clock.synced");
  else write(draft, "clock.stepped", { detail: `by ${deltaMs} ms` });
  if (deltaMs !== undefined) shiftRelease(draft, deltaMs);
  for (const dose of state.waiting) armDoseTimers(draft, dose);
  if (state.held !== undefined && !state.held.over && state.held.closed === undefined) {
    armDoseTimers(draft, state.held);
  }
}
