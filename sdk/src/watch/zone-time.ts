const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const FORMATS_MAX = 64;

const QUARTER_MS = 15 * MINUTE_MS;
const OFFSETS_MAX = 8_192;

const offsets = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Finds the instant of a local clock time, ms since the Unix epoch: a time in the spring gap is read
 * with the offset before the gap, one that comes twice in autumn means its first.
 *
 * @param dayNumber days since 1970-01-01
 * @param zone IANA name
 * @throws RangeError for a zone that the system does not know
 * @see OMDP-TIM-003
 */
export function instantOfLocal(dayNumber: number, minuteOfDay: number, zone: string): number {
  const asUtcMs = dayNumber * DAY_MS + minuteOfDay * MINUTE_MS;
  const before = asUtcMs - offsetMs(asUtcMs - DAY_MS, zone);
  const after = asUtcMs - offsetMs(asUtcMs + DAY_MS, zone);
  const real = [before, after].filter((ms) => ms + offsetMs(ms, zone) === asUtcMs);
  return real.length === 0 ? before : Math.min(...real);
}

/** Says which local date an instant falls on, as days since 1970-01-01. */
export function localDayOf(ms: number, zone: string): number {
  return Math.floor((ms + offsetMs(ms, zone)) / DAY_MS);
}

/** How far the zone's clocks are ahead of UTC at an instant, ms. */
function offsetMs(ms: number, zone: string): number {
  // Clocks are changed at full quarters of an hour.
  const quarter = Math.floor(ms / QUARTER_MS);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const found = askedOffsetMs(quarter * QUARTER_MS, zone);
  if (offsets.size >= OFFSETS_MAX) offsets.clear();
  offsets.set(key, found);
  return found;
}

function askedOffsetMs(ms: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  const [day, hour, minute] = [part("day"), part("hour"), part("minute")];
  const local = Date.UTC(part("year"), part("month") - 1, day, hour, minute, part("second"));
  return local - ms;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  // A plan names its zone; a thousand made-up names must not fill the memory.
  if (formats.size < FORMATS_MAX) formats.set(zone, made);
  return made;
}
