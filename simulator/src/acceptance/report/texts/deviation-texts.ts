import type { BothTexts } from "../../criterion.ts";

/** Words of the deviations. */
export const DEVIATION_TEXTS = {
  heading: { nb: "Avvik", en: "Deviations" },
  intro: {
    nb: "A er kritisk, B alvorlig og C mindre alvorlig. Ansvarlig, frist og status står i kommunens fil og fylles ut der. Tidslinjen gjelder det første tilfellet.",
    en: "A is critical, B serious and C less serious. Owner, deadline and status stand in the municipality's file and are filled in there. The timeline is that of the first case.",
  },
  none: { nb: "Ingen avvik ble funnet.", en: "No deviation was found." },
  nonePartial: {
    nb: "Ingen avvik ble funnet før kjøringen ble avbrutt.",
    en: "No deviation was found before the run was interrupted.",
  },
  table: { nb: "Alle avvik", en: "All deviations" },
  id: { nb: "Avvik", en: "Deviation" },
  class: { nb: "Klasse", en: "Class" },
  status: { nb: "Status", en: "Status" },
  owner: { nb: "Ansvarlig", en: "Owner" },
  deadline: { nb: "Frist", en: "Deadline" },
  found: { nb: "Funnet", en: "Found" },
  times: { nb: "Ganger", en: "Times" },
  open: { nb: "åpent", en: "open" },
  overdue: { nb: "åpent, fristen er ute", en: "open, past its deadline" },
  closed: { nb: "lukket", en: "closed" },
  source: { nb: "Funnet av", en: "Found by" },
  criterion: { nb: "Bryter krav", en: "Breaks criterion" },
  products: { nb: "Produkter", en: "Products" },
  remark: { nb: "Merknad", en: "Remark" },
  timeline: { nb: "Hva skjedde, minutt for minutt", en: "What happened, minute by minute" },
  notNamed: { nb: "ikke utpekt", en: "not named" },
  noDeadline: { nb: "ikke satt", en: "not set" },
} as const satisfies Readonly<Record<string, BothTexts>>;
