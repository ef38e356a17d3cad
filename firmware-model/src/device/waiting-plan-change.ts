import type { DosePlan } from "@dosekit/protocols";
import type { MachineEvent } from "../machine/executor.ts";
import type { DoseWindow } from "../time/dose-window.ts";
import type { WaitingDose } from "./device-state.ts";
import { withhold } from "./dose-closing.ts";
import { armDoseTimers, forgetDoseTimers } from "./dose-timers.ts";
import { tellMechanism } from "./mechanism-link.ts";
import { noteOfferedAhead } from "./offered-ahead.ts";
import { isSameWindow, windowIn } from "./planned-window.ts";
import type { StepDraft } from "./step-draft.ts";

/**
 * Holds the known doses that wait to a new plan. One that the plan still has at the same time goes
 * on; one whose new time is still to come waits for it; one whose new time has come has its new
 * window from now on, open or over; one that the plan does not have is withheld.
 */
export function holdWaitingToPlan(draft: StepDraft, plan: DosePlan): void {
  for (const dose of draft.state.waiting) {
    const window = windowIn(draft.model, plan, dose);
    if (window !== undefined && staysKnown(draft, dose, window)) move(draft, dose, window);
    else {
      draft.state.waiting = draft.state.waiting.filter((one) => one !== dose);
      tellMechanism(draft, ...letGo(draft, dose, window));
    }
  }
}

/**
 * A dose that is due already by the new plan too does not come again by it; nor may any while the
 * clock is not trusted, as the new plan begins only when it is.
 */
function staysKnown({ state }: StepDraft, dose: WaitingDose, window: DoseWindow): boolean {
  const { trusted, highMs } = state.clock;
  return isSameWindow(window, dose) || !trusted || window.dueMs < highMs;
}

/** Where the new window is over by now, it closes as every window does that the clock has passed. */
function move(draft: StepDraft, dose: WaitingDose, window: DoseWindow): void {
  const { earlyMs, dueMs, lateMs, timeCritical } = window;
  const moved = { ...dose, earlyMs, dueMs, lateMs, timeCritical };
  draft.state.waiting = draft.state.waiting
    .map((one) => (one === dose ? moved : one))
    .sort((one, other) => one.dueMs - other.dueMs);
  forgetDoseTimers(draft, dose.doseId);
  armDoseTimers(draft, moved);
}

/** A dose that comes again by the new plan is only put back; one that it does not have is withheld. */
function letGo(
  draft: StepDraft,
  dose: WaitingDose,
  window: DoseWindow | undefined,
): readonly MachineEvent[] {
  forgetDoseTimers(draft, dose.doseId);
  if (window === undefined) return withhold(draft, dose, "plan-changed");
  if (dose.wasOffered === true) noteOfferedAhead(draft, window);
  return [];
}
