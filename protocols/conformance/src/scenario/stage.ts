import type { RequirementId } from "../requirements/registry.generated.ts";
import { CheckParts } from "./check-parts.ts";
import { DriveParts } from "./drive-parts.ts";
import { EpilogueParts } from "./epilogue-parts.ts";
import { PrologueParts } from "./prologue-parts.ts";
import type { Step } from "./step.ts";

/** Where the steps of a scenario are put down, in the order in which they are to be taken. */
export class Stage {
  readonly #steps: Step[] = [];
  readonly prologue: PrologueParts;
  readonly drive: DriveParts;
  readonly check: CheckParts;
  readonly epilogue: EpilogueParts;

  constructor(reqs: readonly RequirementId[]) {
    const add = (step: Step) => this.#steps.push(step);
    this.prologue = new PrologueParts(add);
    this.drive = new DriveParts(add);
    this.check = new CheckParts(reqs, add);
    this.epilogue = new EpilogueParts(reqs, add);
  }

  /** The steps so far. */
  get steps(): readonly Step[] {
    return this.#steps;
  }
}
