import { type JournalRecord, MINUTE_MS } from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import type { VirtualLine } from "../links/virtual-line.ts";
import type { BareWay } from "./bare-runner.ts";

/** Where records of a bare device go, and whom it tells. */
export interface BareDeliverySetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly line: Pick<VirtualLine, "hasContact" | "carriesUp" | "slowMs">;
  /** Whether a gateway is there to take them. */
  readonly hasGateway: () => boolean;
  /** An event message arrived. */
  readonly onReceived: () => void;
  /** A record is committed. */
  readonly onCommitted: (record: JournalRecord) => void;
}

/** How long records are on their way, ms: what most take on a cellular link. */
export const DELIVERY_MS = 300;
/** How often records are tried again that can't be brought though there is contact, ms. */
const AGAIN_MS = 1 * MINUTE_MS;

/**
 * Brings the records of a bare device by a simple model: {@link DELIVERY_MS} after they are durable,
 * or after contact is back, later on a slow link, not before both directions and the gateway are
 * there again, all that wait, once and in order. Noise strikes none of them: they would be sent
 * again until they come.
 */
export class BareDelivery implements BareWay {
  readonly #setup: BareDeliverySetup;
  #waiting: JournalRecord[] = [];
  #delivery: ScheduledEvent | undefined;
  readonly #onDue = () => this.#deliver();

  constructor(setup: BareDeliverySetup) {
    this.#setup = setup;
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

  /** See {@link BareWay.onContact}. */
  onContact(): void {
    this.#deliverLater(DELIVERY_MS);
  }

  /** Without contact nothing is tried: it is when contact comes back. */
  #deliverLater(afterMs: number): void {
    if (this.#delivery !== undefined || this.#waiting.length === 0) return;
    const { scheduler, lane, line } = this.#setup;
    if (!line.hasContact()) return;
    const dueMs = scheduler.nowMs() + afterMs + line.slowMs();
    this.#delivery = scheduler.at(dueMs, lane, this.#onDue);
  }

  #deliver(): void {
    this.#delivery = undefined;
    const { line, hasGateway, onReceived, onCommitted } = this.#setup;
    if (!hasGateway() || !line.carriesUp()) {
      this.#deliverLater(AGAIN_MS);
      return;
    }
    const records = this.#waiting;
    this.#waiting = [];
    for (const record of records) {
      onReceived();
      onCommitted(record);
    }
  }
}
