import type { DeviceId } from "@dosekit/protocols";
import type { InboxRow } from "./inbox-row.ts";

/** Senders whose records may be about another device: gateways and response centres. */
export type BelievedSources = ReadonlySet<DeviceId>;

const NOBODY: BelievedSources = new Set();

/**
 * Names the device that a row is about: its sender, or the device that a believed source names.
 *
 * @returns `undefined` when anybody else names another device: nobody may speak about a device but
 *   itself and who is set up for it
 */
export function subjectOf(row: InboxRow, sources: BelievedSources = NOBODY): DeviceId | undefined {
  const about = row.kind === "record" ? row.event.about : undefined;
  if (about === undefined || about === row.deviceId) return row.deviceId;
  return sources.has(row.deviceId) ? about : undefined;
}
