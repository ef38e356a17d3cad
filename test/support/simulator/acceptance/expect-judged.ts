import type { ProductProfile } from "@dosekit/firmware-model";
import { type CheckFinding, JUDGES, type OwnJudgeName } from "@dosekit/simulator";
import { expect } from "vitest";

/** A judge of the acceptance run finds that a product holds what a check asks. */
export async function expectPassed(
  judge: OwnJudgeName,
  profile: ProductProfile,
): Promise<CheckFinding> {
  const finding = await JUDGES[judge]({ profile, seed: "criteria" });
  expect(finding).toMatchObject({ outcome: "passed" });
  return finding;
}
