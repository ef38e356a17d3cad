/** The host's clocks and timers, as a real clock uses them; tests pass in their own. */
export interface HostTime {
  /** The wall clock, ms since 1970 UTC; it may step. */
  wallMs(): number;
  /** A clock that never steps, in ms. */
  monotonicMs(): number;
  /** Calls back once, after at least `delayMs`; gives what stops it. */
  after(delayMs: number, call: () => void): () => void;
}

/** The longest delay that a host timer keeps: beyond 2^31 − 1 ms it fires at once. */
export const HOST_TIMER_MAX_MS = 2 ** 31 - 1;

/** Node's own clocks and timers. */
export const NODE_TIME: HostTime = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, call) => {
    const timer = setTimeout(call, Math.min(Math.max(0, Math.ceil(delayMs)), HOST_TIMER_MAX_MS));
    return () => clearTimeout(timer);
  },
};
