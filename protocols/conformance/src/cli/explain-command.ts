import { CODEC_CASE_PREFIX, codecCases } from "../codec/codec-cases.ts";
import { KitMistake } from "../files/kit-mistake.ts";
import { REQUIREMENTS, type RequirementId } from "../requirements/registry.generated.ts";
import { ALL_CASES } from "../run/case-choice.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { caseText, requirementText } from "./case-texts.ts";
import type { ConformIo } from "./conform-io.ts";

/**
 * Explains a requirement or a case.
 *
 * @returns the exit code
 * @throws KitMistake when there is neither of that name
 */
export function runExplain(id: string, io: ConformIo): number {
  if (isRequirement(id)) {
    io.out(requirementText(id, ALL_CASES));
    return 0;
  }
  const cases = casesNamed(id).filter((one) => one.id === id);
  if (cases.length === 0) {
    throw new KitMistake({
      code: "explain.unknown",
      found: id,
      allowed: `a requirement such as OMDP-EVT-001, or a case: ${nearest(id).join(", ")}`,
      message: "There is no such requirement or case.",
    });
  }
  io.out(cases.map(caseText).join("\n"));
  return 0;
}

/** Those of the codec are made when they are asked for. */
function casesNamed(id: string): readonly Scenario[] {
  return id.startsWith(CODEC_CASE_PREFIX) ? codecCases({ role: "device" }) : ALL_CASES;
}

function isRequirement(id: string): id is RequirementId {
  return Object.hasOwn(REQUIREMENTS, id);
}

/** Some cases of the same area, or of any. */
function nearest(id: string): readonly string[] {
  const area = id.split("/")[0] ?? "";
  const own = casesNamed(id).filter((one) => one.id.startsWith(`${area}/`));
  return (own.length > 0 ? own : ALL_CASES).slice(0, 5).map((one) => one.id);
}
