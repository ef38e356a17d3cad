/**
 * Which clock a timer runs on: `uptime` for anything mechanical or relative, `civil` for anything
 * that a plan says. A civil timer moves when the civil clock is set; an uptime timer does not.
 */
export type TimerBasis = "uptime" | "civil";

/** Name of a timer; at most one of each name is pending, and arming it again replaces it. */
export type TimerSlot = string;

/** A pending timer as plain data, so that it survives in a checkpoint. */
export interface TimerDeadline {
  readonly slot: TimerSlot;
  readonly basis: TimerBasis;
  /** Deadline on that clock, in ms; 64-bit safe, a host chunks its own timers. */
  readonly atMs: number;
}
