import type { BootInput } from "@dosekit/protocols";
import type { MachineEvent } from "../machine/executor.ts";
import type { DoseWindow } from "../time/dose-window.ts";
import { nextWindow } from "../time/plan-windows.ts";
import { clearAlert, raiseForPart } from "./alerts.ts";
import type { DeviceState, HeldDose, KnownDose } from "./device-state.ts";
import { closeDose, closeHeld, isClosed } from "./dose-closing.ts";
import { forgetDoseTimers } from "./dose-timers.ts";
import { tellMechanism } from "./mechanism-link.ts";
import { noteRelease } from "./minimum-spacing.ts";
import type { StepDraft } from "./step-draft.ts";

/** What 1.5 names while nobody has loaded the mechanism since the storage forgot. */
const STORAGE = "storage";

/**
 * Records that a dose writes at the least as it leaves: that it is about to, that it did or that
 * nobody knows, and its outcome.
 */
const RECORDS_PER_DOSE = 3;

/**
 * Takes the board's word that the storage forgot what it had confirmed (rule S7): every known dose
 * may have left, nobody knows, and none of them is offered again. What the mechanism holds is not
 * known either, so that nothing is offered until it is loaded anew.
 *
 * @param keptSeq newest record that the storage still has; with none left at all, nothing is known
 *   of doses ahead
 * @see OMDP-EVT-019
 */
export function beginDoubt(
  draft: StepDraft,
  forgotten: BootInput["forgotten"],
  keptSeq = forgotten?.throughSeq ?? 0,
): void {
  if (forgotten === undefined) return;
  const ahead = aheadAtMost(draft, forgotten.throughSeq - keptSeq);
  draft.state.doubt = { throughMs: undefined, ahead, isStockUnknown: true };
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

/**
 * Closes doses whose windows are still to come and that may have been handed out ahead: as many of
 * the next ones as the forgotten records can have told of.
 */
export function closeAheadInDoubt(draft: StepDraft): void {
  const { doubt, schedule } = draft.state;
  const { plan, next } = schedule;
  const table = plan && draft.model.zoneTableOf(plan.zone);
  const { throughMs, ahead } = doubt ?? {};
  if (doubt === undefined || throughMs === undefined || ahead === undefined) return;
  if (plan === undefined || table === undefined || next === undefined) return;
  draft.state.doubt = { ...doubt, ahead: undefined };
  let window: DoseWindow | undefined = next;
  for (let left = ahead; window !== undefined && left > 0; left -= 1) {
    const { doseId, earlyMs, dueMs, lateMs, timeCritical }: DoseWindow = window;
    const dose = { doseId, earlyMs, dueMs, lateMs, timeCritical };
    if (!isClosed(draft.state, doseId)) tellMechanism(draft, ...closeInDoubt(draft, dose));
    window = nextWindow(plan, table, dueMs);
  }
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

/** The last of the doses that the forgotten records tell of may lack what came behind its offer. */
function aheadAtMost({ model, before }: StepDraft, forgottenCount: number): number {
  const open = before.doubt?.ahead ?? 0;
  const doses = open + Math.ceil(forgottenCount / RECORDS_PER_DOSE);
  return Math.min(doses, model.service.travelDosesMax.value);
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
