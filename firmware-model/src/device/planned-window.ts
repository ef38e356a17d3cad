import { DAY_MS, type DosePlan } from "@dosekit/protocols";
import type { DoseWindow } from "../time/dose-window.ts";
import { windowsBetween } from "../time/plan-windows.ts";
import type { DeviceModel } from "./device-model.ts";
import type { KnownDose } from "./device-state.ts";

/** A plan moves a dose by less than this without giving it another local date. */
const MOVED_MAX_MS = 3 * DAY_MS;

/** Finds the window that a plan has for a dose; `undefined` when it does not have the dose. */
export function windowIn(
  model: DeviceModel,
  plan: DosePlan,
  { doseId, dueMs }: KnownDose,
): DoseWindow | undefined {
  const table = model.zoneTableOf(plan.zone);
  if (table === undefined) return undefined;
  return windowsBetween(plan, table, dueMs - MOVED_MAX_MS, dueMs + MOVED_MAX_MS).find(
    (window) => window.doseId === doseId,
  );
}

/** Whether a plan has a dose at the very times at which it is known. */
export function isSameWindow(window: DoseWindow, dose: KnownDose): boolean {
  return (
    window.earlyMs === dose.earlyMs && window.dueMs === dose.dueMs && window.lateMs === dose.lateMs
  );
}
