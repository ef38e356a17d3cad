import type { HomeSpoilers } from "../../home/home-spoilers.ts";
import type { RunSpec } from "../../home/run-spec.ts";
import type { BothTexts } from "../criterion.ts";
import type { DeviationClass } from "../deviation.ts";
import type { IncidentCheck } from "../result/incident-result.ts";
import type { Town } from "./town.ts";
import type { WatchedRun } from "./watched-run.ts";

/** Where something showed: the device, and when, true time. */
export interface Case {
  readonly deviceId: string;
  readonly atMs: number;
}

/** A check with what its deviation is made from, where it does not hold. */
export interface JudgedCheck extends IncidentCheck {
  readonly class: DeviationClass;
  /** Where it did not hold; empty where that can't be told of single devices. */
  readonly cases: readonly Case[];
}

/** A stretch of one home's life that tells what the incident was like. */
export interface Focus {
  readonly deviceId: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** One run of an incident, ready to be made. */
export interface Trial {
  readonly spec: RunSpec;
  /** What the incident puts in the place of a part of each home. */
  readonly spoil?: HomeSpoilers;
  judge(run: WatchedRun): { readonly checks: readonly JudgedCheck[]; readonly focus?: Focus };
}

/** What an incident comes to in one municipality: its runs, or why there are none. */
export type Preparation =
  | { readonly course: BothTexts; readonly trials: readonly Trial[] }
  | { readonly notTested: BothTexts };

/** One incident that services are put through. */
export interface Incident {
  readonly title: BothTexts;
  prepare(town: Town): Preparation;
}
