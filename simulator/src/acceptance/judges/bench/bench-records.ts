import type { AlertCode, EventKind, JournalRecord } from "@dosekit/protocols";
import type { FocusBench } from "./focus-bench.ts";

/** Records of one kind. */
export function recordsOf({ records }: FocusBench, kind: EventKind): readonly JournalRecord[] {
  return records.filter((record) => record.kind === kind);
}

/** Alerts of one code that were raised, in order. */
export function raised(bench: FocusBench, code: AlertCode): readonly JournalRecord[] {
  return recordsOf(bench, "alert.raised").filter(({ alert }) => alert === code);
}

/** Whether an alert of a code was raised and is not over. */
export function isActive(bench: FocusBench, code: AlertCode): boolean {
  const over = new Set(recordsOf(bench, "alert.cleared").map(({ alertId }) => alertId));
  return raised(bench, code).some(({ alertId }) => !over.has(alertId));
}

/** How a dose ended, the reason behind it: `missed`, `prevented misplaced`; nothing without an end. */
export function endOf(bench: FocusBench, doseId: string): string | undefined {
  const ends = recordsOf(bench, "dose.closed").filter((record) => record.doseId === doseId);
  const [end] = ends;
  if (end === undefined) return undefined;
  const words = [end.outcome, end.reason].filter((word) => word !== undefined).join(" ");
  return ends.length > 1 ? `${words}, told ${ends.length} times` : words;
}

/** Doses that truly came out of the locked part, in order; `?` for one that nobody filled in. */
export function letGo({ truth }: FocusBench): readonly string[] {
  return truth.letGo.map(({ doseId = "?" }) => doseId);
}

/** Whether exactly these doses truly came out, in this order. */
export function hasLetGo(
  bench: FocusBench,
  doses: readonly { readonly doseId: string }[],
): boolean {
  const wanted = doses.map(({ doseId }) => doseId);
  const found = letGo(bench);
  return found.length === wanted.length && found.every((doseId, at) => doseId === wanted[at]);
}

/** How far the time that a record gives may be from the time at which it was truly written, ms. */
const HONEST_MS = 60_000;

/**
 * Whether a record says the time at which it was truly written, or one shortly before where storage
 * refused it for a while.
 */
export function isTimely(
  bench: FocusBench,
  record: JournalRecord,
  heldBackMs = HONEST_MS,
): boolean {
  const heldMs = bench.writtenMs(record) - (record.civilMs ?? 0);
  return heldMs >= -HONEST_MS && heldMs <= heldBackMs;
}
