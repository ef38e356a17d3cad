import type { GatewayTimers } from "../../client/gateway-timers.ts";
import type { ScaipAnswer, ScaipRequest } from "../scaip/scaip-message.ts";
import { compareDeliveries, type Delivery } from "./delivery.ts";
import { DeviceTurns } from "./device-turns.ts";
import type { ExchangeOutcome } from "./exchange.ts";
import type { ReceiverLine } from "./receiver-line.ts";

/** How a centre is asked. */
export interface QueueTiming {
  /** How many messages are under way at once; held ones do not count. */
  readonly inFlightMax: number;
  /** Wait after every receiver was tried, ms; doubles up to the longest. */
  readonly retryFirstMs: number;
  readonly retryLongestMs: number;
  /** Wait after every receiver refused the message as it is, ms. */
  readonly refusedMs: number;
}

/** Waits that apply when nothing else is said; inferred. */
export const QUEUE_TIMING: QueueTiming = {
  inFlightMax: 8,
  retryFirstMs: 5_000,
  retryLongestMs: 300_000,
  refusedMs: 3_600_000,
};

/** What a queue needs from its surroundings. */
export interface QueuePorts {
  readonly timers: GatewayTimers;
  readonly requestOf: (delivery: Delivery) => ScaipRequest;
  /** True when a delivery may go out, such as an end whose beginning was accepted. */
  readonly isReady: (delivery: Delivery) => boolean;
  /** An exchange with a receiver begins. */
  readonly onAttempt: (ref: string) => void;
  /** An exchange ended. */
  readonly onOutcome: (ref: string, receiver: string, outcome: ExchangeOutcome) => void;
  /** Every receiver was tried, none has taken it. */
  readonly onRound: (ref: string, outcomes: readonly ExchangeOutcome[]) => void;
}

interface Waiting {
  delivery: Delivery;
  state: "ready" | "under-way" | "held" | "resting";
  rounds: number;
}

/**
 * What waits for one response centre: the gravest goes first, a few at a time, to the first
 * receiver that takes it. A device that has had many turns of late comes behind all others.
 */
export class CentreQueue {
  readonly #name: string;
  readonly #lines: readonly ReceiverLine[];
  readonly #timing: QueueTiming;
  readonly #ports: QueuePorts;
  readonly #waiting = new Map<string, Waiting>();
  readonly #turns = new DeviceTurns();
  #open = true;

  constructor(
    name: string,
    lines: readonly ReceiverLine[],
    timing: QueueTiming,
    ports: QueuePorts,
  ) {
    this.#name = name;
    this.#lines = lines;
    this.#timing = timing;
    this.#ports = ports;
  }

