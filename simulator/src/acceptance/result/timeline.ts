import type { BothTexts } from "../criterion.ts";

/** One thing that happened, as a deviation's timeline tells it. */
export interface TimelineEntry {
  /** True time, ms since the Unix epoch. */
  readonly atMs: number;
  /** The device it happened at; absent where it happened to the whole service. */
  readonly deviceId?: string;
  /** Who or what did it: device, user, staff, operator, next of kin, network or mains. */
  readonly who: TimelineActor;
  readonly what: BothTexts;
}

/** See {@link TimelineEntry}. */
export const TIMELINE_ACTORS = [
  "device",
  "user",
  "staff",
  "operator",
  "next-of-kin",
  "network",
  "mains",
  "pharmacy",
  "gateway",
  "receiver",
] as const;
/** See {@link TIMELINE_ACTORS}. */
export type TimelineActor = (typeof TIMELINE_ACTORS)[number];

/** Entries that a timeline keeps; what came between the first and last of more is left out. */
export const TIMELINE_MAX = 60;
