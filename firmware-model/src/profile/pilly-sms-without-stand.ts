import { PILLY_SMS_HAZARDS } from "./pilly-sms.hazards.ts";
import { PILLY_SMS } from "./pilly-sms.ts";
import type { ProductProfile } from "./product-profile.ts";
import { inferred } from "./stated-figures.ts";

/** The device that stands in where nothing was found about Pilly itself. */
const STAND_IN = "Tynetec ZXT485, a device that stands in";

/**
 * Pilly SMS in the hand: the same tray without its stand. Inside the early window of a plan the user
 * gets the next dose by turning the device over and back twice, the two tilts apart from each other.
 */
export const PILLY_SMS_WITHOUT_STAND: ProductProfile = {
  ...PILLY_SMS,
  product: "pilly-sms-without-stand",
  title: "Pilly SMS without stand",
  earlyMin: {
    value: 0,
    unit: "min",
    range: [0, 300],
    confidence: "stand-in",
    source: `${STAND_IN}: BEFORE is 0 to 5 hours, off here`,
  },
  mechanismFigures: {
    ...PILLY_SMS.mechanismFigures,
    stand: inferred(0, "switch", [0, 0], "the same device, carried"),
    earlyByTilting: inferred(
      1,
      "switch",
      [0, 1],
      `${STAND_IN}: turned over and back twice; that the tilts are apart is inferred`,
    ),
  },
  hazards: PILLY_SMS_HAZARDS,
};
