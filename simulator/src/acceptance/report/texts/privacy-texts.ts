import type { BothTexts } from "../../criterion.ts";

/** Words of the section on privacy. */
export const PRIVACY_TEXTS = {
  heading: { nb: "Personvern og dataflyt", en: "Privacy and data flow" },
  intro: {
    nb: "Hvor opplysninger går i en tjeneste bygget med dette prosjektets deler. En leverandørs egne systemer må beskrives i tillegg.",
    en: "Where data goes in a service that is built with this project's parts. A supplier's own systems have to be described beside it.",
  },
  flow: { nb: "Dataflyt og lagring", en: "Data flow and retention" },
  place: { nb: "Sted", en: "Place" },
  holds: { nb: "Inneholder", en: "Holds" },
  identity: { nb: "Viser hvem det gjelder?", en: "Says who it is about?" },
  kept: { nb: "Lagres", en: "Kept" },
  protection: { nb: "Vern", en: "Protection" },
  draftIntro: {
    nb: "Utkast, ikke juridisk råd. Kommunen og personvernombudet avgjør; tomme felt må fylles ut.",
    en: "Drafts, no legal advice. The municipality and its data protection officer decide; empty fields have to be filled in.",
  },
  record: {
    nb: "Utkast til behandlingsprotokoll (art. 30)",
    en: "Draft for the record of processing (art. 30)",
  },
  assessment: {
    nb: "Utkast til personvernkonsekvensvurdering (DPIA, art. 35)",
    en: "Draft for the DPIA (art. 35)",
  },
  agreement: {
    nb: "Utkast til databehandleravtale (art. 28)",
    en: "Draft for the processor agreement (art. 28)",
  },
  field: { nb: "Felt", en: "Field" },
  draft: { nb: "Utkast", en: "Draft" },
  own: { nb: "Kommunens egen tekst", en: "The municipality's own text" },
} as const satisfies Readonly<Record<string, BothTexts>>;
