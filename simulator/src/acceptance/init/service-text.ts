import { KEY_WORDS } from "../service-words.ts";
import type { InitAnswers } from "./init-answers.ts";

/** Language of a file that `init` writes: of its field names, its comments and the report. */
export type InitLanguage = "nb" | "en";

const COMMENTS = {
  nb: {
    head: "Akseptansetest av kommunens tjeneste. Kjør: dosekit accept run FIL\n# Alle felt står i README for simulator og i simulator/schema/accept.schema.json.",
    night: "Helsedirektoratet (IS-2552) fraråder å være alene på vakt.",
    limits: "Frister i minutter, fra varselet går.",
    thresholds:
      "Det meste som tåles, og hvor alvorlig mer enn det er: A kritisk, B alvorlig, C mindre alvorlig.",
    protocols: "Fylles ut i Excel eller et skriveprogram; tomme rader er ikke prøvd.",
    more: "Kan legges til: ruter, varslingstrapper, personer, forhold, hendelser, utrulling, nullpunkt,\n# leiePerMåned eller kjøpspris, egneKriterier, avvik, sammenlign.",
  },
  en: {
    head: "Acceptance test of the municipality's service. Run: dosekit accept run FILE\n# All fields are in the README of the simulator and in simulator/schema/accept.schema.json.",
    night: "IS-2552 holds one person alone on duty not to be sound.",
    limits: "Limits in minutes, from when the alert goes.",
    thresholds:
      "The most that is borne, and how grave more of it is: A critical, B serious, C less serious.",
    protocols: "Filled in with Excel or an editor; empty rows are not tested.",
    more: "May be added: routes, ladders, people, conditions, incidents, rollout, baseline,\n# leasePerMonth or purchasePrice, ownCriteria, deviations, compare.",
  },
} as const;

const SHIFTS = {
  nb: { day: "dag", evening: "kveld", night: "natt" },
  en: { day: "day", evening: "evening", night: "night" },
} as const;

const MEASURES = {
  nb: ["ikke-utlevert-per-1000-doser", "sent-tiltak-prosent", "enheter-uten-oppfølging"],
  en: ["missed-per-1000-doses", "late-action-percent", "devices-without-follow-up"],
} as const;

/**
 * Writes the acceptance file of a service, with Norwegian or English field names and a word about
 * what may be changed.
 *
 * @param protocols paths of the test protocols that were printed with it
 */
export function serviceText(
  answers: InitAnswers,
  protocols: readonly string[],
  language: InitLanguage,
): string {
  const key = (name: keyof typeof KEY_WORDS) => (language === "nb" ? KEY_WORDS[name] : name);
  const words = COMMENTS[language];
  const { municipality, stories, serious, moderate, start, weeks } = answers;
  const limit = (name: "serious" | "moderate", of: InitAnswers["serious"]) =>
    `    ${key(name)}: { ${key("acknowledgeMinutes")}: ${of.acknowledgeMinutes}, ${key("actMinutes")}: ${of.actMinutes} }`;
  const lines = [
    `# ${words.head}`,
    `${key("language")}: ${language}`,
    `${key("municipality")}: ${JSON.stringify(municipality)}`,
    `${key("seed")}: 1`,
    `${key("stories")}:`,
    ...stories.map(
      ({ story, product, devices }) =>
        `  - { ${key("story")}: ${story}, ${key("product")}: ${product}, ${key("devices")}: ${devices} }`,
    ),
    "",
    `${key("response")}:`,
    `  # ${words.night}`,
    `  ${key("shifts")}:`,
    ...shiftLines(answers, language),
    `  # ${words.limits}`,
    `  ${key("limits")}:`,
    limit("serious", serious),
    limit("moderate", moderate),
    "",
    `${key("approval")}:`,
    `  ${key("start")}: ${start}`,
    `  ${key("weeks")}: ${weeks}`,
    `  # ${words.thresholds}`,
    `  ${key("thresholds")}:`,
    ...thresholdLines(language),
    ...protocolLines(protocols, language),
    "",
    `# ${words.more}`,
  ];
  return `${lines.join("\n")}\n`;
}

function shiftLines({ operators }: InitAnswers, language: InitLanguage): readonly string[] {
  const key = (name: keyof typeof KEY_WORDS) => (language === "nb" ? KEY_WORDS[name] : name);
  const hours = [
    ["day", "07:00", "15:00"],
    ["evening", "15:00", "22:00"],
    ["night", "22:00", "07:00"],
  ] as const;
  return hours.map(
    ([shift, from, until]) =>
      `    - { ${key("name")}: ${SHIFTS[language][shift]}, ${key("operators")}: ${operators[shift]}, ${key("from")}: "${from}", ${key("until")}: "${until}" }`,
  );
}

function thresholdLines(language: InitLanguage): readonly string[] {
  const key = (name: keyof typeof KEY_WORDS) => (language === "nb" ? KEY_WORDS[name] : name);
  const [missed, late, forgotten] = MEASURES[language];
  const line = (measure: string, atMost: number, gravity: string) =>
    `    - { ${key("measure")}: ${measure}, ${key("atMost")}: ${atMost}, ${key("class")}: ${gravity} }`;
  return [line(missed, 30, "B"), line(late, 10, "B"), line(forgotten, 0, "B")];
}

function protocolLines(protocols: readonly string[], language: InitLanguage): readonly string[] {
  if (protocols.length === 0) return [];
  const name = language === "nb" ? KEY_WORDS.protocols : "protocols";
  return [
    "",
    `# ${COMMENTS[language].protocols}`,
    `${name}:`,
    ...protocols.map((path) => `  - ${path}`),
  ];
}
