import type { BothTexts } from "../../criterion.ts";
import type { Verdict, VerdictRule } from "../../verdict.ts";

/** Words of the front page. */
export const FRONT_TEXTS = {
  heading: { nb: "Resultat", en: "Verdict" },
  tested: { nb: "Hva som er prøvd", en: "What was tested" },
  municipality: { nb: "Kommune", en: "Municipality" },
  file: { nb: "Fil som beskriver tjenesten", en: "File that describes the service" },
  date: { nb: "Dato for kjøringen", en: "Date of the run" },
  seed: { nb: "Frø", en: "Seed" },
  operation: { nb: "Daglig drift", en: "Daily operation" },
  incidents: { nb: "Hendelser", en: "Incidents" },
  pathways: { nb: "Tjenesteforløp", en: "Service pathways" },
  devicesFor: { nb: "enheter i", en: "devices for" },
  daysOf: { nb: "døgn:", en: "days:" },
  heldOf: { nb: "bestått av", en: "passed of" },
  notRun: { nb: "ikke prøvd", en: "not tested" },
  rule: { nb: "Regelen for godkjenning", en: "The rule for approval" },
  ruleGiven: { nb: "Tjenesten er godkjent når", en: "The service is approved when" },
  ruleDecided: { nb: "alle krav er avgjort,", en: "every criterion is decided," },
  rulePeriod: {
    nb: "og godkjenningsperioden er gjennomført uten kritisk avvik. Etter et kritisk avvik (klasse A) begynner den på nytt, dagen etter at avviket er rettet.",
    en: "and the approval period was lived through without a critical deviation. After a critical one (class A) it starts again, the day after the deviation was put right.",
  },
  deviations: { nb: "Åpne avvik etter klasse", en: "Open deviations by class" },
  class: { nb: "Klasse", en: "Class" },
  open: { nb: "Åpne", en: "Open" },
  allowed: { nb: "Tillatt åpne", en: "Allowed open" },
  closed: { nb: "Lukket", en: "Closed" },
  noLimit: { nb: "ingen grense", en: "no limit" },
  criteria: { nb: "Krav etter utfall", en: "Criteria by outcome" },
  subject: { nb: "Brukerhistorie og produkt", en: "User story and product" },
  all: { nb: "Sum", en: "Total" },
  period: { nb: "Godkjenningsperioden", en: "The approval period" },
  attempt: { nb: "Forsøk", en: "Attempt" },
  firstDay: { nb: "Første dag", en: "First day" },
  lastDay: { nb: "Siste dag", en: "Last day" },
  days: { nb: "Døgn", en: "Days" },
  ended: { nb: "Hvordan det endte", en: "How it ended" },
  brokenBy: { nb: "brutt av kritisk avvik", en: "broken by critical deviation" },
  livedThrough: { nb: "gjennomført", en: "lived through" },
  underWay: { nb: "ikke ferdig", en: "not over" },
  noAttempt: {
    nb: "Perioden har ikke begynt: et kritisk avvik er åpent.",
    en: "The period has not begun: a critical deviation is open.",
  },
  notBegun: { nb: "Perioden har ikke begynt.", en: "The period has not begun." },
  waiting: {
    nb: "Et kritisk avvik er åpent. Perioden begynner på nytt når det er rettet.",
    en: "A critical deviation is open. The period starts again when it is put right.",
  },
  undecided: { nb: "Ikke avgjort", en: "Not decided" },
  signatures: { nb: "Underskrifter", en: "Signatures" },
  role: { nb: "Rolle", en: "Role" },
  name: { nb: "Navn", en: "Name" },
  signedOn: { nb: "Dato", en: "Date" },
  signature: { nb: "Underskrift", en: "Signature" },
  simulated: {
    nb: "Rapporten gjelder simulerte enheter og en simulert tjeneste. Den støtter kommunens egen faglige vurdering og erstatter den ikke.",
    en: "This report is about simulated devices and a simulated service. It supports the municipality's own professional judgement and does not replace it.",
  },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** Why the verdict is what it is. */
export const VERDICT_REASONS: Readonly<Record<Verdict, BothTexts>> = {
  approved: {
    nb: "Alle krav er avgjort, godkjenningsperioden er gjennomført, og ingen avvik er åpne.",
    en: "Every criterion is decided, the approval period was lived through, and no deviation is open.",
  },
  "approved-with-deviations": {
    nb: "Alle krav er avgjort og godkjenningsperioden er gjennomført. Avvik er åpne, men ikke flere enn regelen tillater.",
    en: "Every criterion is decided and the approval period was lived through. Deviations are open, but no more than the rule allows.",
  },
  "not-approved": {
    nb: "Flere avvik er åpne enn regelen tillater.",
    en: "More deviations are open than the rule allows.",
  },
  undecided: {
    nb: "Noe som kreves for å godkjenne, er ikke avgjort.",
    en: "Something that approval rests on was not decided.",
  },
};

/** Why a verdict is open, where the verdict alone does not say it. */
export const OPEN_REASONS = {
  partial: { nb: "Kjøringen ble avbrutt.", en: "The run was interrupted." },
  period: {
    nb: "Godkjenningsperioden er ikke gjennomført.",
    en: "The approval period was not lived through.",
  },
  criteria: { nb: "Noe er ikke prøvd ferdig.", en: "Something was not tested to its end." },
  nothing: { nb: "Ingen krav er avgjort.", en: "No criterion was decided." },
} as const satisfies Readonly<Record<string, BothTexts>>;

/** Who signs: parts of the municipality's project, and who delivers. */
export const SIGNATORIES: readonly BothTexts[] = [
  { nb: "Prosjektleder i kommunen", en: "Project leader of the municipality" },
  { nb: "Leder for hjemmetjenesten", en: "Head of home care" },
  { nb: "Leder for responssenteret", en: "Head of the response centre" },
  { nb: "Systemeier", en: "Owner of the system" },
  { nb: "Leverandør", en: "Supplier" },
];

/** Words the rule's bound on one class of deviations. */
export function ruleTexts(rule: VerdictRule): readonly BothTexts[] {
  return (["A", "B", "C"] as const).flatMap((one): BothTexts[] => {
    const most = rule[one];
    if (most === null) return [];
    return most === 0
      ? [
          {
            nb: `ingen avvik i klasse ${one} er åpne,`,
            en: `no deviation of class ${one} is open,`,
          },
        ]
      : [
          {
            nb: `høyst ${most} avvik i klasse ${one} er åpne,`,
            en: `at most ${most} of class ${one} are open,`,
          },
        ];
  });
}
