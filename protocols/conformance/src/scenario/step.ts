import type { RequirementId } from "../requirements/registry.generated.ts";
import type { Judge } from "./judgement.ts";
import type { Kit } from "./kit.ts";
import type { ScenarioParams } from "./params.ts";

/** Part of a scenario that a step belongs to. */
export type Region = "prologue" | "drive" | "check" | "epilogue";

/** A step that does something. */
export interface DriveStep {
  readonly type: "drive";
  readonly region: Region;
  readonly text: string;
  readonly run: (kit: Kit) => void | Promise<void>;
  /** Whether checks look at what comes from here on, also when other steps went before. */
  readonly begins?: boolean;
  /** Whether the other end says nothing by it: such a step can be taken behind a tap. */
  readonly isPassive?: boolean;
  /** Time of a serial link that it lets pass, ms. */
  readonly linkMs?: number;
}

/** A step that decides something. */
export interface CheckStep {
  readonly type: "check";
  readonly region: Region;
  /** What is expected, in words. */
  readonly text: string;
  readonly reqs: readonly RequirementId[];
  readonly judge: Judge;
  /** How long it may stay undecided; 0 asks at once. */
  readonly withinMs: (params: ScenarioParams) => number;
  /** Whether it looks at everything, or at what came since the last drive began. */
  readonly scope: "all" | "since-drive";
  /** Whether it only leads to where the scenario begins: then missing it decides nothing. */
  readonly gate: boolean;
}

/** A step of a scenario. */
export type Step = DriveStep | CheckStep;

/** Takes the steps of a scenario in their order. */
export type AddStep = (step: Step) => void;
