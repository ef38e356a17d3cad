import { type StepDraft, write } from "./step-draft.ts";

const REPORTING_STEP_PERMILLE = 100;
/** A battery of which nothing was said is full. */
const FULL_STEP = 10;

/** Writes down that the battery passed a reporting step; a reading outside 0 to 1000 is ignored. */
export function noteBatteryStep(draft: StepDraft, permille: number): void {
  if (!(permille >= 0 && permille <= 1_000)) return;
  const step = Math.floor(permille / REPORTING_STEP_PERMILLE);
  if (step === (draft.state.batteryStep ?? FULL_STEP)) return;
  draft.state.batteryStep = step;
  write(draft, "battery.changed", { count: Math.round(permille) });
}
