import { COMPARTMENT_DEFECTS } from "./compartment-defects.ts";
import type { Defect } from "./defect.ts";
import { ESCALATION_DEFECTS } from "./escalation-defects.ts";
import { RECORD_DEFECTS } from "./record-defects.ts";
import { RELEASE_DEFECTS } from "./release-defects.ts";

/** Every deliberate mistake, each of which some test of the suite has to notice. */
export const DEFECTS: readonly Defect[] = [
  ...RELEASE_DEFECTS,
  ...RECORD_DEFECTS,
  ...COMPARTMENT_DEFECTS,
  ...ESCALATION_DEFECTS,
];
