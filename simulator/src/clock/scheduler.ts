/** An event that waits for its time; opaque to everybody but its scheduler. */
export interface ScheduledEvent {
  /** True time that it waits for, ms since the Unix epoch. */
  readonly trueMs: number;
}

/**
 * Time of the simulated world and what is to happen in it. Whoever builds on it can't tell whether
 * the time is virtual or paced by the wall clock.
 *
 * Invariants: events run in the order of (true time, lane, arming within the lane), so that one
 * lane's events never depend on how many other lanes there are; an event armed for a time that
 * has passed runs now; a cancelled event never runs.
 */
export interface Scheduler {
  /** True time of the world, whole ms since the Unix epoch. */
  nowMs(): number;
  /**
   * Arms an event.
   *
   * @param trueMs when, whole ms since the Unix epoch; any size up to 2^53 − 1
   * @param lane place among events of the same instant: the device's index in its fleet
   * @throws RangeError when the time is no whole number (a caller's bug)
   */
  at(trueMs: number, lane: number, run: () => void): ScheduledEvent;
  /** Cancels an event; one that ran or was cancelled before is left alone. */
  cancel(event: ScheduledEvent): void;
}
