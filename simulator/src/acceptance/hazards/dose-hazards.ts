import type { HazardEntry } from "./hazard-entry.ts";

/** Hazards of what the user gets, and when. */
export const DOSE_HAZARDS: readonly HazardEntry[] = [
  {
    topic: "wrong-dose",
    hazard: { nb: "Feil dose", en: "Wrong dose" },
    cause: {
      nb: "Feil pose eller rom står for tur: feil ved lasting, feil i pakkingen, eller en bevegelse som ikke gikk som den skulle.",
      en: "Another pouch or compartment is next: a mistake in loading, in packing, or a movement that went wrong.",
    },
    effect: {
      nb: "Brukeren tar medisin som ikke var ment for tidspunktet.",
      en: "The user takes medicine that was not meant for that time.",
    },
    barrier: {
      nb: "Posen leses der produktet kan det; mekanismens stilling kontrolleres; ved tvil stanser utleveringen og noen varsles.",
      en: "The pouch is read where the product can; the position of the mechanism is checked; in doubt dispensing stops and somebody is told.",
    },
    rules: ["S5", "H1"],
    criteria: ["T-4", "R-3", "H-1", "P-1", "P-3", "P-5"],
    incidents: ["pharmacy-change", "faulty-firmware"],
  },
  {
    topic: "double-dose",
    hazard: { nb: "Dobbel dose", en: "Double dose" },
    cause: {
      nb: "Omstart, strømbrudd midt i en utlevering, en kommando som gjentas, eller en glemt pose som ligger igjen.",
      en: "A restart, a power cut in the middle of a release, a repeated command, or a pouch that was left lying.",
    },
    effect: {
      nb: "Overdose; ved blodfortynnende, insulin eller opioider kan den bli livsfarlig.",
      en: "Overdose; with anticoagulants, insulin or opioids it can be fatal.",
    },
    barrier: {
      nb: "Det skrives i loggen før noe beveger seg; usikre doser tilbys ikke igjen; minste avstand mellom doser holdes.",
      en: "The log is written before anything moves; uncertain doses are not offered again; the least spacing between doses is kept.",
    },
    rules: ["S1", "S7", "S8"],
    criteria: ["R-2", "P-6", "A-2"],
    incidents: ["area-power-cut", "pharmacy-change", "faulty-firmware"],
  },
  {
    topic: "early-dose",
    hazard: { nb: "Dose for tidlig", en: "Dose too early" },
    cause: {
      nb: "Knappetrykk, vipping eller skjelving, feil klokke, eller en ny plan.",
      en: "Presses, tilts or tremor, a wrong clock, or a new plan.",
    },
    effect: {
      nb: "To doser kommer for tett, og en senere dose mangler.",
      en: "Two doses come too close, and a later one is missing.",
    },
    barrier: {
      nb: "Dosen tilbys bare i tidsvinduet; bare ansatte kan gi ut på forhånd, og det logges.",
      en: "A dose is offered in its window only; only staff can release ahead, and it is logged.",
    },
    rules: ["S2", "S8"],
    criteria: ["T-1", "T-5", "H-1", "R-5", "P-6"],
    incidents: ["faulty-firmware"],
  },
  {
    topic: "missed-dose-unnoticed",
    hazard: { nb: "Glemt dose som ingen oppdager", en: "Missed dose that nobody notices" },
    cause: {
      nb: "Brukeren tar ikke dosen, eller enheten kan ikke tilby den, og varselet uteblir eller blir ikke lest.",
      en: "The user does not take the dose, or the device can't offer it, and no alert comes or nobody reads it.",
    },
    effect: {
      nb: "Brukeren er uten behandling uten at noen gjør noe.",
      en: "The user goes without treatment and nobody does anything.",
    },
    barrier: {
      nb: "Påminnelse; varsel 1.1 når tidsvinduet er slutt; hver dose får nøyaktig ett utfall; varselet trappes opp.",
      en: "Reminders; alert 1.1 when the window ends; every dose gets exactly one outcome; the alert climbs its ladder.",
    },
    rules: ["S3", "L1"],
    criteria: ["T-2", "T-3", "T-6", "R-1", "P-2"],
    incidents: ["area-power-cut", "mobile-outage"],
  },
  {
    topic: "access-to-all-doses",
    hazard: { nb: "Tilgang til alle dosene", en: "Access to all doses" },
    cause: {
      nb: "Lokket tvinges opp, sperren svikter, eller enheten åpnes uten nøkkel.",
      en: "The lid is forced, the lock fails, or the device is opened without a key.",
    },
    effect: {
      nb: "Flere doser tas på én gang, eller medisin kommer på avveie.",
      en: "Several doses are taken at once, or medicine goes astray.",
    },
    barrier: {
      nb: "Låst lager; ingen rekkefølge av knappetrykk gir ut noe; åpning varsles (1.21 og 1.22) og stanser utleveringen.",
      en: "A locked store; no sequence of inputs releases anything; opening is told (1.21 and 1.22) and stops dispensing.",
    },
    rules: ["S5", "S6"],
    criteria: ["T-1", "T-3", "P-1", "P-2"],
    incidents: [],
  },
  {
    topic: "wrong-patients-medicine",
    hazard: { nb: "En annens medisin", en: "Somebody else's medicine" },
    cause: {
      nb: "To ruller byttes ved levering, eller en enhet tas i bruk av en ny bruker uten å være tilbakestilt.",
      en: "Two rolls are swapped on delivery, or a device goes to a new user without a reset.",
    },
    effect: {
      nb: "Brukeren får medisin som er ment for en annen.",
      en: "The user gets medicine that is meant for somebody else.",
    },
    barrier: {
      nb: "Produkter som leser posen, holder den tilbake og varsler (1.7). For de andre er to ansattes kontroll ved påfylling eneste barriere.",
      en: "Products that read the pouch keep it back and tell (1.7). For the others a check by two of the staff at the refill is the only barrier.",
    },
    rules: ["H1"],
    criteria: ["T-4", "H-1", "A-3"],
    incidents: ["rolls-swapped"],
  },
  {
    topic: "stale-schedule",
    hazard: { nb: "Utdatert plan", en: "Stale schedule" },
    cause: {
      nb: "Legen endrer medisinen, og enheten eller rullen følger den gamle planen.",
      en: "The doctor changes the medicine, and device or roll follow the old plan.",
    },
    effect: {
      nb: "Brukeren får medisin som er avsluttet, eller mangler den nye.",
      en: "The user gets medicine that was stopped, or lacks the new one.",
    },
    barrier: {
      nb: "Planen har versjon, og en eldre endrer ingenting; 1.14 og 1.15 varsler når plan mangler eller ikke passer rullen.",
      en: "The plan has a version, and an older one changes nothing; 1.14 and 1.15 tell when a plan is missing or does not fit the roll.",
    },
    rules: [],
    criteria: ["R-4", "A-3"],
    incidents: ["pharmacy-change"],
  },
  {
    topic: "clock",
    hazard: { nb: "Feil klokke, sommertid og vintertid", en: "Wrong clock, change of the clocks" },
    cause: {
      nb: "Klokken mister tiden, stilles feil eller går feil; eller døgnet har 23 eller 25 timer.",
      en: "The clock loses its time, is set wrong or drifts; or the day has 23 or 25 hours.",
    },
    effect: {
      nb: "Doser kommer til feil tid, to ganger eller ikke.",
      en: "Doses come at the wrong time, twice or not at all.",
    },
    barrier: {
      nb: "Ingenting tilbys når klokken ikke er til å stole på (1.5); et lukket vindu åpnes ikke igjen; skiftene følger faste regler.",
      en: "Nothing is offered when the clock can't be trusted (1.5); a closed window never opens again; the changes follow fixed rules.",
    },
    rules: ["S9", "S8"],
    criteria: ["A-2", "T-7", "H-2"],
    incidents: ["area-power-cut"],
  },
  {
    topic: "false-taken",
    hazard: { nb: "Falskt «tatt»", en: "False “taken”" },
    cause: {
      nb: "Posen tas ut og blir liggende, sensoren ser feil, eller medisin blir igjen i rommet.",
      en: "The pouch is taken out and left, a sensor sees wrong, or medicine stays in its compartment.",
    },
    effect: {
      nb: "Journalen sier at dosen er hentet, mens brukeren ikke har tatt den.",
      en: "The record says that the dose was collected, and the user has not taken it.",
    },
    barrier: {
      nb: "Hver dose sier hvor langt beviset rekker, og aldri lenger; ingen melding sier at medisinen er svelget. Tilsyn i hjemmet er barrieren.",
      en: "Every dose says how far its evidence reaches, and never further; no message says that medicine was swallowed. Home care that looks is the barrier.",
    },
    rules: ["S3"],
    criteria: ["P-1", "P-4"],
    incidents: [],
  },
];
