import type { DeviceInput } from "@dosekit/protocols";
import type { RunnerCounters } from "./runner-counters.ts";

/** Inputs that may wait before the droppable ones are dropped. */
export const WAITING_INPUTS_MAX = 256;

/**
 * What becomes of an input when too many wait.
 *
 * - `keep`: what mechanism, sensors, timers and power tell is never dropped. Hardware bounds it
 *   (one answer for each movement, one firing for each timer), so twice the usual number waiting
 *   is a defect, and the device stops for its watchdog instead of losing one.
 * - `newest`: the newer reading replaces the older one of its kind, which tells nothing any more;
 *   so at most one more of each kind waits.
 * - `drop`: somebody will do it again: the user presses again, the host repeats an unanswered
 *   command.
 */
export const OVERFLOW_POLICY: Readonly<Record<DeviceInput["type"], "keep" | "newest" | "drop">> = {
  "button.pressed": "drop",
  "posture.tilted": "keep",
  "posture.righted": "keep",
  "lid.opened": "keep",
  "lid.closed": "keep",
  "stock.loaded": "keep",
  "roll.handled": "keep",
  "store.emptied": "keep",
  "message.confirmed": "drop",
  "motion.finished": "keep",
  "motion.failed": "keep",
  "pouch.read": "keep",
  "outlet.filled": "keep",
  "outlet.emptied": "keep",
  "mains.lost": "keep",
  "mains.restored": "keep",
  "battery.measured": "newest",
  "temperature.measured": "newest",
  "case.opened": "keep",
  "case.closed": "keep",
  "image.staged": "keep",
  "image.refused": "keep",
  "clock.set": "keep",
  "link.changed": "newest",
  "journal.failed": "keep",
  "command.received": "drop",
  "config.received": "newest",
  "timer.fired": "keep",
};

/** An input that waits, and whether it is still wanted when its turn comes. */
export interface WaitingInput {
  readonly input: DeviceInput;
  readonly wanted?: () => boolean;
}

/**
 * The inputs that wait for a device that is busy, mostly with a write.
 *
 * Invariants: order is kept, except that the urgent go before all others; what waits is bounded by
 * twice the usual number and one of each `newest` kind.
 */
export class InputQueue {
  readonly #counters: RunnerCounters;
  #urgent: WaitingInput[] = [];
  #waiting: WaitingInput[] = [];

  constructor(counters: RunnerCounters) {
    this.#counters = counters;
  }

  /** Adds an input; `false` when one that must not be lost finds no room. */
  push(entry: WaitingInput): boolean {
    if (this.#waiting.length < WAITING_INPUTS_MAX) {
      this.#waiting.push(entry);
      return true;
    }
    const policy = OVERFLOW_POLICY[entry.input.type];
    if (policy === "keep") return this.#pushIntoReserve(entry);
    if (policy === "newest") this.#replaceOlder(entry);
    else this.#counters.inputsDropped++;
    return true;
  }

  /** Adds what the device must know before anything that happened since, in order among these. */
  pushUrgent(input: DeviceInput): void {
    this.#urgent.push({ input });
  }

  /** Adds what must be the very next input: until it is told, the device takes a write for done. */
  pushNext(input: DeviceInput): void {
    this.#urgent.unshift({ input });
  }

  /** Tells whether something urgent waits. */
  hasUrgent(): boolean {
    return this.#urgent.length > 0;
  }

  /** Takes the next input that is still wanted. */
  take(): DeviceInput | undefined {
    for (;;) {
      const next = this.#urgent.shift() ?? this.#waiting.shift();
      if (next === undefined) return undefined;
      if (next.wanted === undefined || next.wanted()) return next.input;
      this.#counters.lateCallbacks++;
    }
  }

  #pushIntoReserve(entry: WaitingInput): boolean {
    if (this.#waiting.length >= 2 * WAITING_INPUTS_MAX) return false;
    this.#waiting.push(entry);
    return true;
  }

  #replaceOlder(entry: WaitingInput): void {
    const older = this.#waiting.findIndex(({ input }) => input.type === entry.input.type);
    if (older >= 0) {
      this.#waiting.splice(older, 1);
      this.#counters.inputsDropped++;
    }
    this.#waiting.push(entry);
  }
}
