import type { TimerBasis, TimerDeadline, TimerInput, TimerSlot } from "@dosekit/protocols";
import type { DeviceClock } from "@dosekit/sdk/device";

interface Armed {
  readonly slot: TimerSlot;
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
  /** A device has a handful, so that a row is searched faster than a table. */
  #armed: Armed[] = [];

  constructor(clock: DeviceClock, onFired: TimerFired) {
    this.#clock = clock;
    this.#onFired = onFired;
  }

  /** Arms a timer, replacing the one of its slot. */
  arm({ slot, basis, atMs }: TimerDeadline, bootUptimeMs: number): void {
    const armed: Armed = { slot, basis, atMs, fired: false };
    const place = this.#placeOf(slot);
    if (place < 0) this.#armed.push(armed);
    else this.#armed[place] = armed;
    const boardMs = basis === "uptime" ? atMs + bootUptimeMs : atMs;
    this.#clock.arm(slot, basis, boardMs, () => this.#fire(armed));
  }

  /** Stops a timer; an unknown slot is ignored. */
  cancel(slot: TimerSlot): void {
    const place = this.#placeOf(slot);
    if (place < 0) return;
    this.#dropAt(place);
    this.#clock.cancel(slot);
  }

  /** Stops every timer. */
  cancelAll(): void {
    for (const { slot } of [...this.#armed]) this.cancel(slot);
  }

  /** Makes what is armed equal to what the device's state says is pending. */
  reconcile(pending: readonly TimerDeadline[], bootUptimeMs: number): void {
    const wanted = new Map(pending.map((deadline) => [deadline.slot, deadline]));
    for (const { slot } of [...this.#armed]) if (!wanted.has(slot)) this.cancel(slot);
    for (const deadline of wanted.values()) {
      const present = this.#armed[this.#placeOf(deadline.slot)];
      if (present?.atMs !== deadline.atMs || present.basis !== deadline.basis) {
        this.arm(deadline, bootUptimeMs);
      }
    }
  }

  #fire(armed: Armed): void {
    const { slot, atMs } = armed;
    if (armed.fired || !this.#armed.includes(armed)) return;
    armed.fired = true;
    this.#onFired({ type: "timer.fired", slot, atMs }, () => {
      // From here on the device answers it; a timer that it arms again is a new one.
      const place = this.#armed.indexOf(armed);
      if (place >= 0) this.#dropAt(place);
      return place >= 0;
    });
  }

  #placeOf(slot: TimerSlot): number {
    const armed = this.#armed;
    for (let at = 0; at < armed.length; at += 1) if (armed[at]?.slot === slot) return at;
    return -1;
  }

  /** The order of the row says nothing. */
  #dropAt(place: number): void {
    const last = this.#armed.pop();
    if (last !== undefined && place < this.#armed.length) this.#armed[place] = last;
  }
}
