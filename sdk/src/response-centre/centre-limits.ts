/** How much is kept, and for how long. */
export interface ResponseCentreLimits {
  /** Deliveries that may wait; above it no row is taken, and rows wait in the inbox. */
  readonly waitingMax: number;
  /**
   * Deliveries of one device that may be open, so that none fills the room of all others: half of
   * them may wait for their ladder, three quarters may be light. Above it the device is told of later.
   */
  readonly devicesOpenMax: number;
  /** How long what became of a delivery is kept, ms. */
  readonly keepMs: number;
  /** How many of those are kept at most. */
  readonly keepMax: number;
}

/** Limits that apply when nothing else is said. */
export const RESPONSE_CENTRE_LIMITS: ResponseCentreLimits = {
  waitingMax: 10_000,
  devicesOpenMax: 256,
  keepMs: 90 * 86_400_000,
  keepMax: 50_000,
};
