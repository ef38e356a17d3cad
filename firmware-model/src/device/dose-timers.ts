import { MINUTE_MS } from "@dosekit/protocols";
import type { AlertPoint } from "../profile/product-profile.ts";
import type { KnownDose } from "./device-state.ts";
import { arm, disarm, type StepDraft } from "./step-draft.ts";

/** Arms the timers of a known dose: due, each alert point before the late limit, and late. */
export function armDoseTimers(draft: StepDraft, dose: KnownDose): void {
  const { doseId, dueMs, lateMs } = dose;
  const civilMs = draft.now.civilMs ?? 0;
  if (civilMs < dueMs) arm(draft, `due/${doseId}`, "civil", dueMs);
  for (const [index, point] of draft.model.profile.alertPoints.entries()) {
    const atMs = pointMs(point, dose);
    if (civilMs < atMs && atMs < lateMs) arm(draft, `point-${index}/${doseId}`, "civil", atMs);
  }
  arm(draft, `late/${doseId}`, "civil", lateMs);
}

/** Stops all timers of a dose. */
export function forgetDoseTimers(draft: StepDraft, doseId: string): void {
  disarm(draft, `due/${doseId}`);
  for (const index of draft.model.profile.alertPoints.keys()) {
    disarm(draft, `point-${index}/${doseId}`);
  }
  disarm(draft, `late/${doseId}`);
}

/** Reads which alert point of which dose a timer belongs to; `undefined` for every other timer. */
export function pointOf(
  slot: string,
): { readonly index: number; readonly doseId: string } | undefined {
  const [, index, doseId] = /^point-(\d+)\/(.+)$/.exec(slot) ?? [];
  return doseId === undefined ? undefined : { index: Number(index), doseId };
}

function pointMs(point: AlertPoint, { dueMs, lateMs }: KnownDose): number {
  return point.after === "minutes"
    ? dueMs + point.minutes.value * MINUTE_MS
    : dueMs + Math.floor(((lateMs - dueMs) * point.permille.value) / 1_000);
}
