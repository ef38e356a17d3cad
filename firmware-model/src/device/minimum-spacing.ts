import { MINUTE_MS } from "@dosekit/protocols";
import type { DeviceState, LastRelease } from "./device-state.ts";
import type { StepDraft } from "./step-draft.ts";

/** Notes that a dose was released just now, or may have been, for the minimum spacing (rule S8). */
export function noteRelease({ state, now }: StepDraft): void {
  const { civilMs, uptimeMs } = now;
  state.lastRelease = civilMs === undefined ? { uptimeMs } : { civilMs, shiftedMs: civilMs };
}

/** Dates a release that came while the clock was unset, as soon as the clock is set. */
export function dateRelease({ state, now }: StepDraft): void {
  const { lastRelease } = state;
  if (lastRelease === undefined || isDated(lastRelease) || now.civilMs === undefined) return;
  const releasedMs = now.civilMs - (now.uptimeMs - lastRelease.uptimeMs);
  state.lastRelease = { civilMs: releasedMs, shiftedMs: releasedMs };
}

/** Moves the last release along with a clock that was set by some milliseconds. */
export function shiftRelease({ state }: StepDraft, deltaMs: number): void {
  const { lastRelease } = state;
  if (lastRelease === undefined || !isDated(lastRelease)) return;
  const { civilMs, shiftedMs } = lastRelease;
  state.lastRelease = { civilMs, shiftedMs: shiftedMs + deltaMs };
}

/** A release without a date, from before a boot, was before that boot: nobody knows how long. */
export function rebasedRelease(
  lastRelease: LastRelease | undefined,
  { uptimeMs }: { readonly uptimeMs: number },
): LastRelease | undefined {
  return lastRelease === undefined || isDated(lastRelease) ? lastRelease : { uptimeMs };
}

/**
 * When the minimum spacing from the last release is over, on the device clock: both its reading and
 * true time must be past the spacing, as a set clock shortens neither.
 */
export function spacedFromMs({ lastRelease, schedule }: DeviceState): number {
  if (lastRelease === undefined || schedule.plan === undefined) return Number.NEGATIVE_INFINITY;
  if (!isDated(lastRelease)) return Number.POSITIVE_INFINITY;
  const { civilMs, shiftedMs } = lastRelease;
  return Math.max(civilMs, shiftedMs) + schedule.plan.minimumSpacingMin * MINUTE_MS;
}

function isDated(release: LastRelease): release is Extract<LastRelease, { civilMs: number }> {
  return "civilMs" in release;
}
