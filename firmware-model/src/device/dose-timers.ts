import { MINUTE_MS } from "@dosekit/protocols";
import type { AlertPoint } from "../profile/product-profile.ts";
import type { KnownDose } from "./device-state.ts";
import { arm, type StepDraft } from "./step-draft.ts";

/** What stands in front of a dose in the names of its timers. */
const DOSE_TIMER = /^(due|late|point-\d+)\/$/;

/** Arms the timers of a known dose: due, each alert point before the late limit, and late. */
export function armDoseTimers(draft: StepDraft, dose: KnownDose): void {
  const { doseId, dueMs, lateMs } = dose;
  const civilMs = draft.now.civilMs ?? 0;
  if (civilMs < dueMs) arm(draft, `due/${doseId}`, "civil", dueMs);
  const { alertPoints } = draft.model.profile;
  for (let index = 0; index < alertPoints.length; index += 1) {
    const point = alertPoints[index];
    const atMs = point === undefined ? lateMs : pointMs(point, dose);
    if (civilMs < atMs && atMs < lateMs) arm(draft, `point-${index}/${doseId}`, "civil", atMs);
  }
  arm(draft, `late/${doseId}`, "civil", lateMs);
}

/** Stops all timers of a dose. */
export function forgetDoseTimers(draft: StepDraft, doseId: string): void {
  const { timers } = draft.state;
  const kept = timers.filter(({ slot }) => !isOfDose(slot, doseId));
  if (kept.length < timers.length) draft.state.timers = kept;
}

function isOfDose(slot: string, doseId: string): boolean {
  const at = slot.length - doseId.length;
  return slot.endsWith(doseId) && DOSE_TIMER.test(slot.slice(0, at));
}

/** Reads which alert point of which dose a timer belongs to; `undefined` for every other timer. */
export function pointOf(
  slot: string,
): { readonly index: number; readonly doseId: string } | undefined {
  if (!slot.startsWith("point-")) return undefined;
  const [, index, doseId] = /^point-(\d+)\/(.+)$/.exec(slot) ?? [];
  return doseId === undefined ? undefined : { index: Number(index), doseId };
}

function pointMs(point: AlertPoint, { dueMs, lateMs }: KnownDose): number {
  return point.after === "minutes"
    ? dueMs + point.minutes.value * MINUTE_MS
    : dueMs + Math.floor(((lateMs - dueMs) * point.permille.value) / 1_000);
}
