import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../units/duration.ts";
import { localDateOf } from "../units/local-time.ts";

/**
 * Writes an instant as RFC 3339 does, in UTC with milliseconds: `2026-11-22T07:00:00.000Z`.
 *
 * @param ms whole milliseconds since 1970-01-01T00:00:00Z, 0 or more; years past 9999 are written
 *   in full, which RFC 3339 does not have
 */
export function instantText(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  const rest = ms - day * DAY_MS;
  const hour = pad(Math.floor(rest / HOUR_MS), 2);
  const minute = pad(Math.floor((rest % HOUR_MS) / MINUTE_MS), 2);
  const second = pad(Math.floor((rest % MINUTE_MS) / SECOND_MS), 2);
  return `${localDateOf(day)}T${hour}:${minute}:${second}.${pad(rest % SECOND_MS, 3)}Z`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
