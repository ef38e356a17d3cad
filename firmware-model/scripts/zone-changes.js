import { IANAZone } from "luxon";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How far apart offsets are sampled. Two changes that undo each other inside one step are lost. */
const STEP_MS = 6 * HOUR_MS;

/** First and last instant of every table, the last excluded. */
export const SPAN = {
  fromMs: Date.UTC(2015, 0, 1),
  untilMs: Date.UTC(2050, 0, 1),
};

/**
 * Finds every offset change of a zone in the span: sampling, then bisection down to the minute.
 *
 * Only `IANAZone.offset` is asked, which goes from instant to offset. The other way round luxon
 * resolves a fold by the offset of the present day, which is no rule for a schedule.
 *
 * @param {string} name IANA name
 * @returns {{ initialOffsetMin: number, changes: { atMs: number, offsetMin: number }[] }}
 */
export function changesOf(name) {
  const zone = IANAZone.create(name);
  const initialOffsetMin = wholeMinutes(zone, SPAN.fromMs);
  const changes = [];
  let offsetMin = initialOffsetMin;
  for (let atMs = SPAN.fromMs; atMs < SPAN.untilMs; ) {
    const nextMs = Math.min(atMs + STEP_MS, SPAN.untilMs - 1);
    const nextOffsetMin = wholeMinutes(zone, nextMs);
    if (nextOffsetMin !== offsetMin) {
      changes.push({ atMs: bisect(zone, atMs, nextMs), offsetMin: nextOffsetMin });
      offsetMin = nextOffsetMin;
    }
    atMs = nextMs === SPAN.untilMs - 1 ? SPAN.untilMs : nextMs;
  }
  return { initialOffsetMin, changes };
}

/** Narrows one change down to the first minute that has the new offset. */
function bisect(zone, lowMs, highMs) {
  const before = zone.offset(lowMs);
  let low = Math.floor(lowMs / MINUTE_MS);
  let high = Math.ceil(highMs / MINUTE_MS);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (zone.offset(middle * MINUTE_MS) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}

function wholeMinutes(zone, atMs) {
  const offsetMin = zone.offset(atMs);
  if (!Number.isInteger(offsetMin)) {
    throw new RangeError(`${zone.name}: ${offsetMin} at ${atMs} is no whole number of minutes`);
  }
  return offsetMin;
}
