import { element, type Markup } from "../../report/html.ts";
import { paragraph } from "../../report/section.ts";
import { name, tableOf, text } from "../../report/table.ts";
import { GRADE_LIMITS, GRADES, type Grade } from "../hazards/probability.ts";
import type { AcceptanceContext } from "./page-context.ts";
import {
  CONSEQUENCE_GRADES,
  gradeMeaning,
  PROBABILITY_GRADES,
  RISK_LETTERS,
  HAZARD_TEXTS as TEXTS,
} from "./texts/hazard-texts.ts";

/** Products of both grades from which on a risk is medium, and high. Inferred. */
const MEDIUM_FROM = 5;
const HIGH_FROM = 12;

/** The matrix of the mandate of 2017, 5 by 5, with its cells left to the municipality. */
export function riskMatrix({ say, result }: AcceptanceContext): readonly Markup[] {
  const measuredTo = (grade: Grade) =>
    result.hazards.flatMap(({ probability }, at) => (probability === grade ? [at + 1] : []));
  const table = tableOf({
    caption: say(TEXTS.matrix),
    head: [
      `${say(TEXTS.probabilityHead)} (${say(TEXTS.hazards)})`,
      ...CONSEQUENCE_GRADES.map((words, at) => `${at + 1} ${say(words)}`),
    ],
    rows: [...GRADES].reverse().map((grade) => {
      const hazards = measuredTo(grade);
      const listed = hazards.length === 0 ? "–" : hazards.join(", ");
      return [
        name(`${gradeText(say, grade)} (${listed})`),
        ...GRADES.map((consequence) => {
          const risk = riskOf(grade * consequence);
          return { ...text(RISK_LETTERS[risk]), class: `risk-${risk}` };
        }),
      ];
    }),
  });
  return [element("div", { class: "matrix" }, table), paragraph(say(TEXTS.matrixNote))];
}

/** What each grade of probability means. */
export function scaleTable({ say, numbers }: AcceptanceContext): readonly Markup[] {
  const limits = GRADE_LIMITS.map((times) => numbers.whole(times));
  const table = tableOf({
    caption: say(TEXTS.scale),
    head: [TEXTS.grade, TEXTS.meaning].map(say),
    rows: GRADES.map((grade) => [
      name(gradeText(say, grade)),
      text(say(gradeMeaning(limits[grade - 1], limits[grade - 2]))),
    ]),
  });
  return [table, paragraph(say(TEXTS.scaleNote))];
}

function gradeText(say: AcceptanceContext["say"], grade: Grade): string {
  const words = PROBABILITY_GRADES[grade - 1];
  return words === undefined ? String(grade) : `${grade} ${say(words)}`;
}

function riskOf(product: number): keyof typeof RISK_LETTERS {
  if (product >= HIGH_FROM) return "high";
  return product >= MEDIUM_FROM ? "medium" : "low";
}
