import type { Outcome, PreventionReason, ServiceMode } from "@dosekit/protocols";
import { REASON_WORDS } from "@dosekit/sdk/record";
import type { Place } from "../../../plant/plant.ts";
import { HAZARD_WORDS } from "../../../report/hazard-words.ts";
import { OUTCOME_WORDS } from "../../../results/run-texts.ts";
import type { BothTexts } from "../../criterion.ts";
import type { MovedDose } from "./bench-truth.ts";
import type { FocusBench } from "./focus-bench.ts";
import { doseWords } from "./story-plan.ts";

/** Doses that are named; of more the number is told. */
const NAMED_MAX = 3;

/** Names the doses that truly came out of the locked part, the first so many left out. */
export function outWords({ truth }: FocusBench, leaveOut = 0): BothTexts {
  const out = truth.letGo.slice(leaveOut);
  if (out.length === 0) return { nb: "ingen dose", en: "no dose" };
  const named = out
    .slice(0, NAMED_MAX)
    .map(({ doseId }) =>
      doseId === undefined
        ? { nb: "en dose som ikke var brukerens", en: "a dose that was not the user's" }
        : doseWords(doseId),
    );
  const more = out.length - named.length;
  const listed = (language: keyof BothTexts, rest: string) =>
    [...named.map((one) => one[language]), ...(more > 0 ? [`${more} ${rest}`] : [])].join(", ");
  return { nb: listed("nb", "til"), en: listed("en", "more") };
}

/** Says how a dose ended, from its outcome and perhaps the reason behind it. */
export function endText(end: string | undefined): BothTexts {
  if (end === undefined) return { nb: "uten utfall", en: "without an end" };
  const [outcome, reason] = end.split(" ") as [Outcome, PreventionReason?];
  const [nb, en] = [OUTCOME_WORDS.no[outcome] ?? outcome, OUTCOME_WORDS.en[outcome] ?? outcome];
  if (reason === undefined) return { nb, en };
  return { nb: `${nb} (${REASON_WORDS[reason] ?? reason})`, en: `${en} (${reason})` };
}

/** Says what a device answered to a command. */
export function answerText(answer: string | undefined): BothTexts {
  if (answer === undefined) return { nb: "ikke noe svar", en: "no answer" };
  return { nb: ANSWERS[answer] ?? `avslag (${answer})`, en: answer };
}

const ANSWERS: Readonly<Record<string, string>> = {
  done: "utført",
  busy: "opptatt",
  "too-few": "for få doser",
  "wrong-mode": "ikke mulig i denne fasen av tjenesten",
  "not-allowed": "ikke lov",
  "not-exported": "loggen er ikke hentet ut",
  unsupported: "kan ikke",
  prevented: "noe er i veien",
};

/** Says where a dose truly came to. */
export function movedText({ doseId, to }: MovedDose): BothTexts {
  const dose = doseId === undefined ? UNKNOWN_DOSE : doseWords(doseId);
  const [nb, en] = PLACES[to] ?? [to, to];
  return { nb: `I sannhet: ${dose.nb} ${nb}.`, en: `In truth: ${dose.en} ${en}.` };
}

const PLACES: Readonly<Partial<Record<Place, readonly [nb: string, en: string]>>> = {
  drawer: ["ligger i skuffen til brukeren", "lies within the user's reach"],
  user: ["er tatt ut", "was taken out"],
  "reject-store": ["er låst inne", "is locked away"],
};

const UNKNOWN_DOSE: BothTexts = {
  nb: "en dose som ikke var brukerens",
  en: "a dose that was not the user's",
};

/** Names what came apart between the device's belief and the truth. */
export function hazardText(hazard: string): BothTexts {
  const words = (of: Readonly<Record<string, string>>) => of[hazard] ?? hazard;
  return {
    nb: `I sannhet: ${words(HAZARD_WORDS.no)}.`,
    en: `In truth: ${words(HAZARD_WORDS.en)}.`,
  };
}

/** Where a device stands in its service pathway, in bokmål. */
export const MODE_WORDS: Readonly<Record<ServiceMode, string>> = {
  provisioned: "klargjort",
  configured: "satt opp",
  training: "opplæring",
  "daily-use": "daglig bruk",
  "temporary-stop": "midlertidig stans",
  "evaluation-due": "daglig bruk, evaluering venter",
  ended: "avsluttet",
};
