/** Judges that decide within this program, on the product alone. */
export const OWN_JUDGES = [
  "offered-inside-window",
  "light-then-rising-sound",
  "untaken-locked-away",
  "wrong-pouch-kept",
  "travel-doses-together",
  "assisted-silent-and-locked",
  "mains-off-four-hours",
  "alert-after-minutes",
  "one-pouch-around-limit",
  "leader-found",
  "portal-change-takes-effect",
  "portal-reaches-device",
  "early-and-pause",
  "day-without-network",
  "lost-contact-told",
  "low-supply-earlier",
  "moved-without-power",
  "tray-steps-and-tilt-takes",
  "told-at-half-and-end",
  "misplaced-never-wrong",
  "low-and-empty-told",
  "jam-alarmed",
  "tremor-gets-no-next-dose",
  "low-battery-told",
  "own-notices-bounded",
  "kept-without-coverage",
  "alerts-complete",
  "calendar-loses-no-dose",
  "end-and-reset",
  "codes-raised",
] as const;
/** See {@link OWN_JUDGES}. */
export type OwnJudgeName = (typeof OWN_JUDGES)[number];

/** Judges that need receivers: the whole way to the record, and to response centre and record. */
export const OUTSIDE_JUDGES = ["record-way", "receiver-way"] as const;
/** See {@link OUTSIDE_JUDGES}. */
export type OutsideJudgeName = (typeof OUTSIDE_JUDGES)[number];

/** Every name that a check may give as its judge. */
export type JudgeName = OwnJudgeName | OutsideJudgeName;
/** See {@link JudgeName}. */
export const JUDGE_NAMES: readonly [JudgeName, ...JudgeName[]] = [...OWN_JUDGES, ...OUTSIDE_JUDGES];

/** Figures that a judge takes from a criterion, each with what it may be. */
export const JUDGE_FIGURES: Readonly<
  Partial<
    Record<JudgeName, Readonly<Record<string, { readonly min: number; readonly max: number }>>>
  >
> = {
  "alert-after-minutes": { minutes: { min: 1, max: 1_440 } },
};
