import { DeviceEvent, encodeMessage, type Instant } from "@dosekit/protocols";
import { type RecordRow, rowOfPayload } from "@dosekit/sdk";
import type { VkpOptions } from "@dosekit/sdk/record";

/** 22 June 2026, 19:00 in Oslo. */
export const EVENING_MS = Date.UTC(2026, 5, 22, 17) as Instant;

/** A row of the inbox with one record of device `d1`, taken a second after it happened. */
export function rowOf(
  event: Partial<DeviceEvent> & Pick<DeviceEvent, "kind">,
  place: Partial<Pick<RecordRow, "position" | "deviceId" | "receivedMs">> = {},
): RecordRow {
  const { position = 1, deviceId = "d1", receivedMs = EVENING_MS + 1_000 } = place;
  const whole: DeviceEvent = {
    ...{ epoch: 9, seq: position, bootId: 1, uptimeMs: 5_000 },
    ...{ civilMs: EVENING_MS, clock: "synced" },
    ...event,
  };
  const { epoch, seq } = whole;
  const at = { position, deviceId, epoch, seq, span: 1, receivedMs };
  const row = rowOfPayload(at, encodeMessage(DeviceEvent, whole));
  if (row.kind !== "record") throw new Error(`not a record: ${row.reason}`);
  return row;
}

/** Options of a receiver named `epj`. */
export function vkpOptions(parts: Partial<VkpOptions> = {}): VkpOptions {
  return {
    receiverName: "epj",
    sender: { herId: "1000001", name: "Dispenserleverandøren" },
    receiver: { herId: "1000002", name: "Kommunen" },
    source: { name: "gateway", endpoint: "https://gateway.example", phone: "+4700000000" },
    destination: "https://epj.example/fhir",
    ...parts,
  };
}
