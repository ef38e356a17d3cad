import type { BootInput } from "@dosekit/protocols";
import type { MachineEvent } from "../machine/executor.ts";
import { clearAlert, raiseForPart } from "./alerts.ts";
import type { DeviceState, HeldDose, KnownDose } from "./device-state.ts";
import { closeDose, closeHeld, isClosed, noteRelease } from "./dose-closing.ts";
import { forgetDoseTimers } from "./dose-timers.ts";
import { tellMechanism } from "./mechanism-link.ts";
import type { StepDraft } from "./step-draft.ts";

/** What 1.5 names while nobody has loaded the mechanism since the storage forgot. */
const STORAGE = "storage";

/**
 * Takes the board's word that the storage forgot what it had confirmed (rule S7): every known dose
 * may have left, nobody knows, and none of them is offered again. What the mechanism holds is not
 * known either, so that nothing is offered until it is loaded anew.
 *
 * @see OMDP-EVT-019
 */
export function beginDoubt(draft: StepDraft, forgotten: BootInput["forgotten"]): void {
  if (forgotten === undefined) return;
  draft.state.doubt = { throughMs: undefined, isStockUnknown: true };
  raiseForPart(draft, "1.5", STORAGE);
  doubtHeld(draft);
  const { waiting, session } = draft.state;
  draft.state.waiting = [];
  if (session !== undefined) draft.state.session = { ...session, queue: [] };
  for (const dose of [...waiting, ...(session?.queue ?? [])]) {
    const isElsewhere = isClosed(draft.state, dose.doseId);
    if (!isElsewhere) tellMechanism(draft, ...closeInDoubt(draft, dose));
  }
}

/** Notes the instant up to which windows are in doubt, as soon as the clock can be trusted. */
export function dateDoubt(draft: StepDraft): void {
  const { doubt, clock } = draft.state;
  const { civilMs } = draft.now;
  if (doubt === undefined || doubt.throughMs !== undefined || !clock.trusted) return;
  draft.state.doubt = { ...doubt, throughMs: civilMs };
}

/** Tells whether a dose whose window just became known may have left before the storage forgot. */
export function isInDoubt({ doubt }: Pick<DeviceState, "doubt">, dose: KnownDose): boolean {
  return doubt?.throughMs !== undefined && dose.earlyMs <= doubt.throughMs;
}

/** Closes a dose that may have left, nobody knows when. */
export function closeInDoubt(draft: StepDraft, dose: KnownDose): readonly MachineEvent[] {
  noteRelease(draft);
  return closeDose(draft, dose, { outcome: "uncertain", evidence: "none" }).tell;
}

/** The mechanism was loaded: what it holds is known again. */
export function endStockDoubt(draft: StepDraft): void {
  const { doubt } = draft.state;
  if (doubt === undefined || !doubt.isStockUnknown) return;
  draft.state.doubt = { ...doubt, isStockUnknown: false };
  clearAlert(draft, "1.5", STORAGE);
}

/** The dose in the mechanism ends like one whose window closed. */
function doubtHeld(draft: StepDraft): void {
  const { held } = draft.state;
  if (held === undefined || held.closed !== undefined) return;
  const over: HeldDose = { ...held, over: true };
  draft.state.held = over;
  forgetDoseTimers(draft, held.doseId);
  const spent = closeHeld(draft, over, { outcome: "uncertain", evidence: "presented" });
  tellMechanism(draft, { type: "window.closed" }, ...spent);
}
