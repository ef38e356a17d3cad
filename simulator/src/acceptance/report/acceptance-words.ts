import { PROFILES } from "@dosekit/firmware-model";
import type { Severity } from "@dosekit/protocols";
import type { BothTexts, CheckMethod, Criterion } from "../criterion.ts";
import type { DeviationClass } from "../deviation.ts";
import type { AcceptanceResult } from "../result/acceptance-result.ts";
import type { DecidedBy } from "../result/criterion-record.ts";
import type { DeviationSource } from "../result/deviation-record.ts";
import type { TimelineActor } from "../result/timeline.ts";
import type { CriterionOutcome } from "../verdict.ts";

type WordsOf<Key extends string> = Readonly<Record<Key, BothTexts>>;

/** What became of something, with a sign that tells it without colour. */
export const OUTCOME_SIGNS: Readonly<Record<CriterionOutcome, string>> = {
  passed: "✓",
  failed: "✗",
  "not-tested": "?",
  "not-applicable": "–",
};

/** What became of a criterion, an incident or a step, in words. */
export const OUTCOME_TEXTS: WordsOf<CriterionOutcome> = {
  passed: { nb: "bestått", en: "passed" },
  failed: { nb: "ikke bestått", en: "failed" },
  "not-tested": { nb: "ikke prøvd", en: "not tested" },
  "not-applicable": { nb: "gjelder ikke", en: "not applicable" },
};

/** How a check is made. */
export const METHOD_TEXTS: WordsOf<CheckMethod> = {
  automatic: { nb: "automatisk", en: "automatic" },
  assisted: { nb: "assistert", en: "assisted" },
  manual: { nb: "manuell", en: "manual" },
};

/** Who decided a check. */
export const DECIDED_BY_TEXTS: WordsOf<DecidedBy> = {
  program: { nb: "avgjort av programmet", en: "decided by the program" },
  protocol: { nb: "avgjort av utfylt testprotokoll", en: "decided by a filled test protocol" },
  kit: {
    nb: "avgjort på virkelig utstyr med samsvarsprøven",
    en: "decided on real equipment by the conformance kit",
  },
  nobody: { nb: "ikke avgjort", en: "decided by nobody" },
};

/** How sure it is that a criterion says what was asked for. */
export const BASIS_TEXTS: WordsOf<Criterion["confidence"]> = {
  stated: { nb: "oppgitt av oppdragsgiver", en: "stated by whoever procures" },
  reconstructed: { nb: "rekonstruert", en: "reconstructed" },
  added: { nb: "lagt til av prosjektet", en: "added by this project" },
};

/** How sure an assumption is. */
export const CONFIDENCE_TEXTS: WordsOf<AcceptanceResult["assumptions"][number]["confidence"]> = {
  found: { nb: "funnet i en kilde", en: "found in a source" },
  "stand-in": { nb: "funnet for et lignende produkt", en: "found for a product like it" },
  inferred: { nb: "antatt", en: "inferred" },
};

/** How grave deviations of a class are. */
export const CLASS_TEXTS: WordsOf<DeviationClass> = {
  A: { nb: "kritisk", en: "critical" },
  B: { nb: "alvorlig", en: "serious" },
  C: { nb: "mindre alvorlig", en: "less serious" },
};

/** Which part of the run found a deviation. */
export const SOURCE_TEXTS: WordsOf<DeviationSource> = {
  criterion: { nb: "krav", en: "criterion" },
  threshold: { nb: "terskel i daglig drift", en: "threshold of daily operation" },
  rule: { nb: "sikkerhetsregel", en: "safety rule" },
  incident: { nb: "hendelse", en: "incident" },
  pathway: { nb: "tjenesteforløp", en: "service pathway" },
  register: { nb: "kommunens egen fil", en: "the municipality's own file" },
};

/** Who did something. */
export const ACTOR_TEXTS: WordsOf<TimelineActor> = {
  device: { nb: "enhet", en: "device" },
  user: { nb: "bruker", en: "user" },
  staff: { nb: "hjemmetjeneste", en: "home care" },
  operator: { nb: "responssenter", en: "response centre" },
  "next-of-kin": { nb: "pårørende", en: "next of kin" },
  network: { nb: "nett", en: "network" },
  mains: { nb: "strøm", en: "mains" },
  pharmacy: { nb: "apotek", en: "pharmacy" },
  gateway: { nb: "mottakssystem", en: "gateway" },
  receiver: { nb: "mottaker", en: "receiver" },
};

const SEVERITY_TEXTS: Readonly<Record<Severity, BothTexts>> = {
  0: { nb: "ikke angitt", en: "not reported" },
  10: { nb: "lav", en: "low" },
  20: { nb: "moderat", en: "moderate" },
  30: { nb: "alvorlig", en: "serious" },
  40: { nb: "kritisk", en: "critical" },
};

/** Says how grave an alert is, with its national number. */
export function severityText(severity: Severity): BothTexts {
  const { nb, en } = SEVERITY_TEXTS[severity];
  return { nb: `${severity} ${nb}`, en: `${severity} ${en}` };
}

/** Says whose story it is; `every` is asked of each product. */
export function storyText(story: string): BothTexts {
  if (story === "every") return { nb: "Alle produkter", en: "Every product" };
  const name = `${story.slice(0, 1).toUpperCase()}${story.slice(1)}`;
  return { nb: name, en: name };
}

/** Titles that are said otherwise in Norwegian. */
const NORWEGIAN_TITLES: Readonly<Record<string, string>> = { "pilly-sms": "Pilly SMS med stativ" };

/** Says what people call a product; one that does not ship goes by its own name. */
export function productTitle(product: string): BothTexts {
  const en = PROFILES.find((profile) => profile.product === product)?.title ?? product;
  return { nb: NORWEGIAN_TITLES[product] ?? en, en };
}
