/** How long to wait between attempts to connect. */
export interface BackoffRule {
  /** Longest first wait, ms. */
  readonly firstMs: number;
  /** Longest wait of all, ms. */
  readonly longestMs: number;
}

/** Rule of the MQTT transport. */
export const RECONNECT_RULE: BackoffRule = { firstMs: 1_000, longestMs: 60_000 };

/**
 * Works out the wait before an attempt: it doubles, and half of it is left to chance, so that a
 * thousand gateways do not come back in the same second. Pure.
 *
 * @param failures attempts that failed so far, from 0
 * @param random a number from 0 (included) to 1 (excluded)
 */
export function backoffMs(rule: BackoffRule, failures: number, random: number): number {
  const longestMs = Math.min(rule.longestMs, rule.firstMs * 2 ** Math.min(failures, 30));
  return Math.round(longestMs / 2 + (longestMs / 2) * random);
}
