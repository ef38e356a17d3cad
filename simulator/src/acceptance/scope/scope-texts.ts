import type { BothTexts } from "../criterion.ts";
import type { NotTested } from "../result/acceptance-result.ts";
import type { IncidentName } from "../result/incident-result.ts";
import { INCIDENT_TITLES } from "../run/incident-titles.ts";

/** Why something was not tested. */
export const SCOPE_TEXTS = {
  neverAsked: {
    nb: "Ingenting i denne kjøringen satte regelen på prøve.",
    en: "Nothing in this run put the rule to the test.",
  },
  notMeasured: { nb: "Målet ble ikke målt.", en: "It was not measured." },
  notRun: { nb: "Hendelsen var ikke med i kjøringen.", en: "The incident was no part of the run." },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** Names an incident that a run left out. */
export function incidentNamed(incident: IncidentName): BothTexts {
  const { nb, en } = INCIDENT_TITLES[incident];
  return { nb: `Hendelse: ${nb}`, en: `Incident: ${en}` };
}

/** Parts that a run may leave out, with what is then unknown. */
export const LEFT_OUT = {
  operation: {
    what: {
      nb: "Daglig drift og oppfølging av varsler",
      en: "Daily operation and the follow-up of alerts",
    },
    why: { nb: "Delen var ikke med i kjøringen.", en: "It was no part of the run." },
  },
  clockChange: {
    what: {
      nb: "Skifte mellom sommertid og vintertid i daglig drift",
      en: "A change of the clocks in daily operation",
    },
    why: {
      nb: "Perioden har ingen slik dag. Krav A-2 prøver skiftet for seg.",
      en: "The period holds no such day. Criterion A-2 tests the change by itself.",
    },
  },
  pathway: {
    what: { nb: "Tjenesteforløpet for én bruker", en: "The pathway of one user" },
    why: { nb: "Delen var ikke med i kjøringen.", en: "It was no part of the run." },
  },
  staffing: {
    what: { nb: "Hvor mange operatører som trengs", en: "How many operators are needed" },
    why: { nb: "Utregningen var ikke med i kjøringen.", en: "It was not worked out in this run." },
  },
  benefits: {
    what: { nb: "Gevinster og kostnader", en: "Benefits and costs" },
    why: {
      nb: "Utregningen var ikke med i kjøringen.",
      en: "They were not worked out in this run.",
    },
  },
} as const satisfies Readonly<Record<string, NotTested>>;

/** What no simulation can test. */
export const NOT_SIMULATED: readonly NotTested[] = [
  {
    what: { nb: "De virkelige enhetene", en: "The real devices" },
    why: {
      nb: "Enhetene er modeller laget etter det som er publisert. Bare det som er «avgjort på virkelig utstyr», gjelder en virkelig enhet.",
      en: "The devices are models made after what was published. Only what was “decided on real equipment” holds for a real one.",
    },
  },
  {
    what: { nb: "En virkelig mottakstjeneste (gateway)", en: "A real gateway" },
    why: {
      nb: "Uten --gateway prøves kravene med mottakstjenesten som følger med. Med --gateway avgjør samsvarsprøven bare det som viser seg gjennom protokollen.",
      en: "Without --gateway the criteria are tried with the gateway that comes along. With it the conformance kit decides only what shows through the protocol.",
    },
  },
  {
    what: { nb: "Om medisinen blir svelget", en: "Whether medicine is swallowed" },
    why: { nb: "Ingen dispenser kan vite det.", en: "No dispenser can know." },
  },
  {
    what: { nb: "Egnethet for den enkelte brukeren", en: "Whether it suits an individual user" },
    why: {
      nb: "Det er en faglig vurdering av et menneske; den gjør kommunen.",
      en: "That is a professional judgement of a person, which the municipality makes.",
    },
  },
  {
    what: {
      nb: "Bruk med nedsatt syn, hørsel, kraft eller skjelving",
      en: "Use with poor sight, hearing or strength, or with a tremor",
    },
    why: {
      nb: "Hender, øyne og ører kan ikke simuleres; prøv med brukere (IEC 62366-1).",
      en: "Hands, eyes and ears can't be simulated; test with users (IEC 62366-1).",
    },
  },
  {
    what: {
      nb: "Kommunens egne systemer for respons og journal",
      en: "The municipality's own response and record systems",
    },
    why: {
      nb: "Mottakerne i prøvene følger SCAIP og VKP; det ekte systemet må prøves med leverandøren.",
      en: "The receivers of the tests follow SCAIP and VKP; the real system has to be tested with its supplier.",
    },
  },
  {
    what: { nb: "Dekning hjemme hos brukerne", en: "Coverage at the users' homes" },
    why: { nb: "Må måles på stedet.", en: "It has to be measured there." },
  },
  {
    what: { nb: "Innholdet i apotekets poser", en: "The contents of the pharmacy's pouches" },
    why: {
      nb: "Enheten stoler på trykket; pakkingen er apotekets ansvar.",
      en: "The device trusts the print; packing is the pharmacy's responsibility.",
    },
  },
  {
    what: {
      nb: "Elektrisk sikkerhet, miljøkrav, CE-merking og klasse etter MDR",
      en: "Electrical safety, environment, CE marking and class by MDR",
    },
    why: { nb: "Be leverandøren om dokumentene.", en: "Ask the supplier for the documents." },
  },
  {
    what: { nb: "Angrep på leverandørens systemer", en: "Attacks on the supplier's systems" },
    why: {
      nb: "Ikke en del av en akseptansetest; krev egen sikkerhetsprøve.",
      en: "No part of an acceptance test; ask for a security test.",
    },
  },
];
