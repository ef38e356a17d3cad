import type { BothTexts } from "../criterion.ts";

/** One place that data on a person stays in or passes, and what it holds there. */
export interface DataPlace {
  readonly place: BothTexts;
  readonly holds: BothTexts;
  /** Whether who it is about can be read from it alone. */
  readonly identity: BothTexts;
  readonly kept: BothTexts;
  readonly protection: BothTexts;
}

const NONE: BothTexts = { nb: "nei", en: "no" };

/** Where data goes in a service of this project's own parts, in the order in which it flows. */
export const DATA_FLOW: readonly DataPlace[] = [
  {
    place: { nb: "Dispenseren i hjemmet", en: "The dispenser at home" },
    holds: {
      nb: "plan med tidspunkter, dosehendelser, varsler; på rullen det apoteket har trykt",
      en: "plan with times, dose events, alerts; on the roll what the pharmacy printed",
    },
    identity: {
      nb: "ikke i minnet; posene kan være merket med navn",
      en: "not in its memory; pouches may bear a name",
    },
    kept: {
      nb: "til mottakssystemet har hendelsen; alt slettes ved tilbakestilling",
      en: "until the gateway has the event; everything is wiped by the reset",
    },
    protection: {
      nb: "låst lager; kasse som varsler når den åpnes",
      en: "locked store; a case that tells when it is opened",
    },
  },
  {
    place: {
      nb: "Meldinger mellom enhet og mottakssystem (OMDP)",
      en: "Messages between device and gateway (OMDP)",
    },
    holds: {
      nb: "enhetens nummer, dosens tidspunkt og utfall, varselkode, planer",
      en: "number of the device, time and outcome of a dose, alert code, plans",
    },
    identity: NONE,
    kept: { nb: "ikke lagret underveis utover køen", en: "not stored on the way beyond the queue" },
    protection: { nb: "TLS; kommandoer kan forsegles", en: "TLS; commands can be sealed" },
  },
  {
    place: { nb: "Innboksen i mottakssystemet", en: "The inbox of the gateway" },
    holds: { nb: "de samme hendelsene, i rekkefølge", en: "the same events, in order" },
    identity: NONE,
    kept: {
      nb: "til alle mottakere har lest dem, deretter 7 døgn og høyst 100 000 rader (kan settes)",
      en: "until every receiver has read them, then 7 days and at most 100,000 rows (can be set)",
    },
    protection: {
      nb: "tilgangsstyrt maskin i kommunens eller leverandørens drift",
      en: "a machine with controlled access",
    },
  },
  {
    place: {
      nb: "Registeret: hvilken enhet som står hos hvem",
      en: "The register: which device stands with whom",
    },
    holds: {
      nb: "fødselsnummer, kommune, perioder, kontakter for SMS og e-post",
      en: "identity number, municipality, periods, contacts for SMS and mail",
    },
    identity: {
      nb: "ja; bare her og i meldingen til journalen",
      en: "yes; here and in the message to the record only",
    },
    kept: {
      nb: "kommunen bestemmer; plasseringer avsluttes når tjenesten er slutt",
      en: "the municipality decides; placements end with the service",
    },
    protection: {
      nb: "kryptert (AES-256-GCM); nøkkelen ligger et annet sted",
      en: "encrypted (AES-256-GCM); the key lies elsewhere",
    },
  },
  {
    place: { nb: "Pasientjournalen (VKP, FHIR)", en: "The patient record (VKP, FHIR)" },
    holds: {
      nb: "dosehendelser, varsler og hva noen gjorde med dem",
      en: "dose events, alerts and what somebody did about them",
    },
    identity: {
      nb: "ja, fødselsnummer fra registeret",
      en: "yes, the identity number from the register",
    },
    kept: { nb: "etter reglene for journal", en: "by the rules for patient records" },
    protection: {
      nb: "HTTPS; journalens egen tilgangsstyring",
      en: "HTTPS; the record's own access control",
    },
  },
  {
    place: { nb: "Responssenteret (SCAIP)", en: "The response centre (SCAIP)" },
    holds: {
      nb: "abonnentens og enhetens nummer, varselkode, tidspunkt",
      en: "numbers of subscriber and device, alert code, time",
    },
    identity: {
      nb: "nei; responssenteret slår opp selv",
      en: "no; the response centre looks it up itself",
    },
    kept: {
      nb: "etter avtalen med responssenteret",
      en: "by the agreement with the response centre",
    },
    protection: { nb: "SIP over TLS", en: "SIP over TLS" },
  },
  {
    place: {
      nb: "SMS og e-post til pårørende og ansatte",
      en: "SMS and mail to next of kin and staff",
    },
    holds: { nb: "at noe har skjedd, og når", en: "that something happened, and when" },
    identity: {
      nb: "nei; verken navn, enhet eller medisin",
      en: "no; neither name, device nor medicine",
    },
    kept: { nb: "på mottakerens telefon", en: "on the receiver's telephone" },
    protection: { nb: "lite innhold er beskyttelsen", en: "that it says little is the protection" },
  },
  {
    place: { nb: "Denne rapporten og hendelsesfilen", en: "This report and the event file" },
    holds: {
      nb: "simulerte enheter og oppdiktede mennesker",
      en: "simulated devices and made-up people",
    },
    identity: { nb: "nei; ingen virkelige personer", en: "no; no real person" },
    kept: { nb: "kommunen bestemmer", en: "the municipality decides" },
    protection: {
      nb: "SHA-256 i manifestet viser om noe er endret",
      en: "SHA-256 in the manifest shows whether anything was changed",
    },
  },
];
