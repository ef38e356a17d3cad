import { DEVIATION_CLASSES, type DeviationClass } from "../deviation.ts";
import type { AcceptanceResult } from "../result/acceptance-result.ts";
import type { CriterionRecord } from "../result/criterion-record.ts";
import { INCIDENTS } from "../result/incident-result.ts";
import type { CriterionOutcome } from "../verdict.ts";
import { COMPARED_MEASURES, type ComparedMeasure, measuresOf } from "./compared-measures.ts";
import type {
  ComparedCriterion,
  ComparedIncident,
  ComparedProduct,
  Interval,
} from "./comparison-result.ts";
import { intervalOf } from "./interval.ts";

const NONE: Interval = { median: 0, least: 0, most: 0, runs: 0 };

/** Takes everything together that the runs of one product tell of it. */
export function comparedProduct(
  story: string,
  product: string,
  runs: readonly AcceptanceResult[],
): ComparedProduct {
  const operated = runs.flatMap((run) => {
    const of = run.operation?.byProduct.find((o) => o.story === story && o.product === product);
    return of === undefined ? [] : [{ run, of }];
  });
  const measured = operated.map(({ run, of }) => measuresOf(run, of));
  const names = Object.keys(COMPARED_MEASURES) as readonly ComparedMeasure[];
  return {
    product,
    seeds: [...new Set(runs.map(({ seed }) => seed))],
    devices: intervalOf(operated.map(({ of }) => of.devices)),
    criteria: criteriaOf(story, product, runs),
    deviations: deviationsOf(product, runs),
    measures: Object.fromEntries(
      names.flatMap((name) => {
        const interval = intervalOf(measured.flatMap((each) => each[name] ?? []));
        return interval === undefined ? [] : [[name, interval]];
      }),
    ),
    incidents: incidentsOf(product, runs),
  };
}

function criteriaOf(
  story: string,
  product: string,
  runs: readonly AcceptanceResult[],
): readonly ComparedCriterion[] {
  const byId = new Map<string, CriterionRecord[]>();
  for (const record of runs.flatMap(({ criteria }) => criteria)) {
    if (record.product !== product) continue;
    if (record.story !== story && record.story !== "every") continue;
    byId.set(record.id, [...(byId.get(record.id) ?? []), record]);
  }
  return [...byId].map(([id, records]) => ({
    id,
    text: records[0]?.text ?? { nb: id, en: id },
    outcome: outcomeOf(records.map(({ outcome }) => outcome)),
    runsPassed: records.filter(({ outcome }) => outcome === "passed").length,
    runsFailed: records.filter(({ outcome }) => outcome === "failed").length,
  }));
}

/** One failure fails it; what no run decided stays undecided. */
function outcomeOf(outcomes: readonly CriterionOutcome[]): CriterionOutcome {
  const order = ["failed", "passed", "not-tested"] as const;
  return order.find((one) => outcomes.includes(one)) ?? "not-applicable";
}

function deviationsOf(
  product: string,
  runs: readonly AcceptanceResult[],
): Readonly<Record<DeviationClass, Interval>> {
  const count = (run: AcceptanceResult, one: DeviationClass) =>
    run.deviations.filter((each) => each.class === one && each.products.includes(product)).length;
  const [A, B, C] = DEVIATION_CLASSES.map(
    (one) => intervalOf(runs.map((run) => count(run, one))) ?? NONE,
  );
  return { A: A ?? NONE, B: B ?? NONE, C: C ?? NONE };
}

/** Incidents are the whole service's: they count for a product that was alone in it. */
function incidentsOf(
  product: string,
  runs: readonly AcceptanceResult[],
): readonly ComparedIncident[] {
  const alone = runs.filter((run) => productsIn(run).every((one) => one === product));
  return INCIDENTS.flatMap((incident) => {
    const results = alone.flatMap(({ incidents }) =>
      incidents.filter((o) => o.incident === incident),
    );
    const [first] = results;
    if (first === undefined) return [];
    return [
      {
        ...{ incident, title: first.title },
        runsPassed: results.filter(({ outcome }) => outcome === "passed").length,
        runsFailed: results.filter(({ outcome }) => outcome === "failed").length,
      },
    ];
  });
}

/** Products that a run's service has; without operation, those that its criteria ask. */
function productsIn({ operation, criteria }: AcceptanceResult): readonly string[] {
  return (operation?.byProduct ?? criteria).map(({ product }) => product);
}
