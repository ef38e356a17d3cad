/** The host's own clock and alarm, handed in so that paced time can be tested without waiting. */
export interface HostTimer {
  /** Monotonic host time, ms. */
  nowMs(): number;
  /**
   * Runs something later, once.
   *
   * @param delayMs 0 to {@link HOST_DELAY_MAX_MS}
   * @returns stops it
   */
  after(delayMs: number, run: () => void): () => void;
}

/** Longest delay that a host timer keeps: beyond 2^31 − 1 ms it would fire at once. */
export const HOST_DELAY_MAX_MS = 0x7fff_ffff;

/** The clock and timers of this process. */
export const HOST_TIMER: HostTimer = {
  nowMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
