import type { RandomStream } from "../random/random-stream.ts";

/** Time that a message takes over a cellular link: median and sigma of its logarithm; inferred. */
export const LATENCY_MEDIAN_MS = 250;
/** See {@link LATENCY_MEDIAN_MS}. */
export const LATENCY_SIGMA = 0.5;

/** Shortest and longest time from having a network to having contact with the host, ms; inferred. */
export const CONNECT_MS = [2_000, 10_000] as const;

/** Time until either end notices that contact broke without a farewell, ms: a missed keepalive. */
export const NOTICE_MS = 45_000;

/** Time from noticing until the host gets the last will, ms; inferred. */
export const WILL_DELAY_MS = 60_000;

/** Greatest delay of a message that arrives out of turn, ms; inferred. */
export const OUT_OF_TURN_MS = 20_000;

/** Draws how long a message is on its way, at least 1 ms. */
export function drawLatencyMs(random: RandomStream): number {
  return Math.max(1, Math.round(random.logNormal(LATENCY_MEDIAN_MS, LATENCY_SIGMA)));
}

/** Draws how long a device needs to get contact. */
export function drawConnectMs(random: RandomStream): number {
  return random.integer(CONNECT_MS[0], CONNECT_MS[1]);
}
