declare const instantBrand: unique symbol;
declare const uptimeBrand: unique symbol;

/**
 * A point on a civil clock: whole milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
 *
 * Which clock (the device's own, or true time in a simulation) is always said by the name of the
 * variable: `civilMs` is what the device believes, `trueMs` is what the world knows.
 */
export type Instant = number & { readonly [instantBrand]: true };

/** Whole milliseconds since the device's present boot; never steps, restarts at 0 with each boot. */
export type Uptime = number & { readonly [uptimeBrand]: true };

/** Greatest instant that a message can carry: 2^53 − 1 ms, far beyond any plan. */
export const INSTANT_MS_MAX = Number.MAX_SAFE_INTEGER;

/**
 * Names a number of milliseconds as an instant.
 *
 * @param ms whole milliseconds since the Unix epoch, 0 or more
 * @throws RangeError when the number is not a whole one in range (a caller's bug)
 */
export function instant(ms: number): Instant {
  if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError(`not an instant: ${ms}`);
  return ms as Instant;
}

/**
 * Names a number of milliseconds as time since boot.
 *
 * @param ms whole milliseconds since boot, 0 or more
 * @throws RangeError when the number is not a whole one in range (a caller's bug)
 */
export function uptime(ms: number): Uptime {
  if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError(`not an uptime: ${ms}`);
  return ms as Uptime;
}
