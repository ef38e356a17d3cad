import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@dosekit/protocols";
import { ExpectedDoses } from "../checkers/expected-doses.ts";
import { zoneReckoningOf } from "../checkers/zone-reckoning.ts";
import type { Timeline } from "./explicit-timeline.ts";

/** Instants of a timeline that say more than others, and how much any instant says. */
export interface TellingInstants {
  /** How little an instant says: 0 for the edges of windows and due times, more for others. */
  rankOf(ms: number): number;
  /** Instants near one that say more than it does, the most telling and nearest first. */
  near(ms: number): readonly number[];
}

const GRIDS_MS = [HOUR_MS, MINUTE_MS, SECOND_MS] as const;
/** Instants of one kind that are tried on each side. */
const TRIED_EACH_SIDE = 2;

/**
 * Finds the telling instants of a timeline, by rank: window edges and due times; midnights and
 * changes of the clocks; when something else happens; whole hours, minutes and seconds.
 *
 * @param others when the rest of the timeline happens
 */
export function tellingInstants(timeline: Timeline, others: readonly number[]): TellingInstants {
  const rows = [[...doseInstants(timeline)], [...dayInstants(timeline)], [...others]];
  const sets = rows.map((row) => new Set(row));
  const rankOf = (ms: number): number => {
    const named = sets.findIndex((set) => set.has(ms));
    if (named >= 0) return named;
    const grid = GRIDS_MS.findIndex((gridMs) => ms % gridMs === 0);
    return sets.length + (grid < 0 ? GRIDS_MS.length : grid);
  };
  return {
    rankOf,
    near: (ms) => {
      const grids = GRIDS_MS.flatMap((gridMs) => {
        const before = ms - (ms % gridMs);
        return [before, before + gridMs];
      });
      const tried = [...rows.flatMap((row) => nearest(row, ms)), ...grids];
      const better = tried.filter((one) => rankOf(one) < rankOf(ms));
      return [...new Set(better)].sort(
        (a, b) => rankOf(a) - rankOf(b) || Math.abs(a - ms) - Math.abs(b - ms),
      );
    },
  };
}

function nearest(row: readonly number[], ms: number): readonly number[] {
  const sorted = [...new Set(row)].filter((one) => one !== ms).sort((a, b) => a - b);
  return [
    ...sorted.filter((one) => one < ms).slice(-TRIED_EACH_SIDE),
    ...sorted.filter((one) => one > ms).slice(0, TRIED_EACH_SIDE),
  ];
}

function* doseInstants({ devices, startMs, endMs }: Timeline): Generator<number> {
  const doses = new ExpectedDoses(devices[0].plan);
  for (let day = doses.dayOf(startMs); day <= doses.dayOf(endMs) + 1; day += 1) {
    for (const { earlyMs, dueMs, lateMs } of doses.on(day)) yield* [earlyMs, dueMs, lateMs];
  }
}

/** Local midnights, and the hour at which a day is longer or shorter than others. */
function* dayInstants({ devices, startMs, endMs }: Timeline): Generator<number> {
  const zone = zoneReckoningOf(devices[0].plan.zone);
  for (let day = zone.dayOf(startMs); day <= zone.dayOf(endMs) + 1; day += 1) {
    const midnightMs = zone.instantOf(day, 0);
    yield midnightMs;
    const extraMs = zone.instantOf(day + 1, 0) - midnightMs - DAY_MS;
    if (extraMs === 0) continue;
    for (let hour = 1; hour < 24; hour += 1) {
      if (zone.instantOf(day, hour * 60) - midnightMs === hour * HOUR_MS) continue;
      // In spring the hour before is the one that is left out, in autumn the one that comes twice.
      yield midnightMs + (extraMs < 0 ? hour - 1 : hour) * HOUR_MS;
      break;
    }
  }
}
