/**
 * What became of a check, worst first.
 *
 * `unverified` saw nothing that could have decided it; `notrun` was never reached; `skipped` needs
 * what the one under test was declared not to have; none of them is a pass.
 */
export const VERDICTS = ["fail", "error", "unverified", "notrun", "skipped", "pass"] as const;
/** See {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

/** The worst of several verdicts; nothing at all is `unverified`. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? "unverified";
}
