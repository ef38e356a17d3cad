/** A test of the suite that has to turn red. */
export interface Judge {
  readonly project: "unit" | "property" | "machines" | "simulation" | "vectors";
  /** Its file, from the project's folder in `test` on. */
  readonly file: string;
  /** The beginning of its full name, groups included; without it the whole file judges. */
  readonly title?: string;
}

/** One deliberate mistake in the firmware, and who has to notice it. */
export interface Defect {
  readonly id: string;
  /**
   * The rule that it breaks: S1 to S9, L1, L2, H1, an acceptance criterion, `hazard` for a line of the
   * hazard tables, or `update` for what an update promises.
   */
  readonly rule: string;
  /** What the broken device does, in a sentence. */
  readonly breaks: string;
  /** The source file, from the root on, and the text in it that is replaced. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly judge: Judge;
  /** Whether the short form of the suite tries it as well. */
  readonly inShortForm?: true;
}

/** Name of the environment variable that puts one defect into the firmware under test. */
export const DEFECT_VARIABLE = "DOSEKIT_DEFECT";
