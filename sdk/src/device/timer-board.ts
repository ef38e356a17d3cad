import type { TimerDeadline, TimerInput, TimerSlot } from "@dosekit/protocols";
import type { DeviceClock } from "./ports.ts";

interface Armed {
  readonly deadline: TimerDeadline;
  /** True once it has fired and its input waits to be answered. */
  fired: boolean;
}

/** What a fired timer hands over: its input, and whether the device still wants it. */
export type TimerFired = (input: TimerInput, wanted: () => boolean) => void;

/**
 * The timers that one boot of a device has armed.
 *
 * Invariants: a timer that was cancelled or armed anew never reaches the device under its old
 * deadline, even when it had fired and its input waited; at most one input of each slot waits.
 */
export class TimerBoard {
  readonly #clock: DeviceClock;
  readonly #bootUptimeMs: number;
  readonly #onFired: TimerFired;
  readonly #armed = new Map<TimerSlot, Armed>();

  /** @param bootUptimeMs reading of the board's clock that counts as uptime 0 */
  constructor(clock: DeviceClock, bootUptimeMs: number, onFired: TimerFired) {
    this.#clock = clock;
    this.#bootUptimeMs = bootUptimeMs;
    this.#onFired = onFired;
  }

  /** Arms a timer, replacing the one of its slot. */
  arm({ slot, basis, atMs }: TimerDeadline): void {
    const armed: Armed = { deadline: { slot, basis, atMs }, fired: false };
    this.#armed.set(slot, armed);
    const boardMs = basis === "uptime" ? atMs + this.#bootUptimeMs : atMs;
    this.#clock.arm(slot, basis, boardMs, () => this.#fire(slot, armed));
  }

  /** Stops a timer; an unknown slot is ignored. */
  cancel(slot: TimerSlot): void {
    if (this.#armed.delete(slot)) this.#clock.cancel(slot);
  }

  /** Stops every timer. */
  cancelAll(): void {
    for (const slot of [...this.#armed.keys()]) this.cancel(slot);
  }

  /** Makes what is armed equal to what the device's state says is pending. */
  reconcile(pending: readonly TimerDeadline[]): void {
    const wanted = new Map(pending.map((deadline) => [deadline.slot, deadline]));
    for (const slot of [...this.#armed.keys()]) if (!wanted.has(slot)) this.cancel(slot);
    for (const deadline of wanted.values()) {
      const present = this.#armed.get(deadline.slot)?.deadline;
      if (present?.atMs !== deadline.atMs || present.basis !== deadline.basis) this.arm(deadline);
    }
  }

  /** Lists what is armed, timers that fired and wait for the device included. */
  pending(): readonly TimerDeadline[] {
    return [...this.#armed.values()].map(({ deadline }) => deadline);
  }

  #fire(slot: TimerSlot, armed: Armed): void {
    if (armed.fired || this.#armed.get(slot) !== armed) return;
    armed.fired = true;
    const input: TimerInput = { type: "timer.fired", slot, atMs: armed.deadline.atMs };
    this.#onFired(input, () => {
      // From here on the device answers it; a timer that it arms again is a new one.
      if (this.#armed.get(slot) !== armed) return false;
      this.#armed.delete(slot);
      return true;
    });
  }
}
