import type { RecordRow } from "../inbox/inbox-row.ts";

/** A device clock ahead of the gateway's by more than this is not believed (`clockErrorMax`). */
const AHEAD_MS_MAX = 10 * 60_000;
const FIRST_MS = 0;
/** The last instant that FHIR can write. */
const LAST_MS = 253_402_300_799_999;

/**
 * Says when a record happened, ms since the Unix epoch.
 *
 * @returns `undefined` when the device's clock was unset then, or says what can't be: a time is never
 *   guessed
 */
export function eventTimeMs({ event, receivedMs }: RecordRow): number | undefined {
  const { civilMs, clock } = event;
  if (civilMs === undefined || clock === "unset" || !isWritable(civilMs)) return undefined;
  return civilMs <= receivedMs + AHEAD_MS_MAX ? civilMs : undefined;
}

/** Writes an instant as FHIR does, in UTC; `undefined` for what no calendar of four digits has. */
export function fhirInstant(ms: number | undefined): string | undefined {
  return ms === undefined || !isWritable(ms) ? undefined : new Date(ms).toISOString();
}

function isWritable(ms: number): boolean {
  return Number.isSafeInteger(ms) && ms >= FIRST_MS && ms <= LAST_MS;
}
