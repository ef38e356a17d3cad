/**
 * What became of a check, worst first.
 *
 * `unverified` saw nothing that could have decided it; `notrun` was never reached; `nonstrict` broke
 * only what is advised; `waived` failed as somebody said beforehand that it would; `skipped` needs
 * what the one under test was declared not to have. None of them is a pass.
 */
export const VERDICTS = [
  "fail",
  "error",
  "unverified",
  "notrun",
  "nonstrict",
  "waived",
  "skipped",
  "pass",
] as const;
/** See {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

/** The worst of several verdicts; nothing at all is `unverified`. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? "unverified";
}
