import type { MachineStep } from "../machine/executor.ts";
import { arm, disarm, type StepDraft } from "./step-draft.ts";

/** A chart of the device beside that of its mechanism. */
export interface SideChart {
  /** Where its state is kept, and its executor. */
  readonly key: "board" | "firmware";
  /** In front of the names of its timers. */
  readonly prefix: string;
}

/** The hardware around the mechanism. */
export const BOARD_CHART: SideChart = { key: "board", prefix: "board/" };
/** The firmware update. */
export const UPDATE_CHART: SideChart = { key: "firmware", prefix: "firmware/" };

/** Takes over the new state of a chart and the delays that it began or ended. */
export function adoptStep(draft: StepDraft, { key, prefix }: SideChart, step: MachineStep): void {
  draft.state[key] = step.state;
  for (const slot of step.cancel) disarm(draft, prefix + slot);
  for (const { slot, delayMs } of step.arm) {
    arm(draft, prefix + slot, "uptime", draft.now.uptimeMs + delayMs);
  }
}

/** Lets a delay of a chart run out; `undefined` when the timer is not one of its own. */
export function firedDelay(
  draft: StepDraft,
  { key, prefix }: SideChart,
  slot: string,
): MachineStep | undefined {
  if (!slot.startsWith(prefix)) return undefined;
  return draft.model[key].fire(draft.state[key], slot.slice(prefix.length));
}
