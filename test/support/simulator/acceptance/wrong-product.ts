import type { ProductProfile } from "@dosekit/firmware-model";
import type { JudgeSubject, OwnJudgeName } from "@dosekit/simulator";

/** A product that is deliberately wrong, and the criterion that has to notice. */
export interface WrongProduct {
  readonly criterion: string;
  readonly judge: OwnJudgeName;
  /** What it does wrong. */
  readonly does: string;
  /** The right product that it is made of. */
  readonly base: ProductProfile;
  readonly profile?: ProductProfile;
  readonly spoil?: NonNullable<JudgeSubject["spoil"]>;
}
