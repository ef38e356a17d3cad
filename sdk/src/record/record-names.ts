import type { RecordRow } from "../inbox/inbox-row.ts";
import type { Placement } from "../register/placement.ts";
import { stableUuid } from "./stable-uuid.ts";

/*
 * Names follow from place and content alone: a bundle that is built again, after a crash or from a
 * letter, has the names it had, so that a receiver can tell it is the same.
 */

/** Name of the message about one record to one receiver. */
export function messageName({ deviceId, epoch, seq }: RecordRow, receiver: string): string {
  return stableUuid("message", receiver, deviceId, epoch, seq);
}

/** Name of a part of that message which belongs to this record alone. */
export function partName(part: string, { deviceId, epoch, seq }: RecordRow): string {
  return stableUuid(part, deviceId, epoch, seq);
}

/**
 * Name of a dispense event: of the dose, so that release and retrieval are the same event. Doses of
 * two persons who had the device one after the other never share one.
 */
export function dispenseName(row: RecordRow, { id, deviceId }: Placement): string {
  const { doseId, kind } = row.event;
  if (doseId === undefined || kind === "travel.dispensed") return partName("dispense", row);
  return stableUuid("dispense", deviceId, id, doseId);
}

/** Name of a detected issue: of the alert for its whole life, else of the record. */
export function issueName(row: RecordRow): string {
  const { alertId, about = row.deviceId } = row.event;
  if (alertId === undefined) return partName("issue", row);
  return stableUuid("alert", about, alertId);
}
