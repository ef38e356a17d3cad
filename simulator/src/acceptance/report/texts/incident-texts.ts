import type { BothTexts } from "../../criterion.ts";

/** Words of incidents and pathways. */
export const INCIDENT_TEXTS = {
  heading: { nb: "Hendelser", en: "Incidents" },
  none: {
    nb: "Ingen hendelser ble prøvd i denne kjøringen.",
    en: "No incident was tested in this run.",
  },
  intro: {
    nb: "Tjenesten settes gjennom sjeldne, planlagte hendelser. Hver prøve er avgjort av det som faktisk skjedde, ikke av hva enhetene trodde.",
    en: "The service is put through rare, planned incidents. Each check is decided by what truly happened, not by what the devices believed.",
  },
  overview: { nb: "Alle hendelser", en: "All incidents" },
  incident: { nb: "Hendelse", en: "Incident" },
  devices: { nb: "Enheter", en: "Devices" },
  outcome: { nb: "Utfall", en: "Outcome" },
  checksPassed: { nb: "Prøver bestått", en: "Checks passed" },
  of: { nb: "av", en: "of" },
  deviations: { nb: "Avvik", en: "Deviations" },
  checks: { nb: "prøver", en: "checks" },
  expect: { nb: "Bestått når", en: "Passes when" },
  saw: { nb: "Hva ble sett", en: "What was seen" },
  timeline: { nb: "ett hjem, minutt for minutt", en: "one home, minute by minute" },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** Words of the pathway of one user. */
export const PATHWAY_TEXTS = {
  heading: { nb: "Tjenesteforløp", en: "Service pathway" },
  none: {
    nb: "Tjenesteforløpet for én bruker ble ikke prøvd i denne kjøringen.",
    en: "The pathway of one user was not tested in this run.",
  },
  intro: {
    nb: "Én oppdiktet bruker følges fra kartlegging til enheten er tilbakestilt. Det enheten gjør, er prøvd; det mennesker vurderer og lærer bort, må kommunen selv prøve med testprotokollen.",
    en: "One made-up user is followed from the mapping of needs until the device is reset. What the device does is tested; what people judge and teach the municipality tests itself, by the test protocol.",
  },
  steps: { nb: "trinn", en: "steps" },
  step: { nb: "Trinn", en: "Step" },
  actors: { nb: "Hvem", en: "Who" },
  method: { nb: "Metode", en: "Method" },
  expect: { nb: "Bestått når", en: "Passes when" },
  outcome: { nb: "Utfall", en: "Outcome" },
  saw: { nb: "Hva ble sett", en: "What was seen" },
  timeline: { nb: "hva skjedde", en: "what happened" },
} as const satisfies Readonly<Record<string, BothTexts>>;
