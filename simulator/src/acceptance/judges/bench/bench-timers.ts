import type { TimerDeadline, TimerSlot } from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../../../clock/scheduler.ts";

/** What timers of a bench depend on. */
export interface BenchTimersSetup {
  readonly scheduler: Scheduler;
  /** True time of a deadline on the device's own clocks. */
  readonly trueMsOf: (deadline: TimerDeadline) => number;
  readonly onFired: (slot: TimerSlot, atMs: number) => void;
}

const LANE = 0;

/** The timers that a device has armed on its bench; at most one of each name. */
export class BenchTimers {
  readonly #setup: BenchTimersSetup;
  readonly #armed = new Map<TimerSlot, { deadline: TimerDeadline; event: ScheduledEvent }>();

  constructor(setup: BenchTimersSetup) {
    this.#setup = setup;
  }

  /** Arms a timer, in place of the one of its name; one whose time has passed fires now. */
  arm(deadline: TimerDeadline): void {
    const { scheduler, trueMsOf, onFired } = this.#setup;
    const { slot, atMs } = deadline;
    this.cancel(slot);
    const dueMs = Math.max(trueMsOf(deadline), scheduler.nowMs());
    const event = scheduler.at(dueMs, LANE, () => {
      this.#armed.delete(slot);
      onFired(slot, atMs);
    });
    this.#armed.set(slot, { deadline, event });
  }

  /** Stops a timer; unknown names are ignored. */
  cancel(slot: TimerSlot): void {
    const armed = this.#armed.get(slot);
    if (armed !== undefined) this.#setup.scheduler.cancel(armed.event);
    this.#armed.delete(slot);
  }

  /** Stops every timer. */
  cancelAll(): void {
    for (const slot of [...this.#armed.keys()]) this.cancel(slot);
  }

  /** The civil clock shows another time: its timers move with it. */
  rearmCivil(): void {
    const civil = [...this.#armed.values()].filter(({ deadline }) => deadline.basis === "civil");
    for (const { deadline } of civil) this.arm(deadline);
  }
}
