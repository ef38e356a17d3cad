import type { BothTexts } from "../criterion.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import type { FocusBench } from "./bench/focus-bench.ts";
import type { JudgeSubject } from "./judge-subject.ts";

/** Numbers that a criterion may give its judge; what each judge takes stands in its registry row. */
export type JudgeFigures = Readonly<Record<string, number>>;

/** Decides one check on one product by looking at what truly happens. */
export type Judge = (
  subject: JudgeSubject,
  figures?: JudgeFigures,
) => CheckFinding | Promise<CheckFinding>;

/** A judge that needs nothing but the processor. */
export type PureJudge = (subject: JudgeSubject, figures?: JudgeFigures) => CheckFinding;

/** A text in both languages. */
export function both(nb: string, en: string): BothTexts {
  return { nb, en };
}

/** Asks nothing of a product, and says why. */
export function notApplicable(nb: string, en: string): CheckFinding {
  return { outcome: "not-applicable", saw: both(nb, en), timeline: [] };
}

/**
 * What a judge sees on one bench. The first thing that does not hold decides, with what had happened
 * by then; whatever is looked at afterwards changes nothing.
 */
export class Trial {
  readonly bench: FocusBench;
  #failure: CheckFinding | undefined;

  constructor(bench: FocusBench) {
    this.bench = bench;
  }

  /** Something has to hold; the texts say what was seen where it does not. */
  must(holds: boolean, nb: string, en: string): void {
    if (holds || this.#failure !== undefined) return;
    const timeline = this.bench.diary.entries();
    this.#failure = { outcome: "failed", saw: both(nb, en), timeline };
  }

  /** What was found; the texts say what was seen where everything held. */
  finding(nb: string, en: string): CheckFinding {
    return this.#failure ?? { outcome: "passed", saw: both(nb, en), timeline: [] };
  }
}

/** One finding of several scenes: the first that failed, or all that was seen. */
export function allOf(scenes: readonly (() => CheckFinding)[]): CheckFinding {
  const seen: CheckFinding[] = [];
  for (const scene of scenes) {
    const finding = scene();
    if (finding.outcome === "failed") return finding;
    seen.push(finding);
  }
  const joined = (language: "nb" | "en") => seen.map(({ saw }) => saw[language]).join(" ");
  return { outcome: "passed", saw: both(joined("nb"), joined("en")), timeline: [] };
}
