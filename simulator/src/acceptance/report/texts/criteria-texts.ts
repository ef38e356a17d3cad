import type { BothTexts } from "../../criterion.ts";

/** Words of the criteria. */
export const CRITERIA_TEXTS = {
  heading: { nb: "Krav", en: "Criteria" },
  intro: {
    nb: "Hvert krav kan ha flere prøver; alle må bestås. «Rekonstruert» betyr at den opprinnelige teksten i brukerhistorien ikke er kjent. Et krav som ingen har avgjort, er ikke bestått. Har produktet ikke det brukerhistorien ber om, er kravet brutt; «gjelder ikke» står bare der kravet ikke spør etter det produktet mangler.",
    en: "A criterion may have several checks, all of which have to pass. “Reconstructed” means that the original text of the user story is not known. A criterion that nobody decided has not passed. Where the product has not what the user story asks for, the criterion fails; “not applicable” stands only where it does not ask for what the product lacks.",
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
