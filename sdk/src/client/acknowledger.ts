import { EventAcknowledgement, encodeMessage } from "@dosekit/protocols";
import type { ClientParts } from "./client-parts.ts";
import type { DeviceSession } from "./device-session.ts";

/*
 * Invariant: an acknowledgement names only what the store reported durable, since the session's
 * `durable` is written in that report and nowhere else.
 */

/** Tells devices what is durable, one message for many records. */
export class Acknowledger {
  readonly #parts: ClientParts;
  readonly #due = new Map<DeviceSession, number[]>();

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  /** Owes a device the word on one epoch; it is sent together with what becomes due meanwhile. */
  owe(session: DeviceSession, epoch: number): void {
    if (this.#due.size === 0) {
      const { timers, timing } = this.#parts;
      timers.arm("acknowledge", timing.acknowledgeMs, () => this.#sendAll());
    }
    const epochs = this.#due.get(session);
    if (epochs === undefined) this.#due.set(session, [epoch]);
    else if (epochs.length < EPOCHS_MAX && !epochs.includes(epoch)) epochs.push(epoch);
  }

  #sendAll(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const [session, epochs] of due) {
      for (const epoch of epochs) this.#send(session, epoch);
    }
  }

  /** @see OMDP-EVT-010 */
  #send(session: DeviceSession, epoch: number): void {
    const row = session.durable.find((committed) => committed.epoch === epoch);
    const acknowledgement = { epoch, throughSeq: row?.throughSeq ?? 0 };
    session.counters.acknowledgementsSent += 1;
    const payload = encodeMessage(EventAcknowledgement, acknowledgement);
    this.#parts.send(session.deviceId, "ack", payload);
  }
}

/** A device has one journal; more epochs than this at once are not owed an answer. */
const EPOCHS_MAX = 4;