  /** How many deliveries wait or are under way. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Takes a delivery in; it goes out as soon as there is room for it. */
  add(delivery: Delivery): void {
    if (this.#waiting.has(delivery.ref)) return;
    this.#waiting.set(delivery.ref, { delivery, state: "ready", rounds: 0 });
  }

  /** Takes a delivery out, such as an accepted one; what is under way for it is given up. */
  remove(ref: string): void {
    this.#ports.timers.cancel(this.#timer(ref));
    for (const line of this.#lines) line.forget(ref);
    this.#waiting.delete(ref);
  }

  /** Starts as many deliveries as there is room for. */
  pump(): void {
    while (this.#open && this.#underWay() < this.#timing.inFlightMax) {
      const next = this.#gravest();
      if (next === undefined) return;
      next.state = "under-way";
      this.#turns.took(next.delivery.deviceId);
      this.#try(next, this.#linesInOrder(), []);
    }
  }

  /** A receiver is there again: what rests is tried at once. */
  wake(): void {
    for (const waiting of this.#waiting.values()) {
      if (waiting.state !== "resting") continue;
      this.#ports.timers.cancel(this.#timer(waiting.delivery.ref));
      waiting.state = "ready";
    }
    this.pump();
  }

  /** Starts nothing more. */
  close(): void {
    this.#open = false;
    for (const ref of [...this.#waiting.keys()]) this.#ports.timers.cancel(this.#timer(ref));
  }

  #try(waiting: Waiting, lines: readonly ReceiverLine[], before: readonly ExchangeOutcome[]): void {
    const { ref } = waiting.delivery;
    const [line, ...others] = lines;
    if (line === undefined) {
      this.#rest(waiting, before);
      return;
    }
    waiting.state = "under-way";
    this.#ports.onAttempt(ref);
    line.deliver(this.#ports.requestOf(waiting.delivery), {
      onHeld: () => {
        waiting.state = "held";
        this.pump();
      },
      onEnd: (outcome) => {
        if (!this.#open || this.#waiting.get(ref) !== waiting) return;
        this.#ports.onOutcome(ref, line.name, outcome);
        // An accepted delivery was taken out by now.
        if (this.#waiting.get(ref) === waiting) this.#try(waiting, others, [...before, outcome]);
        this.pump();
      },
    });
  }

  #rest(waiting: Waiting, outcomes: readonly ExchangeOutcome[]): void {
    const { ref } = waiting.delivery;
    const { retryFirstMs, retryLongestMs, refusedMs } = this.#timing;
    const refused = outcomes.length > 0 && outcomes.every(({ kind }) => kind === "refused");
    const grownMs = Math.min(retryFirstMs * 2 ** Math.min(waiting.rounds, 20), retryLongestMs);
    waiting.rounds += 1;
    waiting.state = "resting";
    this.#ports.timers.arm(this.#timer(ref), refused ? refusedMs : grownMs, () => {
      waiting.state = "ready";
      this.pump();
    });
    this.#ports.onRound(ref, outcomes);
  }

  /** Receivers in their order, those that did not answer last behind the others. */
  #linesInOrder(): readonly ReceiverLine[] {
    const present = this.#lines.filter((line) => line.isPresent);
    return [...present, ...this.#lines.filter((line) => !line.isPresent)];
  }

  #underWay(): number {
    let count = 0;
    for (const { state } of this.#waiting.values()) if (state === "under-way") count += 1;
    return count;
  }

  #gravest(): Waiting | undefined {
    const busy = this.#busyDevices();
    let best: Waiting | undefined;
    for (const waiting of this.#waiting.values()) {
      if (waiting.state !== "ready" || busy.has(waiting.delivery.deviceId)) continue;
      if (!this.#ports.isReady(waiting.delivery)) continue;
      if (best === undefined || this.#compare(waiting.delivery, best.delivery) < 0) best = waiting;
    }
    return best;
  }

  /** Devices that had many turns of late come behind those that had few; then the gravest is first. */
  #compare(a: Delivery, b: Delivery): number {
    return this.#turns.compare(a.deviceId, b.deviceId) || compareDeliveries(a, b);
  }

  /** Devices that have half of the room under way already: a flood leaves the rest to others. */
  #busyDevices(): ReadonlySet<string> {
    const counts = new Map<string, number>();
    for (const { state, delivery } of this.#waiting.values()) {
      if (state !== "under-way") continue;
      counts.set(delivery.deviceId, (counts.get(delivery.deviceId) ?? 0) + 1);
    }
    const most = Math.max(1, Math.floor(this.#timing.inFlightMax / 2));
    return new Set([...counts].filter(([, count]) => count >= most).map(([deviceId]) => deviceId));
  }

  #timer(ref: string): string {
    return `centre:${this.#name}:${ref}`;
  }
}

/** Tells whether a centre's answer says that somebody takes the matter up with a call. */
export function announcesCall({ snu, mre, cre }: ScaipAnswer): boolean {
  const isSaid = (text: string | undefined) => text !== undefined && !/^0*$/.test(text);
  return snu === 0 && (isSaid(mre) || isSaid(cre));
}
