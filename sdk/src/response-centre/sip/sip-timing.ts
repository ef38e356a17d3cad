/** Waits of transactions, ms. @see RFC 3261 §17.1.2.2 and annex A */
export interface SipTiming {
  /** Estimate of a round trip. */
  readonly t1Ms: number;
  /** Longest wait between two sends of one request. */
  readonly t2Ms: number;
  /** How long a message may stay in the network. */
  readonly t4Ms: number;
}

/** The values that RFC 3261 gives. */
export const SIP_TIMING: SipTiming = { t1Ms: 500, t2Ms: 4_000, t4Ms: 5_000 };

/** A request without an answer for this many T1 has failed (timer F). */
export const TIMEOUT_T1S = 64;
