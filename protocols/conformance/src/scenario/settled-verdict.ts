import type { Judgement } from "./judgement.ts";
import type { CheckStep } from "./step.ts";

/** What a check is when its judge says nothing. */
export const UNDECIDED: Judgement = { verdict: "unverified", seen: "nothing that decides it" };

/**
 * What a judgement is worth. Pure.
 *
 * A step that only leads to where the scenario begins decides nothing; silence counts only before a
 * sign of life.
 *
 * @param isAliveSince whether the one under test gave a sign of life since the check's first place
 */
export function settledVerdict(
  { gate }: CheckStep,
  { verdict, seen, restsOnSilence = false }: Judgement,
  isAliveSince: boolean,
): Pick<Judgement, "verdict" | "seen"> {
  if (gate && verdict !== "pass") return { verdict: "unverified", seen };
  if (!restsOnSilence || isAliveSince) return { verdict, seen };
  return { verdict: "unverified", seen: `${seen}; no sign of life since` };
}
