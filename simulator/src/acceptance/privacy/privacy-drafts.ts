import type { BothTexts } from "../criterion.ts";

/** One field of a document that the municipality owns, with what can be said beforehand. */
export interface DraftEntry {
  readonly field: BothTexts;
  /** A draft; absent where only the municipality can say it. */
  readonly draft?: BothTexts;
}

/** Draft of the record of processing activities. GDPR article 30 */
export const PROCESSING_RECORD: readonly DraftEntry[] = [
  { field: { nb: "Behandlingsansvarlig", en: "Controller" } },
  { field: { nb: "Personvernombud", en: "Data protection officer" } },
  {
    field: { nb: "Formål", en: "Purpose" },
    draft: {
      nb: "Hjelpe brukeren å ta riktig medisin til riktig tid, og varsle noen når det ikke skjer.",
      en: "To help the user take the right medicine at the right time, and to tell somebody when it does not happen.",
    },
  },
  {
    field: { nb: "Rettslig grunnlag (forslag)", en: "Legal basis (proposal)" },
    draft: {
      nb: "GDPR art. 6 nr. 1 bokstav c eller e og art. 9 nr. 2 bokstav h, sammen med helse- og omsorgstjenesteloven og pasientjournalloven. Kommunen må vurdere det selv.",
      en: "GDPR art. 6(1)(c) or (e) and art. 9(2)(h), with the national laws on health and care services and on patient records. The municipality has to judge it itself.",
    },
  },
  {
    field: { nb: "De registrerte", en: "Data subjects" },
    draft: {
      nb: "Brukere av dispenser, pårørende som varsles, ansatte som gir ut eller kvitterer.",
      en: "Users of a dispenser, next of kin who are told, staff who release or acknowledge.",
    },
  },
  {
    field: { nb: "Opplysninger", en: "Data" },
    draft: {
      nb: "Fødselsnummer, plassering av enhet, tidspunkter og utfall for doser, varsler, oppfølging, telefonnummer og e-post for kontakter. Helseopplysninger (særlig kategori).",
      en: "Identity number, placement of the device, times and outcomes of doses, alerts, follow-up, telephone and mail of contacts. Data concerning health (special category).",
    },
  },
  {
    field: { nb: "Mottakere", en: "Recipients" },
    draft: {
      nb: "Hjemmetjenesten, responssenteret, pasientjournalen, pårørende (uten identitet i meldingen), leverandøren som databehandler.",
      en: "Home care, response centre, patient record, next of kin (no identity in the message), the supplier as processor.",
    },
  },
  { field: { nb: "Overføring ut av EØS", en: "Transfer out of the EEA" } },
  {
    field: { nb: "Sletting", en: "Erasure" },
    draft: {
      nb: "Enheten tilbakestilles når tjenesten er slutt; innboksen holder rader i 7 døgn etter at alle har lest dem; journalen følger egne regler. Frist for registeret settes av kommunen.",
      en: "The device is reset when the service ends; the inbox keeps rows for 7 days after everybody has read them; the record has rules of its own. The municipality sets the time for the register.",
    },
  },
  {
    field: { nb: "Sikkerhetstiltak", en: "Security measures" },
    draft: {
      nb: "Kryptert register med nøkkelen et annet sted, TLS, identitet holdt utenfor enhet, meldinger, varsler og logger, logg uten hull.",
      en: "Encrypted register with its key elsewhere, TLS, identity kept out of device, messages, alerts and logs, a log without gaps.",
    },
  },
];

