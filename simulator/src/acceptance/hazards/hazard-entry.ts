import type { HazardTopic } from "@dosekit/firmware-model";
import type { CheckId } from "../../checkers/checker.ts";
import type { BothTexts } from "../criterion.ts";
import type { IncidentName } from "../result/incident-result.ts";

/** A hazard of the service, before anything was measured about it. ISO 14971 */
export interface HazardEntry {
  /** Harm as the products' own hazard tables name it, or a hazard of the service around them. */
  readonly topic: HazardTopic | "not-followed-up";
  readonly hazard: BothTexts;
  readonly cause: BothTexts;
  readonly effect: BothTexts;
  readonly barrier: BothTexts;
  /** What tests the barrier: rules, criteria by id, incidents. */
  readonly rules: readonly CheckId[];
  readonly criteria: readonly string[];
  readonly incidents: readonly IncidentName[];
}
