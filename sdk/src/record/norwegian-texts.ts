import type { Evidence, Outcome, PreventionReason } from "@dosekit/protocols";

/** How a dose ended, in the words of the patient record. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  retrieved: "Dosen er tatt ut av dispenseren.",
  "released-not-retrieved": "Dosen ble frigitt, men er ikke registrert som tatt ut.",
  missed: "Dosen var tilgjengelig, men ble ikke utlevert.",
  prevented: "Dosen ble ikke gjort tilgjengelig.",
  "released-ahead": "Dosen ble utlevert før tidsvinduet.",
  withheld: "Dosen ble holdt tilbake.",
  uncertain: "Det er ukjent om dosen ble utlevert.",
};

/** What a claim rests on. None of these says that the medicine was swallowed. */
export const EVIDENCE_WORDS: Readonly<Record<Evidence, string>> = {
  none: "ingen observasjon",
  dispensed: "mekanismen gikk som den skulle",
  presented: "dosen var innen rekkevidde",
  retrieved: "dosen er observert tatt ut",
  "user-confirmed": "brukeren har bekreftet",
  "sensor-confirmed": "en ekstra sensor bekrefter uttaket",
  returned: "dosen er observert lagt tilbake",
};

/** Why a dose was not offered, or was held back. */
export const REASON_WORDS: Readonly<Record<PreventionReason, string>> = {
  "out-of-medicine": "tomt for medisin",
  jam: "mekanismen satt fast",
  "device-fault": "teknisk feil",
  "journal-unavailable": "hendelser kunne ikke lagres",
  "clock-untrusted": "klokken var ikke til å stole på",
  "no-power": "manglet strøm",
  misplaced: "dispenseren sto feil",
  paused: "tjenesten var satt på pause",
  "plan-changed": "planen ble endret",
  "service-ended": "tjenesten er avsluttet",
  "minimum-spacing": "for kort tid etter forrige dose",
  "window-passed-while-off": "tidsvinduet gikk mens dispenseren var av",
  "reject-store-full": "skuffen for utelatte medisiner var full",
  "pouch-unreadable": "posen kunne ikke leses",
  "roll-fault": "feil ved rullen",
  "already-released": "dosen var utlevert fra før",
  "lid-open": "lokket var åpent",
  "clock-jumped": "klokken ble stilt fram forbi tidspunktet",
  "awaiting-staff": "bare ansatte kan utlevere den",
};

/** Said wherever a dose was taken out: nobody knows more. */
export const NO_INTAKE_CLAIM = "Uttak viser ikke at medisinen er inntatt.";
/** Said where the device's clock could not be believed. */
export const TIME_UNKNOWN = "Tidspunktet er ukjent: klokken i dispenseren var ikke stilt.";

/** Writes day and clock time as people read it: `22/6 kl. 19:00`. */
export function dayAndTime(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: zone, day: "numeric", month: "numeric", hour: "2-digit", minute: "2-digit" },
    hourCycle: "h23",
  }).formatToParts(new Date(ms));
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value ?? "";
  return `${Number(part("day"))}/${Number(part("month"))} kl. ${part("hour")}:${part("minute")}`;
}

/** Tells of a journey: how many doses, and when the first and the last are due. */
export function travelText(
  journey: {
    readonly count: number;
    readonly firstDueMs: number | undefined;
    readonly lastDueMs: number | undefined;
  },
  zone: string,
): string {
  const { count, firstDueMs, lastDueMs } = journey;
  const first = firstDueMs === undefined ? [] : [`Første dose: ${dayAndTime(firstDueMs, zone)}.`];
  const last = lastDueMs === undefined ? [] : [`Siste dose: ${dayAndTime(lastDueMs, zone)}.`];
  const doses = count === 1 ? "1 dose" : `${count} doser`;
  return [`${doses} utlevert for reise.`, ...first, ...last].join(" ");
}
