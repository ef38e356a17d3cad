import type { DeviceState, KnownDose } from "./device-state.ts";
import { stillRemembered } from "./dose-closing.ts";
import type { StepDraft } from "./step-draft.ts";

/**
 * Notes that a dose was within reach and waits no more because its window is still to come: if it is
 * not offered in it, it was missed all the same.
 */
export function noteOfferedAhead({ state }: StepDraft, { doseId, dueMs }: KnownDose): void {
  if (wasOfferedAhead(state, doseId)) return;
  state.offeredAhead = [...stillRemembered(state.offeredAhead, state), { doseId, dueMs }];
}

/** Tells whether a dose was within reach before it was known, or before a plan put it off. */
export function wasOfferedAhead({ offeredAhead }: DeviceState, doseId: string): boolean {
  return offeredAhead.some((one) => one.doseId === doseId);
}
