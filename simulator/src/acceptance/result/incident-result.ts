import type { BothTexts } from "../criterion.ts";
import type { FoundDeviation } from "./deviation-record.ts";
import type { TimelineEntry } from "./timeline.ts";

/** Incidents that a service is put through. */
export const INCIDENTS = [
  "area-power-cut",
  "mobile-outage",
  "broker-down",
  "centre-overloaded",
  "rolls-swapped",
  "pharmacy-change",
  "two-g-shut-down",
  "faulty-firmware",
] as const;
/** See {@link INCIDENTS}. */
export type IncidentName = (typeof INCIDENTS)[number];

/** One thing that has to hold through an incident. */
export interface IncidentCheck {
  readonly id: string;
  readonly expect: BothTexts;
  readonly outcome: "passed" | "failed" | "not-tested";
  readonly saw: BothTexts;
}

/** How the service came through one incident. */
export interface IncidentResult {
  readonly incident: IncidentName;
  readonly title: BothTexts;
  /** What was done to the service, when, for how long and to how many homes. */
  readonly course: BothTexts;
  readonly devices: number;
  readonly outcome: "passed" | "failed" | "not-tested";
  readonly checks: readonly IncidentCheck[];
  readonly timeline: readonly TimelineEntry[];
  readonly deviations: readonly FoundDeviation[];
  readonly repeat: string;
  readonly partial: boolean;
}
