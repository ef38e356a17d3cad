import type { Outcome } from "@dosekit/protocols";
import type { CheckId } from "../checkers/checker.ts";

/** Languages of the table for people. */
export type TableLanguage = "en" | "no";

/** Words of the table. */
export interface TableTexts {
  readonly doses: string;
  readonly devices: string;
  readonly days: string;
  readonly open: string;
  readonly alert: string;
  readonly none: string;
  readonly count: string;
  readonly events: string;
  readonly sent: string;
  readonly received: string;
  readonly doubled: string;
  readonly lost: string;
  /** In place of `lost` in a run that was interrupted. */
  readonly cutOff: string;
  /** Written in the last minute, and not there yet at the end. */
  readonly underWay: string;
  readonly dropped: string;
  readonly stranded: string;
  readonly forgotten: string;
  readonly hazard: string;
  readonly rule: string;
  readonly meaning: string;
  readonly checked: string;
  readonly verdict: string;
  readonly held: string;
  readonly violated: string;
  readonly notTested: string;
  readonly partial: string;
  readonly seed: string;
  readonly took: string;
  readonly repeat: string;
}

/** Words of the table by language. */
export const TABLE_TEXTS: Readonly<Record<TableLanguage, TableTexts>> = {
  en: {
    doses: "Doses due",
    devices: "devices",
    days: "days",
    open: "without an outcome yet",
    alert: "Alert",
    none: "none",
    count: "Count",
    events: "Events",
    sent: "sent",
    received: "received, repeats included",
    doubled: "doubled",
    lost: "lost",
    cutOff: "not arrived when the run was interrupted",
    underWay: "on their way at the end of the run",
    dropped: "telemetry dropped openly",
    stranded: "left on devices whose network ended for good",
    forgotten: "forgotten by storage that had confirmed them",
    hazard: "Hazard: belief and truth came apart",
    rule: "Rule",
    meaning: "What it asks",
    checked: "Checked",
    verdict: "Verdict",
    held: "held",
    violated: "VIOLATED",
    notTested: "not tested",
    partial: "The run was interrupted: these figures are partial and prove nothing.",
    seed: "Seed",
    took: "Time taken",
    repeat: "Repeat the devices' run on virtual time",
  },
  no: {
    doses: "Doser til utlevering",
    devices: "enheter",
    days: "døgn",
    open: "uten utfall ennå",
    alert: "Varsel",
    none: "ingen",
    count: "Antall",
    events: "Hendelser",
    sent: "sendt",
    received: "mottatt, gjentakelser medregnet",
    doubled: "dobbelt",
    lost: "tapt",
    cutOff: "ikke kommet fram da kjøringen ble avbrutt",
    underWay: "på vei da kjøringen sluttet",
    dropped: "telemetri åpent forkastet",
    stranded: "igjen på enheter med nett som er slått av for godt",
    forgotten: "glemt av lager som hadde bekreftet dem",
    hazard: "Fare: det enheten trodde, stemte ikke",
    rule: "Regel",
    meaning: "Hva den krever",
    checked: "Prøvd",
    verdict: "Resultat",
    held: "holdt",
    violated: "BRUTT",
    notTested: "ikke prøvd",
    partial: "Kjøringen ble avbrutt: tallene er ufullstendige og beviser ingenting.",
    seed: "Frø",
    took: "Tid brukt",
    repeat: "Gjenta enhetenes kjøring i virtuell tid",
  },
};

/** Outcomes in words. */
export const OUTCOME_WORDS: Readonly<Record<TableLanguage, Readonly<Record<Outcome, string>>>> = {
  en: {
    retrieved: "retrieved",
    "released-not-retrieved": "released, not retrieved",
    missed: "missed",
    prevented: "prevented",
    "released-ahead": "released ahead",
    withheld: "withheld",
    uncertain: "uncertain",
  },
  no: {
    retrieved: "tatt ut",
    "released-not-retrieved": "utlevert, ikke tatt ut",
    missed: "ikke utlevert",
    prevented: "forhindret",
    "released-ahead": "utlevert på forhånd",
    withheld: "holdt tilbake",
    uncertain: "usikker",
  },
};

/** What each rule asks, in a few words. */
export const CHECK_TEXTS: Readonly<Record<TableLanguage, Readonly<Record<CheckId, string>>>> = {
  en: {
    S1: "no dose is released twice",
    S2: "no dose is released outside its window",
    S3: "every dose ends in exactly one outcome",
    S4: "every alert is committed exactly once",
    S5: "medicine is conserved",
    S6: "lockout can't be overcome",
    S7: "the journal has no gap",
    S8: "no closed window is reopened; spacing is kept",
    S9: "nothing is offered under an untrusted clock",
    L1: "queues empty and doses close after the last fault",
    L2: "serious alerts climb until they are answered",
    H1: "a hazard that can be detected is told",
  },
  no: {
    S1: "ingen dose utleveres to ganger",
    S2: "ingen dose utleveres utenfor tidsvinduet",
    S3: "hver dose får nøyaktig ett utfall",
    S4: "hvert varsel lagres nøyaktig én gang",
    S5: "ingen medisin blir borte",
    S6: "sperren lar seg ikke omgå",
    S7: "loggen har ingen hull",
    S8: "lukkede vinduer åpnes ikke igjen; avstanden holdes",
    S9: "ingenting tilbys med upålitelig klokke",
    L1: "køer tømmes og doser avsluttes etter siste feil",
    L2: "alvorlige varsler trappes opp til noen svarer",
    H1: "en fare som enheten kan oppdage, blir meldt",
  },
};
