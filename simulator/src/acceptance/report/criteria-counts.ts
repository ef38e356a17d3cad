import type { Markup } from "../../report/html.ts";
import { name, number, tableOf } from "../../report/table.ts";
import type { CriterionRecord } from "../result/criterion-record.ts";
import type { CriterionOutcome } from "../verdict.ts";
import { OUTCOME_TEXTS, productTitle, storyText } from "./acceptance-words.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { FRONT_TEXTS as TEXTS } from "./texts/front-texts.ts";

const OUTCOMES = Object.keys(OUTCOME_TEXTS) as readonly CriterionOutcome[];

/** Criteria that were asked of one product for one story. */
export interface CriteriaGroup {
  readonly story: string;
  readonly product: string;
  readonly criteria: readonly CriterionRecord[];
}

/** Takes criteria together by story and product, in the order in which they come. */
export function criteriaGroups(criteria: readonly CriterionRecord[]): readonly CriteriaGroup[] {
  const groups = new Map<string, { story: string; product: string; criteria: CriterionRecord[] }>();
  for (const record of criteria) {
    const { story, product } = record;
    const key = JSON.stringify([story, product]);
    const group = groups.get(key) ?? { story, product, criteria: [] };
    group.criteria.push(record);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** How many criteria came out how, by story and product. */
export function criteriaCounts({ say, result, numbers }: AcceptanceContext): Markup {
  const row = (title: string, records: readonly CriterionRecord[]) => [
    name(title),
    ...OUTCOMES.map((outcome) =>
      number(numbers.whole(records.filter((one) => one.outcome === outcome).length)),
    ),
  ];
  return tableOf({
    caption: say(TEXTS.criteria),
    head: [say(TEXTS.subject), ...OUTCOMES.map((outcome) => say(OUTCOME_TEXTS[outcome]))],
    rows: [
      ...criteriaGroups(result.criteria).map(({ story, product, criteria }) =>
        row(`${say(storyText(story))}: ${productTitle(product)}`, criteria),
      ),
      row(say(TEXTS.all), result.criteria),
    ],
  });
}
