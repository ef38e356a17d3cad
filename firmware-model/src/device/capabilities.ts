import {
  COMMAND_VERB,
  type CommandVerb,
  DosePlan,
  type LogicCapabilities,
} from "@dosekit/protocols";
import type { ProductProfile } from "../profile/product-profile.ts";
import { KEPT_REPLIES_MAX } from "./command-answers.ts";

/**
 * Says what a product's program can do: what its profile does not rule out.
 *
 * @see OMDP-CAP-002, OMDP-CAP-003
 */
export function capabilitiesOf(profile: ProductProfile): LogicCapabilities {
  const { unsupportedCommands = {}, dosesPerDayMax, minimumSpacingMin } = profile;
  const verbs = (Object.keys(COMMAND_VERB.words) as CommandVerb[])
    .filter((verb) => unsupportedCommands[verb] === undefined)
    .sort((one, other) => COMMAND_VERB.words[one] - COMMAND_VERB.words[other]);
  return {
    verbs,
    planEntriesMax: DosePlan.fields.entries.kind.max,
    dosesPerDayMax: dosesPerDayMax.value,
    minimumSpacingMin: minimumSpacingMin.value,
    repliesKept: KEPT_REPLIES_MAX,
  };
}
