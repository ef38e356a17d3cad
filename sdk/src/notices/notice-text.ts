import type { AlertCode } from "@dosekit/protocols";

/** Language of a notice: bokmål or English. */
export type NoticeLanguage = "no" | "en";

/** What a notice is about. */
export interface NoticeSubject {
  readonly alert: AlertCode;
  /** When it happened, ms since the Unix epoch. */
  readonly atMs: number;
  /** True when it says that the alert is over. */
  readonly over: boolean;
}

/** How times are shown to the people who are told. */
export interface NoticeClock {
  /** IANA name, such as `Europe/Oslo`. */
  readonly zone: string;
}

/**
 * What people are told of each alert. Whoever reads a telephone over somebody's shoulder must not
 * learn who it is about or what that person takes: no name, no device, no drug, not even the word.
 */
export const NOTICE_TEXTS: Readonly<Record<AlertCode, Readonly<Record<NoticeLanguage, string>>>> = {
  "1.1": { no: "Ikke hentet ut til avtalt tid", en: "Not collected at the agreed time" },
  "1.2": {
    no: "Kunne ikke deles ut, beholdningen er tom",
    en: "Could not be given, stock is empty",
  },
  "1.3": { no: "Usikkert om utdelingen lyktes", en: "Unclear whether it was given" },
  "1.4": { no: "Melding er ikke lest", en: "A message was not read" },
  "1.5": { no: "Teknisk feil, utdeling er stoppet", en: "Technical fault, it has stopped" },
  "1.6": { no: "Kunne ikke leses, utdeling er stoppet", en: "Could not be read, it has stopped" },
  "1.7": { no: "Feil ved innholdet, utdeling er stoppet", en: "Contents wrong, it has stopped" },
  "1.8": { no: "Sitter fast, utdeling er stoppet", en: "Stuck, it has stopped" },
  "1.9": { no: "Skuffen er full, utdeling er stoppet", en: "The drawer is full, it has stopped" },
  "1.10": { no: "Noe venter på å bli hentet ut", en: "Something waits to be collected" },
  "1.11": { no: "Ikke nok til den planlagte reisen", en: "Not enough for the planned journey" },
  "1.12": { no: "Snart tomt", en: "Running low" },
  "1.13": { no: "Tomt", en: "Empty" },
  "1.14": { no: "Mangler tidsplan", en: "No schedule" },
  "1.15": { no: "Planen må kontrolleres", en: "The plan has to be checked" },
  "1.16": { no: "Innholdet er endret for hånd", en: "The contents were changed by hand" },
  "1.17": { no: "Batteriet er lavt", en: "The battery is low" },
  "1.18": { no: "Batteriet er tomt", en: "The battery is empty" },
  "1.19": { no: "Strømmen er borte", en: "Not connected to mains" },
  "1.20": { no: "Ingen kontakt", en: "No contact" },
  "1.21": { no: "Lokket er åpent", en: "The lid is open" },
  "1.22": { no: "Åpnet uten tillatelse", en: "Opened without permission" },
  "1.23": { no: "Står ikke rett", en: "Not standing upright" },
};

const FRAME = {
  no: { subject: "Varsel", over: "Varselet er over", see: "Logg inn for å se hva det gjelder." },
  en: { subject: "Alert", over: "The alert is over", see: "Sign in to see what it is about." },
} as const;
const LOCALE = { no: "nb-NO", en: "en-GB" } as const;

/** A text that fits one SMS, with the subject of a mail. */
export interface NoticeText {
  readonly subject: string;
  readonly body: string;
}

/** Writes what people are told; at most 160 characters. */
export function noticeText(
  { alert, atMs, over }: NoticeSubject,
  language: NoticeLanguage,
  { zone }: NoticeClock,
): NoticeText {
  const frame = FRAME[language];
  const what = NOTICE_TEXTS[alert][language];
  const at = new Intl.DateTimeFormat(LOCALE[language], {
    timeZone: zone,
    day: "2-digit",
    month: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(atMs);
  const heading = over ? frame.over : frame.subject;
  return { subject: heading, body: `${heading} (${at}): ${what}. ${frame.see}` };
}
