import { element, type Markup } from "../../report/html.ts";
import type { CriterionOutcome } from "../verdict.ts";
import { OUTCOME_SIGNS, OUTCOME_TEXTS } from "./acceptance-words.ts";
import type { PageContext } from "./page-context.ts";

/** Says what became of something: a sign and a word, so that it reads without colour. */
export function outcomeMark({ say }: PageContext, outcome: CriterionOutcome): Markup {
  return element(
    "span",
    { class: `outcome outcome-${outcome}` },
    element("span", { "aria-hidden": "true" }, `${OUTCOME_SIGNS[outcome]}\u00a0`),
    say(OUTCOME_TEXTS[outcome]),
  );
}
