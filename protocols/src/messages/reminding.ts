import { field, optional, struct, whole } from "../schema/define-kind.ts";
import type { InferFields } from "../schema/kind.ts";

const MINUTE_OF_DAY = whole({ max: 1_439, unit: "min" });
const SWITCH = whole({ max: 1 });

/** How the user is reminded of a dose that waits; what is absent is as the product has it. */
export const Reminding = struct("reminding", {
  light: field(1, SWITCH, "1 with light, 0 without."),
  sound: field(2, SWITCH, "1 with sound, 0 without."),
  speech: field(3, SWITCH, "1 with speech, 0 without."),
  text: field(4, SWITCH, "1 with text on the display, 0 without."),
  repeatMin: optional(
    5,
    whole({ min: 1, max: 240, unit: "min" }),
    "How long after the start of a round the next begins.",
  ),
  roundsMax: optional(
    6,
    whole({ min: 1, max: 255 }),
    "Rounds of sound and speech for one dose at the most; absent means until it is taken.",
  ),
  quietFromMin: optional(
    7,
    MINUTE_OF_DAY,
    "Local clock time, minutes since midnight, from which only light reminds.",
  ),
  quietUntilMin: optional(
    8,
    MINUTE_OF_DAY,
    "Local clock time until which only light reminds; before the other it is on the next day.",
  ),
});
/** See {@link Reminding}. */
export type Reminding = InferFields<typeof Reminding.fields>;
