import { readBoundedJson } from "./bounded-json.ts";
import { importPlan, type PlanImport, type PlanImportOptions } from "./import-plan.ts";

/** A bundle is at most so long and so deep; a year of requests of a ward is a tenth of it. */
export const BUNDLE_BOUNDS = { bytesMax: 16 * 1024 * 1024, depthMax: 64 } as const;

const REASONS = {
  "too-large": {
    code: "too-large",
    allowed: `${BUNDLE_BOUNDS.bytesMax} bytes or fewer`,
    reason: "The text is longer than any bundle that is read.",
  },
  "too-deep": {
    code: "too-large",
    allowed: `${BUNDLE_BOUNDS.depthMax} levels or fewer`,
    reason: "Objects lie in one another deeper than in any bundle.",
  },
  "not-json": {
    code: "wrong-shape",
    allowed: "JSON in UTF-8",
    reason: "The text is no JSON.",
  },
} as const;

/**
 * Does what `importPlan` does with the text of a bundle as it came in; length and depth are bounded
 * before anything is built of it.
 *
 * @throws RangeError when an option does not fit into a plan (a caller's bug)
 */
export function importPlanText(text: Uint8Array, options: PlanImportOptions): PlanImport {
  const reading = readBoundedJson(text, BUNDLE_BOUNDS);
  if (reading.ok) return importPlan(reading.value, options);
  const found = `${text.length} bytes`;
  return { ok: false, problems: [{ path: "Bundle", found, ...REASONS[reading.code] }] };
}
