import type { TimerBasis, TimerDeadline, TimerInput, TimerSlot } from "@dosekit/protocols";
import type { DeviceClock } from "@dosekit/sdk/device";

interface Armed {
  readonly basis: TimerBasis;
  readonly atMs: number;
  fired: boolean;
}

/** What a fired timer hands over: its input, and whether the device still wants it. */
type TimerFired = (input: TimerInput, wanted: () => boolean) => void;

/** The timers that one boot of a bare device has armed, by the rules of the SDK's own. */
export class BareTimers {
  readonly #clock: DeviceClock;
  readonly #onFired: TimerFired;
  readonly #armed = new Map<TimerSlot, Armed>();

  constructor(clock: DeviceClock, onFired: TimerFired) {
    this.#clock = clock;
    this.#onFired = onFired;
  }

  /** Arms a timer, replacing the one of its slot. */
  arm({ slot, basis, atMs }: TimerDeadline, bootUptimeMs: number): void {
    const armed: Armed = { basis, atMs, fired: false };
    this.#armed.set(slot, armed);
    const boardMs = basis === "uptime" ? atMs + bootUptimeMs : atMs;
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
  reconcile(pending: readonly TimerDeadline[], bootUptimeMs: number): void {
    const wanted = new Map(pending.map((deadline) => [deadline.slot, deadline]));
    for (const slot of [...this.#armed.keys()]) if (!wanted.has(slot)) this.cancel(slot);
    for (const deadline of wanted.values()) {
      const present = this.#armed.get(deadline.slot);
      if (present?.atMs !== deadline.atMs || present.basis !== deadline.basis) {
        this.arm(deadline, bootUptimeMs);
      }
    }
  }

  #fire(slot: TimerSlot, armed: Armed): void {
    if (armed.fired || this.#armed.get(slot) !== armed) return;
    armed.fired = true;
    this.#onFired({ type: "timer.fired", slot, atMs: armed.atMs }, () => {
      // From here on the device answers it; a timer that it arms again is a new one.
      if (this.#armed.get(slot) !== armed) return false;
      this.#armed.delete(slot);
      return true;
    });
  }
}
