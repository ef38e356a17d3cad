import type { HazardEntry } from "./hazard-entry.ts";

/** Hazards of alerts on their way to somebody, and of what is done about them. */
export const ALERT_HAZARDS: readonly HazardEntry[] = [
  {
    topic: "alert-lost",
    hazard: { nb: "Tapt varsel", en: "Alert lost" },
    cause: {
      nb: "Nettet, meldingssystemet eller enheten svikter mens varselet er på vei.",
      en: "Network, message broker or device fail while the alert is on its way.",
    },
    effect: {
      nb: "Ingen får vite at brukeren trenger hjelp.",
      en: "Nobody learns that the user needs help.",
    },
    barrier: {
      nb: "Varselet ligger i enhetens logg til det er lagret hos mottakeren; varsler kastes aldri for å få plass.",
      en: "The alert stays in the device's log until the receiver has stored it; alerts are never dropped to make room.",
    },
    rules: ["S4", "S7", "L1"],
    criteria: ["R-6", "P-7", "A-4"],
    incidents: ["mobile-outage", "broker-down"],
  },
  {
    topic: "alert-late",
    hazard: { nb: "Forsinket tiltak på varsel", en: "Alert acted on late" },
    cause: {
      nb: "For få på vakt, for mange varsler på én gang, eller et varsel som blir liggende.",
      en: "Too few on duty, too many alerts at once, or an alert that is left lying.",
    },
    effect: {
      nb: "Hjelpen kommer etter fristen kommunen har satt.",
      en: "Help comes after the limit that the municipality set.",
    },
    barrier: {
      nb: "Alvorlige varsler trappes opp til noen svarer; bemanningen er regnet mot fristene.",
      en: "Serious alerts climb until somebody answers; the staffing is worked out against the limits.",
    },
    rules: ["L2"],
    criteria: ["R-1", "P-2"],
    incidents: ["centre-overloaded", "area-power-cut"],
  },
  {
    topic: "not-followed-up",
    hazard: {
      nb: "Varsel eller teknisk svikt som ingen følger opp",
      en: "Alert or technical failure that nobody follows up",
    },
    cause: {
      nb: "Ingen eier oppgaven, eller varselet blir kvittert uten at noe gjøres.",
      en: "Nobody owns the task, or the alert is acknowledged and nothing is done.",
    },
    effect: {
      nb: "Brukeren er uten medisin i dager. Helsetilsynet har funnet nettopp dette.",
      en: "The user is without medicine for days. The national supervision found just this.",
    },
    barrier: {
      nb: "Varsler gjentas hver time på siste trinn; enheter som står et døgn uten tiltak, telles og er et avvik.",
      en: "Alerts are repeated every hour at the last step; devices that stand for a day without action are counted and are a deviation.",
    },
    rules: ["L2"],
    criteria: [],
    incidents: ["centre-overloaded", "faulty-firmware"],
  },
  {
    topic: "alert-misrouted",
    hazard: { nb: "Varsel til feil mottaker", en: "Alert to the wrong receiver" },
    cause: {
      nb: "Feil i varslingstrapp eller register, eller en bruker i en annen kommune.",
      en: "A mistake in the ladder or the register, or a user in another municipality.",
    },
    effect: {
      nb: "Den som får varselet, kan ikke handle, eller ser noe de ikke skal se.",
      en: "Whoever gets the alert can't act, or sees what they are not to see.",
    },
    barrier: {
      nb: "Registeret sier hvem som hadde enheten da det skjedde; hvert trinn i trappen varsles i rekkefølge.",
      en: "The register says who had the device when it happened; every step of the ladder is told in order.",
    },
    rules: [],
    criteria: ["A-1", "A-4"],
    incidents: [],
  },
  {
    topic: "alert-duplicated",
    hazard: { nb: "Doblet varsel", en: "Alert doubled" },
    cause: {
      nb: "Meldinger sendes på nytt etter brudd.",
      en: "Messages are sent again after an outage.",
    },
    effect: {
      nb: "Flere rykker ut på det samme, og journalen viser hendelsen to ganger.",
      en: "Several people go out for the same thing, and the record shows it twice.",
    },
    barrier: {
      nb: "Hvert varsel har ett nummer og lagres én gang.",
      en: "Each alert has one number and is stored once.",
    },
    rules: ["S4"],
    criteria: ["T-3", "A-4"],
    incidents: ["broker-down", "mobile-outage"],
  },
  {
    topic: "silent-device-death",
    hazard: { nb: "Enhet som tier", en: "Device that falls silent" },
    cause: {
      nb: "Strømmen, batteriet, nettet eller programmet svikter, eller 2G slås av.",
      en: "Power, battery, network or program fail, or 2G is switched off.",
    },
    effect: {
      nb: "Verken doser eller varsler kommer, og ingen vet det.",
      en: "Neither doses nor alerts come, and nobody knows.",
    },
    barrier: {
      nb: "Strøm og batteri varsles i tide (1.17 til 1.19); tapt kontakt varsles av mottakssystemet (1.20); programmet startes på nytt av en vakt.",
      en: "Power and battery are told in time (1.17 to 1.19); lost contact is told by the gateway (1.20); a watchdog starts the program again.",
    },
    rules: ["L1"],
    criteria: ["T-7", "R-6", "P-5", "P-7", "H-2"],
    incidents: ["area-power-cut", "mobile-outage", "two-g-shut-down", "faulty-firmware"],
  },
  {
    topic: "alarm-fatigue",
    hazard: { nb: "Varseltrøtthet", en: "Alarm fatigue" },
    cause: {
      nb: "Mange varsler uten årsak, eller det samme varselet om og om igjen.",
      en: "Many alerts without a cause, or the same alert again and again.",
    },
    effect: {
      nb: "Varsler blir kvittert uten å bli lest.",
      en: "Alerts are acknowledged without being read.",
    },
    barrier: {
      nb: "Ett varsel for hver årsak, over først når årsaken er borte; falske varsler telles mot en terskel.",
      en: "One alert for each cause, over only when the cause is gone; false alarms are counted against a threshold.",
    },
    rules: [],
    criteria: ["T-2"],
    incidents: ["centre-overloaded"],
  },
];
