import { RecordForwarder, type RecordForwarderOptions } from "../record/record-forwarder.ts";
import type { Forwarder, ForwarderCounts } from "./forwarder.ts";

/** Name of the consumer under which a receiver of the patient record is served. */
export function recordConsumer(receiver: string): string {
  return `record-${receiver}`;
}

/** Serves one receiver of the patient record. */
export class RecordReceiver implements Forwarder {
  readonly name: string;
  readonly #forwarder: RecordForwarder;

  /** @param options its consumer's name follows from the receiver's */
  constructor(options: Omit<RecordForwarderOptions, "consumer">) {
    this.name = recordConsumer(options.vkp.receiverName);
    this.#forwarder = new RecordForwarder({ ...options, consumer: this.name });
  }

  /** See {@link Forwarder}. */
  run(signal: AbortSignal): Promise<void> {
    return this.#forwarder.run(signal);
  }

  /** See {@link Forwarder}. */
  counters(): ForwarderCounts {
    const { delivered, retries, putAside, later, surplus, letters, skipped } =
      this.#forwarder.counters();
    const reasons = Object.entries(skipped).map(([reason, count]) => [`skipped-${reason}`, count]);
    return {
      delivered,
      retries,
      "put-aside": putAside,
      later,
      surplus,
      letters,
      ...Object.fromEntries(reasons),
    };
  }
}
