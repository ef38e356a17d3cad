import {
  DeviceEvent,
  decodeAs,
  type EventAcknowledgement,
  type JournalRecord,
} from "@dosekit/protocols";

/**
 * Takes a device's event messages in the order of their numbers and commits each record once: the
 * least that a far end does. What comes before its turn comes again.
 */
export class RecordRow {
  readonly #onCommitted: (record: JournalRecord) => void;
  #epoch = 0;
  #throughSeq = 0;

  constructor(onCommitted: (record: JournalRecord) => void) {
    this.#onCommitted = onCommitted;
  }

  /**
   * Takes a message.
   *
   * @returns what the device is to hear, if it is one of events
   */
  take(payload: Uint8Array): EventAcknowledgement | undefined {
    const decoded = decodeAs(DeviceEvent, payload);
    if (!decoded.ok) return undefined;
    const record = decoded.value;
    if (record.epoch !== this.#epoch) {
      this.#epoch = record.epoch;
      this.#throughSeq = 0;
    }
    const lastSeq = record.seq + spanOf(record) - 1;
    if (record.seq <= this.#throughSeq + 1 && lastSeq > this.#throughSeq) {
      this.#throughSeq = lastSeq;
      this.#onCommitted(record);
    }
    return { epoch: this.#epoch, throughSeq: this.#throughSeq };
  }
}

/** A marker stands for as many records as it counts. */
function spanOf({ kind, count = 1 }: JournalRecord): number {
  return kind === "telemetry.dropped" ? Math.max(1, count) : 1;
}
