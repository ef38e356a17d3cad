import { DeviceEvent, DeviceState, encodeMessage } from "@dosekit/protocols";
import type { Stage } from "../../scenario/stage.ts";

/** Epoch of the device that the kit plays. */
export const EPOCH = 41;
/** Boot of the device that the kit plays. */
export const BOOT = 7;

/** A record of the played device; only what matters is given. */
export function recordAt(seq: number, more: Partial<DeviceEvent> = {}): DeviceEvent {
  const plain = { kind: "lid.opened", bootId: BOOT, uptimeMs: seq * 1_000, clock: "rtc" } as const;
  return { epoch: EPOCH, seq, ...plain, ...more };
}

/** The bytes of a record of the played device. */
export function recordBytes(seq: number, more: Partial<DeviceEvent> = {}): Uint8Array {
  return encodeMessage(DeviceEvent, recordAt(seq, more));
}

/** The played device says that it is there, with a journal from 1 to some record. */
export function born(s: Stage, lastSeq: number, more: Partial<DeviceState> = {}): void {
  s.drive.device.says(`a device with ${lastSeq} records is born`, "state", DeviceState, () => ({
    status: "online",
    bootId: BOOT,
    epoch: EPOCH,
    firstSeq: Math.min(1, lastSeq),
    lastSeq,
    ...more,
  }));
}

/** The played device sends records. */
export function writes(s: Stage, ...seqs: readonly number[]): void {
  for (const seq of seqs) {
    s.drive.device.says(`it sends record ${seq}`, "evt", DeviceEvent, () => recordAt(seq));
  }
}
