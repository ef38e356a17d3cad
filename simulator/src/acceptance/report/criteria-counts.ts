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

/** How many criteria came out how, by product; what every product is asked counts with its story. */
export function criteriaCounts({ say, result, numbers }: AcceptanceContext): Markup {
  const { criteria } = result;
  const row = (title: string, records: readonly CriterionRecord[]) => [
    name(title),
    ...OUTCOMES.map((outcome) =>
      number(numbers.whole(records.filter((one) => one.outcome === outcome).length)),
    ),
  ];
  const products = [...new Set(criteria.map(({ product }) => product))];
  return tableOf({
    caption: say(TEXTS.criteria),
    head: [say(TEXTS.subject), ...OUTCOMES.map((outcome) => say(OUTCOME_TEXTS[outcome]))],
    rows: [
      ...products.map((product) => {
        const records = criteria.filter((one) => one.product === product);
        const stories = [...new Set(records.map(({ story }) => story))]
          .filter((story) => story !== "every")
          .map((story) => say(storyText(story)));
        const title = say(productTitle(product));
        return row(stories.length === 0 ? title : `${stories.join(", ")}: ${title}`, records);
      }),
      row(say(TEXTS.all), criteria),
    ],
  });
}
