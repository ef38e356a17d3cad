import type { BothTexts } from "../criterion.ts";
import type { PathwayAsk } from "../protocol/protocol-row.ts";
import type { PathwayStep, PathwayStepName } from "../result/pathway-result.ts";

/** What a step is, apart from what became of it. */
export type StepFrame = Pick<PathwayStep, "title" | "actors" | "method" | "expect">;

const CASE_OFFICER: BothTexts = { nb: "Saksbehandler", en: "Case officer" };
const HOME_CARE: BothTexts = { nb: "Hjemmetjenesten", en: "Home care" };
const USER: BothTexts = { nb: "Brukeren", en: "The user" };
const NEXT_OF_KIN: BothTexts = { nb: "Pårørende", en: "Next of kin" };
const INSTALLER: BothTexts = { nb: "Teknisk ansvarlig", en: "Whoever installs" };
const RESPONSE_CENTRE: BothTexts = { nb: "Responssenteret", en: "The response centre" };
const INSTITUTION: BothTexts = { nb: "Institusjonen", en: "The institution" };
const HOLIDAY_MUNICIPALITY: BothTexts = { nb: "Feriekommunen", en: "The holiday municipality" };

/** Every step of one user's way with who takes it and what has to hold. */
export const STEP_FRAMES: Readonly<Record<PathwayStepName, StepFrame>> = {
  mapping: {
    title: { nb: "Kartlegging av behov og egnethet", en: "Needs and suitability are mapped" },
    actors: [CASE_OFFICER, HOME_CARE, USER, NEXT_OF_KIN],
    method: "manual",
    expect: {
      nb: "Det er vurdert og skrevet ned om dispenseren er egnet for brukeren, hvem som får varsler, og hvem som følger opp.",
      en: "Whether the dispenser suits the user, who gets alerts and who follows up is assessed and written down.",
    },
  },
  configuration: {
    title: { nb: "Konfigurering", en: "Configuration" },
    actors: [HOME_CARE, INSTALLER],
    method: "automatic",
    expect: {
      nb: "Dispenseren tar imot brukerens plan innen 15 minutter og går fra tom til konfigurert.",
      en: "The dispenser takes the user's plan within 15 minutes and goes from empty to configured.",
    },
  },
  training: {
    title: { nb: "Opplæring av bruker og pårørende", en: "User and next of kin are trained" },
    actors: [HOME_CARE, USER, NEXT_OF_KIN],
    method: "manual",
    expect: {
      nb: "Bruker og pårørende har fått opplæring, og det er skrevet ned hva de mestrer.",
      en: "User and next of kin were trained, and what they master is written down.",
    },
  },
  "two-week-test": {
    title: { nb: "Testperiode på to uker", en: "Test period of two weeks" },
    actors: [USER, HOME_CARE, RESPONSE_CENTRE],
    method: "automatic",
    expect: {
      nb: "Dosene gis til sine tider i opplæringsmodus, og etter to uker ber dispenseren selv om evaluering.",
      en: "Doses are given at their times in training, and after two weeks the dispenser itself asks for evaluation.",
    },
  },
  "daily-use": {
    title: { nb: "Daglig bruk", en: "Daily use" },
    actors: [USER, HOME_CARE, RESPONSE_CENTRE],
    method: "automatic",
    expect: {
      nb: "Dosene gis til sine tider, varsler følges opp, og dispenseren fylles.",
      en: "Doses are given at their times, alerts are followed up, and the dispenser is filled.",
    },
  },
  "institution-stay": {
    title: { nb: "Institusjonsopphold", en: "Stay in an institution" },
    actors: [HOME_CARE, INSTITUTION],
    method: "automatic",
    expect: {
      nb: "Under pausen tilbys ingenting og varsles ingen utelatte doser; etterpå kommer den rette dosen.",
      en: "In the pause nothing is offered and no missed dose told; after it the right dose comes.",
    },
  },
  "holiday-municipality": {
    title: { nb: "Opphold i feriekommune", en: "Stay in a holiday municipality" },
    actors: [USER, HOME_CARE, HOLIDAY_MUNICIPALITY],
    method: "automatic",
    expect: {
      nb: "Dosene til reisen gis ut samlet, vinduene deres er stille, dispenseren går videre der den kommer, og feriekommunen får melding bare mens brukeren er der.",
      en: "The doses for the journey are handed out together, their windows are silent, the dispenser goes on where it arrives, and the holiday municipality is told only while the user is there.",
    },
  },
  evaluation: {
    title: { nb: "Evaluering", en: "Evaluation" },
    actors: [HOME_CARE, CASE_OFFICER, USER, NEXT_OF_KIN],
    method: "manual",
    expect: {
      nb: "Det er vurdert sammen med brukeren om tiltaket virker som ønsket, og skrevet ned.",
      en: "Whether it works as wanted was assessed with the user, and written down.",
    },
  },
  collection: {
    title: { nb: "Avslutning og innhenting", en: "End and collection" },
    actors: [HOME_CARE, INSTALLER],
    method: "automatic",
    expect: {
      nb: "Når tjenesten er avsluttet, tilbys ingenting mer, og ingen varsler blir stående.",
      en: "Once the service has ended nothing is offered any more, and no alert stays.",
    },
  },
  reset: {
    title: { nb: "Nullstilling", en: "Reset" },
    actors: [INSTALLER],
    method: "automatic",
    expect: {
      nb: "Alt dispenseren har skrevet, er hentet ut først; etterpå er ingenting av bruker og plan igjen.",
      en: "All that the dispenser wrote is fetched first; after it nothing of user and plan is left.",
    },
  },
};

/** Steps that people see to and tell of in a protocol. */
export const PATHWAY_ASKS: readonly PathwayAsk[] = (
  ["mapping", "training", "evaluation"] as const
).map((step) => ({ step, title: STEP_FRAMES[step].title, expect: STEP_FRAMES[step].expect }));