/** Draft of the assessment of what the service means for people's privacy. GDPR article 35 */
export const IMPACT_ASSESSMENT: readonly DraftEntry[] = [
  {
    field: { nb: "Hvorfor en vurdering trengs", en: "Why an assessment is needed" },
    draft: {
      nb: "Helseopplysninger om sårbare mennesker, samlet inn hele tiden i hjemmet, i stor skala.",
      en: "Data on the health of vulnerable people, gathered all the time in their homes, on a large scale.",
    },
  },
  {
    field: { nb: "Nødvendig og forholdsmessig?", en: "Necessary and proportionate?" },
    draft: {
      nb: "Bare tidspunkt, utfall og varsel samles inn; ingen lyd, bilde eller posisjon. Alternativet er flere hjemmebesøk.",
      en: "Only time, outcome and alert are gathered; no sound, picture or position. The alternative is more visits.",
    },
  },
  {
    field: { nb: "Risiko: opplysninger på avveie", en: "Risk: data goes astray" },
    draft: {
      nb: "Bare registeret og journalen kjenner personen. En stjålet enhet eller logg sier ikke hvem den gjelder; merkede poser gjør det.",
      en: "Only register and record know the person. A stolen device or log does not say whom it is about; pouches with a name do.",
    },
  },
  {
    field: { nb: "Risiko: feil person", en: "Risk: the wrong person" },
    draft: {
      nb: "Registeret holder én person for hver enhet og periode. Prøvd i krav A-1 og A-4.",
      en: "The register holds one person for each device and period. Tested in criteria A-1 and A-4.",
    },
  },
  {
    field: {
      nb: "Risiko: opplysninger blir igjen i enheten",
      en: "Risk: data stays in the device",
    },
    draft: {
      nb: "Loggen tas ut først, så slettes plan og logg. Prøvd i krav A-3.",
      en: "The log is exported first, then plan and log are wiped. Tested in criterion A-3.",
    },
  },
  {
    field: { nb: "Risiko: overvåking som går for langt", en: "Risk: watching that goes too far" },
    draft: {
      nb: "At en pose er tatt ut, sier noe om når noen er hjemme og våken. Avtal hvem som ser det, og hvor lenge.",
      en: "That a pouch was taken out says when somebody is at home and awake. Agree who sees it, and for how long.",
    },
  },
  { field: { nb: "Brukerens og pårørendes syn", en: "View of users and next of kin" } },
  { field: { nb: "Personvernombudets råd", en: "Advice of the data protection officer" } },
  { field: { nb: "Restrisiko og beslutning", en: "What risk is left, and the decision" } },
];

/** Draft of what an agreement with a processor has to say. GDPR article 28 */
export const PROCESSOR_AGREEMENT: readonly DraftEntry[] = [
  { field: { nb: "Databehandler", en: "Processor" } },
  {
    field: { nb: "Formål, art og varighet", en: "Subject, nature and duration" },
    draft: {
      nb: "Drift av dispensere og mottakssystem så lenge tjenesten varer.",
      en: "Operation of dispensers and gateway for as long as the service lasts.",
    },
  },
  {
    field: { nb: "Instruks og taushetsplikt", en: "Instructions and confidentiality" },
    draft: {
      nb: "Behandler bare etter kommunens dokumenterte instruks; ansatte har taushetsplikt.",
      en: "Processes only on the municipality's documented instructions; staff are bound to secrecy.",
    },
  },
  { field: { nb: "Underleverandører", en: "Sub-processors" } },
  { field: { nb: "Hvor opplysningene lagres", en: "Where data is stored" } },
  {
    field: { nb: "Sikkerhet og avvik", en: "Security and breaches" },
    draft: {
      nb: "Følger Normen; melder brudd uten ugrunnet opphold, så kommunen kan holde fristen på 72 timer.",
      en: "Follows the national code of conduct (Normen); tells of breaches without undue delay, so that the municipality can keep its 72 hours.",
    },
  },
  {
    field: { nb: "Ved slutten", en: "At the end" },
    draft: {
      nb: "Logg leveres ut, enheter tilbakestilles, register og nøkkel slettes, og det bekreftes skriftlig.",
      en: "Logs are handed over, devices are reset, register and key are erased, and this is confirmed in writing.",
    },
  },
  {
    field: { nb: "Revisjon", en: "Audit" },
    draft: {
      nb: "Kommunen kan kontrollere; denne rapporten og kontrollsummene kan brukes.",
      en: "The municipality may inspect; this report and its checksums may serve.",
    },
  },
];
