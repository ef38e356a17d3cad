import { instantOf, localOf, OUTSIDE_TABLE, type ZoneTable } from "@dosekit/firmware-model";
import { MINUTE_MS } from "@dosekit/protocols";
import { type RandomStream, streamOf } from "../random/random-stream.ts";
import { PEOPLE_FIGURES } from "./people-figures.ts";

/** The place of a home on a round of home care. */
export interface RoundStop {
  /** Name of the round; its homes are visited one after the other by the same staff. */
  readonly round: string;
  /** How many homes come before it. */
  readonly stop: number;
}

/**
 * Reckons when a round comes to a home on the local day of an instant, true ms. The round goes from
 * home to home; what one stop takes longer, all later ones wait.
 *
 * Everything is drawn from the names of round and day, so that a home learns when its turn comes
 * without the homes before it being part of the run.
 */
export function roundComesMs(
  seed: string,
  { round, stop }: RoundStop,
  table: ZoneTable,
  dayMs: number,
): number {
  const { roundBegins, roundBeginsLate } = PEOPLE_FIGURES;
  const local = localOf(table, dayMs);
  if (local === OUTSIDE_TABLE) return dayMs;
  const begins = instantOf(table, local.dayNumber, roundBegins.value);
  if (begins === OUTSIDE_TABLE) return dayMs;
  const random = streamOf(seed, round, `round/${local.dayNumber}`);
  let afterMin = random.uniform() * roundBeginsLate.value;
  for (let before = 0; before < stop; before += 1) afterMin += stopMinutes(random);
  return begins.ms + Math.round(afterMin * MINUTE_MS);
}

/** Time at one home, and the way to the next. */
function stopMinutes(random: RandomStream): number {
  const { stopFrom, stopUntil, wayFrom, wayUntil, longStopChance, longStop } = PEOPLE_FIGURES;
  const at = stopFrom.value + random.uniform() * (stopUntil.value - stopFrom.value);
  const way = wayFrom.value + random.uniform() * (wayUntil.value - wayFrom.value);
  return at + way + (random.chance(longStopChance.value) ? longStop.value : 0);
}
