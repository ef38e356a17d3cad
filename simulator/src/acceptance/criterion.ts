import type { DeviationClass } from "./deviation.ts";
import type { JudgeName } from "./judges/judge-names.ts";
import type { ProductPart } from "./product-parts.ts";

/** A text in both languages of the report. */
export interface BothTexts {
  readonly nb: string;
  readonly en: string;
}

/**
 * How sure it is that a criterion says what was asked for: `stated` by whoever procures,
 * `reconstructed` where the original text is not known, `added` by this project.
 */
export const CRITERION_CONFIDENCES = ["stated", "reconstructed", "added"] as const;
/** How a check is made: by a program, by a person with a program's help, by a person alone. */
export const CHECK_METHODS = ["automatic", "assisted", "manual"] as const;
/** See {@link CHECK_METHODS}. */
export type CheckMethod = (typeof CHECK_METHODS)[number];

/** One step of a test protocol: what the tester does, and what is to be seen then. */
export interface ProtocolStep {
  readonly do: BothTexts;
  readonly expect: BothTexts;
}

/** A test of this project, by its file and the beginning of its title. */
export interface DecidingTest {
  readonly file: string;
  readonly title: string;
}

/** One part of a criterion that is decided by itself. */
export interface CriterionCheck {
  readonly method: CheckMethod;
  /** What has to hold. */
  readonly pass: BothTexts;
  /** Who decides it, when a program does. */
  readonly judge?: JudgeName;
  /** Figures that the judge is given in place of its own. */
  readonly with?: Readonly<Record<string, number>>;
  /**
   * What a product has to have to be asked. Where a story asks for it and the story's product has it
   * not, the check is failed; of every product, and in a comparison, it asks nothing then.
   */
  readonly needs?: ProductPart;
  /** Tests of this project that hold the same, and often more. */
  readonly tests?: readonly DecidingTest[];
  /** The protocol that decides it, when a person does. */
  readonly steps?: readonly ProtocolStep[];
  /** Why nothing decides it yet; it then counts as not tested. */
  readonly open?: BothTexts;
}

/** Something that a product or service has to do to be accepted. */
export interface Criterion {
  readonly id: string;
  readonly text: BothTexts;
  /** What it rests on. */
  readonly basis: string;
  readonly confidence: (typeof CRITERION_CONFIDENCES)[number];
  /** Class of the deviation that failing it is. */
  readonly failureClass: DeviationClass;
  /** Criteria that rest on the same rule: a product that breaks this one may break those. */
  readonly sharesRuleWith?: readonly string[];
  readonly checks: readonly CriterionCheck[];
}

/** The criteria of one user story; `every` is asked of each product. */
export interface CriteriaOfStory {
  readonly story: string;
  /** The product that the story was procured with; absent where any is meant. */
  readonly product?: string;
  readonly criteria: readonly Criterion[];
}

/** Outcome of a criterion from those of its checks: one failed check fails it, all have to pass. */
export function outcomeOfChecks(
  outcomes: readonly ("passed" | "failed" | "not-tested")[],
): "passed" | "failed" | "not-tested" {
  if (outcomes.includes("failed")) return "failed";
  return outcomes.length > 0 && outcomes.every((one) => one === "passed") ? "passed" : "not-tested";
}
