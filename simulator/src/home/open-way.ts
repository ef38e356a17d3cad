import {
  Command,
  DesiredConfig,
  type DeviceTransport,
  type DeviceTransportListener,
  EventAcknowledgement,
  encodeMessage,
  type HostInput,
  type JournalRecord,
  MINUTE_MS,
  type UpChannel,
} from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import { VirtualLine } from "../links/virtual-line.ts";
import { streamOf } from "../random/random-stream.ts";
import type { BareListener, BareWay } from "./bare-runner.ts";
import { RecordRow } from "./record-row.ts";

/** Where an open way runs, and whom it tells. */
export interface OpenWaySetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly seed: string;
  readonly deviceId: string;
  /** The device has contact. */
  readonly onContact: () => void;
  /** An event message arrived, committed before or not. */
  readonly onReceived: () => void;
  /** A record is committed. */
  readonly onCommitted: (record: JournalRecord) => void;
}

/** How long records and acknowledgements are on their way, ms. */
export const DELIVERY_MS = 300;
/** How often records are tried again that can't be brought though there is contact, ms. */
const AGAIN_MS = 1 * MINUTE_MS;

/**
 * A device's way to a far end that takes what comes and never answers but by acknowledging records.
 * Contact, cuts and what befalls commands are those of any line; records are brought by a simple
 * model: {@link DELIVERY_MS} after they are durable, or after contact is back, all that wait, once
 * and in order. It carries the messages of a runtime that speaks in bytes all the same.
 *
 * Invariant: what a device sends changes nothing that comes to it.
 */
export class OpenWay implements DeviceTransport, BareWay {
  readonly line: VirtualLine;
  readonly #setup: OpenWaySetup;
  readonly #row: RecordRow;
  #listener: DeviceTransportListener | undefined;
  #waiting: JournalRecord[] = [];
  #delivery: ScheduledEvent | undefined;
  #isReachable = true;

  constructor(setup: OpenWaySetup) {
    const { scheduler, lane, seed, deviceId, onContact } = setup;
    this.#setup = setup;
    this.#row = new RecordRow((record) => setup.onCommitted(record));
    this.line = new VirtualLine({
      ...{ scheduler, lane },
      random: streamOf(seed, deviceId, "link"),
      upRandom: streamOf(seed, deviceId, "link-up"),
      onUp: (channel, payload) => this.#arrive(channel, payload),
      onContact: () => {
        this.#deliverLater(DELIVERY_MS);
        onContact();
      },
    });
  }

  /** See `DeviceTransport.open`. */
  open(listener: DeviceTransportListener, lastWill: Uint8Array): void {
    this.#listener = listener;
    this.line.open(listener, lastWill);
  }

  /** See `DeviceTransport.send`. */
  send(channel: UpChannel, payload: Uint8Array): void {
    this.line.send(channel, payload);
  }

  /** See `DeviceTransport.close`. */
  close(): void {
    this.line.close();
  }

  /** See `DeviceTransport.abort`. */
  abort(): void {
    this.line.abort();
  }

  /** Makes the far end unreachable, or lets it be found again. */
  setReachable(isReachable: boolean): void {
    this.#isReachable = isReachable;
  }

  /** Sends the device something; lost where there is no contact. */
  tell(input: HostInput): void {
    if (!this.#isReachable) return;
    this.line.carryDown(() => {
      const listener = this.#listener;
      if (listener === undefined) return;
      if (isBare(listener)) listener.onInput(input);
      else if (input.type === "command.received") {
        listener.onMessage("cmd", encodeMessage(Command, input.command));
      } else listener.onMessage("cfg/desired", encodeMessage(DesiredConfig, input.config));
    });
  }

  /** See {@link BareWay.take}. */
  take(records: readonly JournalRecord[]): void {
    for (const record of records) this.#waiting.push(record);
    this.#deliverLater(DELIVERY_MS);
  }

  /** See {@link BareWay.waiting}. */
  waiting(): number {
    return this.#waiting.length;
  }

  /** Without contact nothing is tried: it is when contact comes back. */
  #deliverLater(afterMs: number): void {
    if (this.#delivery !== undefined || this.#waiting.length === 0) return;
    if (!this.line.hasContact()) return;
    const { scheduler, lane } = this.#setup;
    this.#delivery = scheduler.at(scheduler.nowMs() + afterMs, lane, () => {
      this.#delivery = undefined;
      this.#deliver();
    });
  }

  #deliver(): void {
    if (!this.#isReachable || !this.line.carriesUp()) {
      this.#deliverLater(AGAIN_MS);
      return;
    }
    const { onReceived, onCommitted } = this.#setup;
    const records = this.#waiting;
    this.#waiting = [];
    for (const record of records) {
      onReceived();
      onCommitted(record);
    }
  }

  #arrive(channel: UpChannel, payload: Uint8Array): void {
    if (channel !== "evt" || !this.#isReachable) return;
    this.#setup.onReceived();
    const acknowledgement = this.#row.take(payload);
    if (acknowledgement === undefined) return;
    const { scheduler, lane } = this.#setup;
    const listener = this.#listener;
    scheduler.at(scheduler.nowMs() + DELIVERY_MS, lane, () => {
      if (listener !== this.#listener || !this.line.carriesUp()) return;
      listener?.onMessage("ack", encodeMessage(EventAcknowledgement, acknowledgement));
    });
  }
}

function isBare(listener: DeviceTransportListener): listener is BareListener {
  return "onInput" in listener;
}
