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

interface Waiting {
  readonly record: JournalRecord;
  readonly readyMs: number;
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
  #waiting: Waiting[] = [];
  /** Nothing is there earlier than this, as contact came back so late. */
  #earliestMs = 0;
  #delivery: ScheduledEvent | undefined;
  /** Made once, as it is armed with nearly every record. */
  readonly #onReady = () => {
    this.#delivery = undefined;
    this.#deliver();
  };

  constructor(setup: BareDeliverySetup) {
    this.#setup = setup;
  }

  /** See {@link BareWay.take}. */
  take(records: readonly JournalRecord[]): void {
    const lastMs = this.#waiting.at(-1)?.readyMs ?? 0;
    const readyMs = Math.max(lastMs, this.#arrivesMs());
    for (const record of records) this.#waiting.push({ record, readyMs });
    this.#deliverLater(readyMs);
  }

  /** See {@link BareWay.waiting}. */
  waiting(): number {
    return this.#waiting.length;
  }

  /** See {@link BareWay.onContact}. */
  onContact(): void {
    this.#earliestMs = this.#arrivesMs();
    this.#deliverLater(this.#earliestMs);
  }

  #arrivesMs(): number {
    const { scheduler, line } = this.#setup;
    return scheduler.nowMs() + DELIVERY_MS + line.slowMs();
  }

  /** Without contact nothing is tried: it is when contact comes back. */
  #deliverLater(trueMs: number): void {
    if (this.#delivery !== undefined || this.#waiting.length === 0) return;
    const { scheduler, lane, line } = this.#setup;
    if (!line.hasContact()) return;
    this.#delivery = scheduler.at(trueMs, lane, this.#onReady);
  }

  /** Takes out what is there by now, in its order. */
  #takeReady(nowMs: number): readonly Waiting[] {
    const waiting = this.#waiting;
    let ready = 0;
    while ((waiting[ready]?.readyMs ?? Number.POSITIVE_INFINITY) <= nowMs) ready += 1;
    this.#waiting = ready === waiting.length ? [] : waiting.slice(ready);
    return ready === waiting.length ? waiting : waiting.slice(0, ready);
  }

  #deliver(): void {
    const { scheduler, line, hasGateway, onReceived, onCommitted } = this.#setup;
    const nowMs = scheduler.nowMs();
    if (!hasGateway() || !line.carriesUp()) {
      this.#deliverLater(nowMs + AGAIN_MS);
      return;
    }
    if (nowMs < this.#earliestMs) {
      this.#deliverLater(this.#earliestMs);
      return;
    }
    for (const { record } of this.#takeReady(nowMs)) {
      onReceived();
      onCommitted(record);
    }
    const next = this.#waiting[0];
    if (next !== undefined) this.#deliverLater(next.readyMs);
  }
}
