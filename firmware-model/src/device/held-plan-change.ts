import type { DosePlan } from "@dosekit/protocols";
import type { MachineEvent } from "../machine/executor.ts";
import type { DoseWindow } from "../time/dose-window.ts";
import type { HeldDose } from "./device-state.ts";
import { closeHeld } from "./dose-closing.ts";
import { armDoseTimers, forgetDoseTimers } from "./dose-timers.ts";
import { tellMechanism } from "./mechanism-link.ts";
import { isSameWindow, windowIn } from "./planned-window.ts";
import type { StepDraft } from "./step-draft.ts";

/**
 * Holds the dose in the mechanism to a new plan. One that was released stays under the plan that it
 * was released under; one that the new plan does not have is withdrawn at once; one whose window
 * moved has its new window from now on.
 */
export function holdToPlan(draft: StepDraft, plan: DosePlan): void {
  const { held } = draft.state;
  if (held === undefined || held.closed !== undefined || held.phase === "released") return;
  const window = windowIn(draft.model, plan, held);
  if (window === undefined) withdraw(draft, held);
  else if (!isSameWindow(window, held) || window.timeCritical !== held.timeCritical) {
    move(draft, held, window);
  }
}

/** In the middle of an offer the mechanism says first what came of it. */
function withdraw(draft: StepDraft, held: HeldDose): void {
  const over: HeldDose = { ...held, over: true };
  draft.state.held = over;
  forgetDoseTimers(draft, held.doseId);
  const closing: readonly MachineEvent[] = held.over ? [] : [{ type: "window.closed" }];
  tellMechanism(
    draft,
    ...closing,
    ...(held.phase === "offered" ? closeWithdrawn(draft, over) : []),
  );
}

function closeWithdrawn(draft: StepDraft, held: HeldDose): readonly MachineEvent[] {
  return closeHeld(
    draft,
    held,
    held.unwatched
      ? { outcome: "uncertain", evidence: "presented" }
      : { outcome: "withheld", evidence: "presented", reason: "plan-changed" },
  );
}

/**
 * The old window would leave a dose within reach at a time at which no plan has it (rule S2); to
 * withdraw it would lose a dose that both plans have. So it stays while the new window is open,
 * goes back and waits while that is still to come, and ends where that is over, as every window does
 * that the clock has not reached or has passed.
 */
function move(draft: StepDraft, held: HeldDose, window: DoseWindow): void {
  const { earlyMs, dueMs, lateMs, timeCritical } = window;
  const moved: HeldDose = { ...held, earlyMs, dueMs, lateMs, timeCritical };
  forgetDoseTimers(draft, held.doseId);
  draft.state.held = moved;
  if (held.asked === undefined && !held.over) armDoseTimers(draft, moved);
}
