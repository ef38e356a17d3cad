import { OUTCOME_TEXTS } from "../acceptance/report/acceptance-words.ts";
import { undecidedText } from "../acceptance/report/undecided-words.ts";
import type { AcceptanceResult } from "../acceptance/result/acceptance-result.ts";
import { type CriterionOutcome, VERDICTS } from "../acceptance/verdict.ts";
import { EXIT } from "../results/error-document.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import { ACCEPT_WORDS } from "./accept-words.ts";

const OUTCOMES = ["passed", "failed", "not-tested", "not-applicable"] as const;
/** Undecided criteria that are named; of more only the number is told. */
const NAMED_MAX = 12;

/**
 * Writes the end of a run for people: the verdict, what stands open, and what was decided how often.
 *
 * @param files lines about files that were written
 */
export function acceptTable(
  result: AcceptanceResult,
  language: TableLanguage,
  files: readonly string[],
): string {
  const words = ACCEPT_WORDS[language];
  const { finding, partial, criteria, operation, incidents, pathways, staffing, seed } = result;
  const { nb, en } = VERDICTS[finding.verdict];
  const verdict = (language === "no" ? nb : en).toUpperCase();
  const counted: readonly (readonly [string, readonly { readonly outcome: Outcome }[]])[] = [
    [words.criteria, criteria],
    [words.thresholds, operation?.thresholds ?? []],
    [words.incidents, incidents],
    [words.pathways, pathways],
  ];
  const lines = [
    ...(partial ? [words.partial] : []),
    `${words.verdict}: ${verdict}`,
    ...(["A", "B", "C"] as const).map((one) => words.openDeviations(one, finding.open[one])),
    ...counted.flatMap(([title, all]) => countsLine(title, all, language)),
    ...(staffing?.shifts ?? []).map(({ name, planned, median }) => {
      if (staffing?.unreachable.includes(name)) return words.unreachable(name, planned);
      return words.operators(name, planned, median);
    }),
    ...(result.warnings ?? []).map(
      (warning) => `${words.warning}: ${language === "no" ? warning.nb : warning.en}`,
    ),
    ...undecidedLine(finding.undecided, language),
    `${words.seed}: ${seed}`,
    ...files,
  ];
  return `${lines.join("\n")}\n`;
}

type Outcome = CriterionOutcome;

function countsLine(
  title: string,
  all: readonly { readonly outcome: Outcome }[],
  language: TableLanguage,
): readonly string[] {
  if (all.length === 0) return [];
  const counts = OUTCOMES.flatMap((outcome) => {
    const count = all.filter((one) => one.outcome === outcome).length;
    const { nb, en } = OUTCOME_TEXTS[outcome];
    return count === 0 ? [] : [`${count} ${language === "no" ? nb : en}`];
  });
  return [`${title}: ${counts.join(", ")}`];
}

function undecidedLine(ids: readonly string[], language: TableLanguage): readonly string[] {
  if (ids.length === 0) return [];
  const words = ACCEPT_WORDS[language];
  const named = ids
    .slice(0, NAMED_MAX)
    .map((id) => undecidedText(id)[language === "no" ? "nb" : "en"])
    .join(", ");
  const rest = ids.length - NAMED_MAX;
  return [`${words.undecided}: ${named}${rest > 0 ? ` ${words.more(rest)}` : ""}`];
}

/**
 * Says with what the command ends: 0 approved, also with deviations that the file's rule allows; 1
 * not approved; 4 something required was not decided; 130 interrupted, whatever was found so far.
 */
export function exitCodeOfVerdict({ partial, finding }: AcceptanceResult): number {
  if (partial) return EXIT.interrupted;
  if (finding.verdict === "not-approved") return EXIT.failed;
  return finding.verdict === "undecided" ? EXIT.inconclusive : EXIT.ok;
}
