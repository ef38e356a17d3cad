import type { Confidence } from "@dosekit/firmware-model";
import type { LocalDate } from "@dosekit/protocols";

/** A figure of the world outside the homes, with where it comes from. */
export interface WorldFigure<T> {
  readonly value: T;
  readonly confidence: Confidence;
  readonly source: string;
}

/** How long base stations last without mains, hours. */
export const STATION_BACKUP_HOURS: WorldFigure<readonly [number, number]> = {
  value: [2, 4],
  confidence: "found",
  source: "the Norwegian regulator's demand on base stations: two or four hours, by place",
};

/** Part of the base stations with the shorter backup. */
export const SHORT_BACKUP_SHARE: WorldFigure<number> = {
  value: 0.5,
  confidence: "unknown",
  source: "no count by place was found; our default",
};

/** Areas of a world that names none. */
export const AREAS: WorldFigure<number> = {
  value: 25,
  confidence: "inferred",
  source: "a municipality with some hundred dispensers: a handful of homes on each mains station",
};

/**
 * Last day on which 2G can be used. One operator switched it off in 2025, so that devices which
 * need it are on the other one's network.
 */
export const TWO_G_LAST_DAY: WorldFigure<LocalDate> = {
  value: "2027-12-31" as LocalDate,
  confidence: "inferred",
  source: "the year, 2027, was found for the operator that still has 2G; the day is its last",
};

/** Time that a base station takes from mains to service, ms. */
export const STATION_START_MS: WorldFigure<number> = {
  value: 5 * 60_000,
  confidence: "inferred",
  source: "start of the equipment and of its way to the core network",
};
