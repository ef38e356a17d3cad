import type { RunRecord } from "../../run/run-record.ts";
import type { Verdict } from "../../scenario/verdict.ts";
import { html, type Markup } from "./markup.ts";

/** Signs that stand before the words, so that nothing is told by colour alone. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  fail: "✗",
  error: "!",
  unverified: "?",
  notrun: "–",
  nonstrict: "~",
  waived: "w",
  skipped: "○",
  pass: "✓",
};

/** What each verdict means, for a reader who did not run the kit. */
export const VERDICT_MEANINGS: Readonly<Record<Verdict, string>> = {
  fail: "What came breaks a sentence of the specification, or nothing came although it was alive.",
  error: "The kit, its fixture, the port or the broker did something wrong: nothing is said.",
  unverified: "Nothing was seen that decides it, not even a sign of life.",
  notrun: "It was never reached, or nobody could do what it needs.",
  nonstrict: "Only what is advised was not kept.",
  waived: "It fails as somebody said beforehand that it would.",
  skipped: "It needs what was stated not to be there.",
  pass: "What is expected was seen.",
};

/** A verdict as a sign and a word. Pure. */
export function verdictMark(verdict: Verdict): Markup {
  return html`<span class="v ${verdict}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict}</span>`;
}

/** The verdict of a run as a sentence for its first page. Pure. */
export function resultSentence(
  { endedEarly, select, simulationOnly }: RunRecord,
  verdict: Verdict,
): string {
  if (endedEarly !== undefined) return `Not finished (${endedEarly}): what follows is a part.`;
  const of = select.length > 0 ? "the cases that were chosen" : "all cases that apply";
  const where = simulationOnly.length > 0 ? ", in a simulation" : "";
  switch (verdict) {
    case "pass":
      return `Pass: ${of} were kept${where}.`;
    case "nonstrict":
      return `Pass, with advice that is not followed: ${of}${where}.`;
    case "waived":
      return `Nothing fails that was not waived: ${of}${where}.`;
    case "fail":
      return `Fail: something that is demanded was not kept${where}.`;
    case "error":
      return "No verdict: the kit, its fixture, the port or the broker failed.";
    default:
      return `Not decided: something that is demanded was not seen${where}.`;
  }
}
