import type { BothTexts } from "../criterion.ts";
import { isPartial } from "../report/page-context.ts";
import type { AcceptanceResult } from "../result/acceptance-result.ts";
import { comparedProduct } from "./compare-product.ts";
import type { ComparedStory, ComparisonResult } from "./comparison-result.ts";
import { COMPARISON_CAUTIONS as CAUTIONS } from "./comparison-texts.ts";

/**
 * Sets products side by side for each user story, from runs of one or more seeds of each. Products
 * stand in the order of their names and no number is made of several: which product suits is for
 * each municipality to judge.
 *
 * @param results runs of one municipality's service, or of one for each product; in any order
 */
export function compare(results: readonly AcceptanceResult[]): ComparisonResult {
  const inOrder = [...results].sort(byFileAndSeed);
  return {
    v: 1,
    municipalities: [...new Set(inOrder.map(({ municipality }) => municipality))].sort(),
    runs: inOrder.map((run) => ({
      ...{ file: run.file.name, sha256: run.file.sha256, seed: run.seed, date: run.date },
      partial: isPartial(run),
    })),
    partial: inOrder.some(isPartial),
    stories: storiesOf(inOrder),
    cautions: cautionsOf(inOrder),
  };
}

/** A story with the product that was tried for it, in one run. */
interface Tried {
  readonly story: string;
  readonly product: string;
}

/** Stories and products of a run; criteria that every product is asked for name no story. */
function triedIn({ criteria, operation, pathways }: AcceptanceResult): readonly Tried[] {
  return [...criteria, ...(operation?.byProduct ?? []), ...pathways]
    .map(({ story, product }) => ({ story, product }))
    .filter(({ story }) => story !== "every");
}

function storiesOf(results: readonly AcceptanceResult[]): readonly ComparedStory[] {
  const tried = results.flatMap(triedIn);
  const stories = [...new Set(tried.map(({ story }) => story))];
  return stories.map((story) => {
    const products = tried.filter((one) => one.story === story).map(({ product }) => product);
    return {
      story,
      products: [...new Set(products)].sort().map((product) => {
        const runs = results.filter((run) =>
          triedIn(run).some((one) => one.story === story && one.product === product),
        );
        return comparedProduct(story, product, runs);
      }),
    };
  });
}

/** Says what keeps numbers from being set side by side without thought. */
function cautionsOf(results: readonly AcceptanceResult[]): readonly BothTexts[] {
  const isOne = (values: readonly (string | number | undefined)[]) => new Set(values).size <= 1;
  const lengths = results.flatMap(({ operation }) => operation?.days ?? []);
  const starts = results.flatMap(({ operation }) => operation?.startDate ?? []);
  const municipalities = results.map(({ municipality }) => municipality);
  const versions = results.map(({ versions: of }) => JSON.stringify(of));
  const isSeveral = results.some(({ operation }) => (operation?.byProduct.length ?? 0) > 1);
  return [
    ...(results.some(isPartial) ? [CAUTIONS.partial] : []),
    ...(isOne(municipalities) ? [] : [CAUTIONS.municipalities]),
    ...(isOne(lengths) && isOne(starts) ? [] : [CAUTIONS.periods]),
    ...(isOne(versions) ? [] : [CAUTIONS.versions]),
    ...(isSeveral ? [CAUTIONS.shared] : []),
    ...(isSeedsAlike(results) ? [] : [CAUTIONS.seeds]),
    ...(new Set(results.map(({ seed }) => seed)).size < 2 ? [CAUTIONS.oneSeed] : []),
  ];
}

/** Whether each product was run with the same seeds, so that it met the same people and weather. */
function isSeedsAlike(results: readonly AcceptanceResult[]): boolean {
  const seeds = new Map<string, Set<string>>();
  for (const result of results) {
    for (const { story, product } of triedIn(result)) {
      const key = JSON.stringify([story, product]);
      seeds.set(key, (seeds.get(key) ?? new Set()).add(result.seed));
    }
  }
  const all = [...seeds.values()].map((of) => JSON.stringify([...of].sort()));
  return new Set(all).size <= 1;
}

function byFileAndSeed(a: AcceptanceResult, b: AcceptanceResult): number {
  return (
    a.file.name.localeCompare(b.file.name, "en", { numeric: true }) ||
    a.file.sha256.localeCompare(b.file.sha256) ||
    a.seed.localeCompare(b.seed, "en", { numeric: true })
  );
}
