import type { BothTexts } from "../../criterion.ts";

/** Words of the staffing. */
export const STAFFING_TEXTS = {
  heading: { nb: "Bemanning", en: "Staffing" },
  none: {
    nb: "Behovet for bemanning ble ikke regnet ut i denne kjøringen.",
    en: "How many are needed was not worked out in this run.",
  },
  intro: {
    nb: "Hvor mange som må være på vakt samtidig for at fristene skal holde. Aldri færre enn to: én alene på vakt regnes ikke som forsvarlig (IS-2552).",
    en: "How many have to be on duty at the same time for the limits to hold. Never fewer than two: one alone on duty is not held to be sound (IS-2552).",
  },
  warning: { nb: "Advarsel", en: "Warning" },
  table: { nb: "Operatører på vakt samtidig", en: "Operators on duty at the same time" },
  shift: { nb: "Vakt", en: "Shift" },
  planned: { nb: "I filen", en: "In the file" },
  median: { nb: "Trengs (median)", en: "Needed (median)" },
  range: { nb: "Fra og til", en: "Least and most" },
  bySeed: { nb: "For hvert frø", en: "For each seed" },
  enough: { nb: "Holder det?", en: "Enough?" },
  yes: { nb: "ja", en: "yes" },
  sometimes: { nb: "ikke for alle frø", en: "not for every seed" },
  no: { nb: "nei", en: "no" },
  unreachable: {
    nb: "ikke for alle frø, heller ikke med flest prøvd",
    en: "not for every seed, not even with the most that were tried",
  },
  seeds: { nb: "Frø", en: "Seeds" },
  tolerance: { nb: "Varsler som kan være for sene", en: "Alerts that may be late" },
} as const satisfies Readonly<Record<string, BothTexts>>;
