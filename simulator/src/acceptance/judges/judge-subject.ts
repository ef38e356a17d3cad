import type { ProductProfile } from "@dosekit/firmware-model";
import type { HomeSpoilers } from "../../home/home-spoilers.ts";

/** The product that a judge looks at. */
export interface JudgeSubject {
  readonly profile: ProductProfile;
  /** What users do where it does not matter is drawn from it. */
  readonly seed: string;
  /** What stands in place of its program or mechanism: a vendor's own, or a deliberate mistake. */
  readonly spoil?: Pick<HomeSpoilers, "logic" | "mechanism">;
}
