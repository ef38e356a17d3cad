import type { BothTexts } from "../../criterion.ts";

/** Words that stand on every page about acceptance. */
export const PAGE_TEXTS = {
  title: {
    nb: "Akseptanserapport: medisindispensere i hjemmetjenesten",
    en: "Acceptance report: medication dispensers in home care",
  },
  contents: { nb: "Innhold", en: "Contents" },
  skip: { nb: "Til resultatet", en: "To the verdict" },
  partialMark: { nb: "ufullstendig", en: "partial" },
  partial: {
    nb: "Kjøringen ble avbrutt. Rapporten er ufullstendig, beviser ingenting og kan ikke godkjenne noe. Den må ikke undertegnes.",
    en: "The run was interrupted. This report is partial, proves nothing and can approve nothing. It must not be signed.",
  },
  footer: {
    nb: "Simulerte enheter og mennesker; ingen virkelige personer. En dose regnes som tatt ut når den ble tatt ut av enheten; ingen vet om den ble svelget. Denne filen inneholder alt den viser, og henter ingenting.",
    en: "Simulated devices and people; no real person. A dose counts as retrieved when it was taken out of the device; nobody knows whether it was swallowed. This file holds everything that it shows and fetches nothing.",
  },
} as const satisfies Readonly<Record<string, BothTexts>>;
