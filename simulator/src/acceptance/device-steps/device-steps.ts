import type { ProductProfile } from "@dosekit/firmware-model";
import type { CriterionCheck, ProtocolStep } from "../criterion.ts";
import type { JudgeName } from "../judges/judge-names.ts";
import { DOSE_STEPS } from "./dose-steps.ts";
import { PART_STEPS } from "./part-steps.ts";
import { SERVICE_STEPS } from "./service-steps.ts";
import { type StepsOf, stepOf } from "./step-words.ts";

const STEPS: Readonly<Record<JudgeName, StepsOf>> = {
  ...DOSE_STEPS,
  ...PART_STEPS,
  ...SERVICE_STEPS,
};

/**
 * Lists what a person does at a real device or gateway where a program decides a check otherwise, and
 * what is to be seen then: the steps of its judge, with the figures of the criterion and the product.
 */
export function deviceSteps(
  { method, judge, with: figures = {} }: CriterionCheck,
  profile: ProductProfile,
): readonly ProtocolStep[] {
  if (method !== "automatic" || judge === undefined) return [];
  return STEPS[judge](profile, figures).map(stepOf);
}
