import { clearAlert, raiseForPart } from "./alerts.ts";
import { type StepDraft, write } from "./step-draft.ts";

/** Below this level a device is about to switch itself off, permille; inferred. */
export const BATTERY_EMPTY_PERMILLE = 20;
/** How far the level must rise above a limit before its alert is over, permille; inferred. */
const HYSTERESIS_PERMILLE = 50;
const REPORTING_STEP_PERMILLE = 100;

/** Takes a battery reading; a reading outside 0 to 1000 is ignored. */
export function takeBattery(draft: StepDraft, permille: number): void {
  if (!(permille >= 0 && permille <= 1_000)) return;
  const step = Math.floor(permille / REPORTING_STEP_PERMILLE);
  if (step !== draft.state.batteryStep) {
    draft.state.batteryStep = step;
    write(draft, "battery.changed", { count: Math.round(permille) });
  }
  followLevel(draft, "1.17", permille, draft.model.profile.batteryLowPermille.value);
  followLevel(draft, "1.18", permille, BATTERY_EMPTY_PERMILLE);
}

function followLevel(
  draft: StepDraft,
  code: "1.17" | "1.18",
  permille: number,
  limitPermille: number,
): void {
  if (permille <= limitPermille) raiseForPart(draft, code, "battery");
  else if (permille > limitPermille + HYSTERESIS_PERMILLE) clearAlert(draft, code, "battery");
}
