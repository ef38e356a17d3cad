import type { Sign } from "./coverage.ts";

/** Why a requirement has no test of a sign, or of neither. */
export interface MissingTest {
  readonly requirements: RegExp;
  readonly signs: readonly Sign[];
  readonly reason: string;
}

/** What is known to be missing. An entry that no longer misses anything has to go. */
export const MISSING_TESTS: readonly MissingTest[] = [
  {
    requirements: /^OMDP-LNK-024$/,
    signs: ["positive", "negative"],
    reason: "judged by reading: how fast a driver of a real line is can't be seen from outside",
  },
  {
    requirements: /^OMDP-SEC-021$/,
    signs: ["positive", "negative"],
    reason: "judged by reading: a test of time on a shared machine decides nothing",
  },
  {
    requirements: /^OMDP-TCK-003$/,
    signs: ["positive", "negative"],
    reason: "judged by reading: a peer does not see what hands do at a device that is off",
  },
  {
    requirements: /^OMDP-MSG-008$/,
    signs: ["positive", "negative"],
    reason: "judged by reading: it binds those who write the next version",
  },
];

/** Says why a requirement has no test of a sign. */
export function reasonFor(requirement: string, sign: Sign): string | undefined {
  const found = MISSING_TESTS.find(
    ({ requirements, signs }) => requirements.test(requirement) && signs.includes(sign),
  );
  return found?.reason;
}
