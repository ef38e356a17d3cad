import type { RecordRow } from "../inbox/inbox-row.ts";
import { type BelievedSources, subjectOf } from "../inbox/row-subject.ts";
import type { PatientRegister } from "../register/patient-register.ts";
import { type Placement, receiversAt } from "../register/placement.ts";
import { eventTimeMs } from "./event-time.ts";

/** What is asked of a register; a reading part of {@link PatientRegister}. */
export type PlacementSource = Pick<PatientRegister, "placementAt" | "placementsOf">;

/** Whom a record is about, or why nobody can be named. */
export type PatientFinding =
  | {
      readonly kind: "found";
      readonly placement: Placement;
      /** Names of the receivers that are told. */
      readonly receivers: readonly string[];
    }
  /** Nobody had the device then. */
  | { readonly kind: "nobody" }
  /** When it happened is unknown, and more than one person has had the device. */
  | { readonly kind: "unclear" }
  /** It speaks of a device that its sender may not speak of. */
  | { readonly kind: "not-believed" };

/**
 * Finds who had the device that a record is about when it was written. A record without a time is given to somebody
 * only if nobody else can have had the device: a wrong record is worse than a late one.
 */
export function findPatient(
  row: RecordRow,
  register: PlacementSource,
  sources?: BelievedSources,
): PatientFinding {
  const deviceId = subjectOf(row, sources);
  if (deviceId === undefined) return { kind: "not-believed" };
  const atMs = eventTimeMs(row);
  if (atMs !== undefined) return foundAt(register.placementAt(deviceId, atMs), atMs);
  const begun = register.placementsOf(deviceId).filter(({ fromMs }) => fromMs <= row.receivedMs);
  if (begun.length > 1) return { kind: "unclear" };
  const [only] = begun;
  return foundAt(only, Math.min(row.receivedMs, (only?.untilMs ?? Number.POSITIVE_INFINITY) - 1));
}

function foundAt(placement: Placement | undefined, atMs: number): PatientFinding {
  if (placement === undefined) return { kind: "nobody" };
  return { kind: "found", placement, receivers: receiversAt(placement, atMs) };
}
