import type { JournalRecord, Outcome, PreventionReason } from "@dosekit/protocols";
import type { KeptObservation, LifeLog } from "./life-log.ts";

/** What one dose came to, as the device has it in its journal. */
export interface DoseFact {
  readonly deviceId: string;
  readonly doseId: string;
  readonly dueMs: number;
  /** True times; absent where it did not come to that. */
  readonly offeredMs?: number;
  readonly releasedMs?: number;
  readonly closedMs?: number;
  readonly outcome?: Outcome;
  readonly reason?: PreventionReason;
}

/** Outcomes of a dose that the user could not have had in time. */
const NOT_TO_BE_HAD: ReadonlySet<Outcome | undefined> = new Set(["prevented", "uncertain"]);

/** Tells whether the service failed to have a dose ready for its user. */
export function wasNotToBeHad({ outcome }: DoseFact): boolean {
  return NOT_TO_BE_HAD.has(outcome);
}

/** Reasons that lie with the mechanism or its handling, and not with power, clock or contact. */
const OF_THE_MECHANISM: ReadonlySet<PreventionReason | undefined> = new Set([
  ...(["jam", "roll-fault", "pouch-unreadable", "reject-store-full"] as const),
  ...(["out-of-medicine", "misplaced", "lid-open"] as const),
]);

/** Tells whether a dose was kept back for something that the mechanism has alerts of its own for. */
export function wasOfTheMechanism({ reason }: DoseFact): boolean {
  return OF_THE_MECHANISM.has(reason);
}

/** Lists the doses of one device that its journal tells of, in the order of their due times. */
export function dosesOf(log: LifeLog, deviceId: string): readonly DoseFact[] {
  const doses = new Map<string, DoseFact>();
  for (const seen of log.of(deviceId)) {
    if (seen.seen === "record") note(doses, seen, seen.record);
  }
  return [...doses.values()].sort((a, b) => a.dueMs - b.dueMs);
}

/** Lists the doses of several devices that were due within a span of true time. */
export function dosesBetween(
  log: LifeLog,
  devices: readonly string[],
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): readonly DoseFact[] {
  return devices.flatMap((deviceId) =>
    dosesOf(log, deviceId).filter(({ dueMs }) => dueMs >= fromMs && dueMs < untilMs),
  );
}

function note(
  doses: Map<string, DoseFact>,
  { deviceId, trueMs }: KeptObservation,
  { kind, doseId, dueMs, outcome, reason }: JournalRecord,
): void {
  if (doseId === undefined) return;
  const known = doses.get(doseId) ?? { deviceId, doseId, dueMs: dueMs ?? Number.NaN };
  const dated = Number.isNaN(known.dueMs) && dueMs !== undefined ? { ...known, dueMs } : known;
  if (kind === "dose.offered") doses.set(doseId, { offeredMs: trueMs, ...dated });
  else if (kind === "dose.released") doses.set(doseId, { releasedMs: trueMs, ...dated });
  else if (kind === "dose.closed" || kind === "dose.corrected") {
    const why = reason === undefined ? {} : { reason };
    const end = outcome === undefined ? {} : { outcome };
    doses.set(doseId, { ...dated, closedMs: trueMs, ...end, ...why });
  } else doses.set(doseId, dated);
}
