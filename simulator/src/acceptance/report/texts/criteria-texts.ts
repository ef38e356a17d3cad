import type { BothTexts } from "../../criterion.ts";

/** Words of the criteria. */
export const CRITERIA_TEXTS = {
  heading: { nb: "Krav", en: "Criteria" },
  intro: {
    nb: "Hvert krav kan ha flere prøver; alle må bestås. «Rekonstruert» betyr at den opprinnelige teksten i brukerhistorien ikke er kjent. Et krav som ingen har avgjort, er ikke bestått.",
    en: "A criterion may have several checks, all of which have to pass. “Reconstructed” means that the original text of the user story is not known. A criterion that nobody decided has not passed.",
  },
  criterion: { nb: "Krav", en: "Criterion" },
  basis: { nb: "Grunnlag", en: "Basis" },
  classOf: { nb: "klasse ved brudd", en: "class when it fails" },
  pass: { nb: "Bestått når", en: "Passes when" },
  method: { nb: "Metode", en: "Method" },
  outcome: { nb: "Utfall", en: "Outcome" },
  saw: { nb: "Hva ble sett", en: "What was seen" },
  none: { nb: "Ingen krav ble prøvd.", en: "No criterion was tested." },
  repeatTitle: { nb: "Slik gjentas prøvene", en: "How to repeat the checks" },
} as const satisfies Readonly<Record<string, BothTexts>>;
