import { COMPARTMENT_DEFECTS } from "./compartment-defects.ts";
import type { Defect } from "./defect.ts";
import { ESCALATION_DEFECTS } from "./escalation-defects.ts";
import { HARDWARE_DEFECTS } from "./hardware-defects.ts";
import { PLAN_CHANGE_DEFECTS } from "./plan-change-defects.ts";
import { RECORD_DEFECTS } from "./record-defects.ts";
import { RELEASE_DEFECTS } from "./release-defects.ts";
import { SERVICE_DEFECTS } from "./service-defects.ts";
import { UPDATE_DEFECTS } from "./update-defects.ts";

/** Every deliberate mistake, each of which some test of the suite has to notice. */
export const DEFECTS: readonly Defect[] = [
  ...RELEASE_DEFECTS,
  ...RECORD_DEFECTS,
  ...PLAN_CHANGE_DEFECTS,
  ...COMPARTMENT_DEFECTS,
  ...ESCALATION_DEFECTS,
  ...HARDWARE_DEFECTS,
  ...UPDATE_DEFECTS,
  ...SERVICE_DEFECTS,
];
