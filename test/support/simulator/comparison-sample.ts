import type { AcceptanceResult } from "@dosekit/simulator";
import { operationSample } from "./acceptance-operation-sample.ts";
import { acceptanceSample } from "./acceptance-sample.ts";

/** A run of one product alone for one story, whose numbers are those of its seed. */
export function runOfProduct(story: string, product: string, seed: number): AcceptanceResult {
  const sample = acceptanceSample();
  const operation = operationSample();
  const [first] = operation.byProduct;
  if (first === undefined) throw new TypeError("the sample has a product");
  const missed = 20 + seed * 3 + product.length;
  const own = { ...first, story, product, due: 10_000, missed, alerts: 400 + seed * 10 };
  return {
    ...sample,
    ...{ seed: `2027/${seed}`, file: { name: `${product}.yaml`, sha256: "ab".repeat(32) } },
    operation: { ...operation, byProduct: [own] },
    criteria: sample.criteria
      .filter((one) => one.product === "evondos-e300")
      .map((one) => ({
        ...one,
        ...{ product, story: one.story === "every" ? "every" : story },
        outcome: one.id === "T-4" && seed === 2 ? ("failed" as const) : one.outcome,
      })),
    deviations: sample.deviations.map((one) => ({
      ...one,
      products: one.class === "A" && seed === 1 ? [product] : ["another"],
    })),
    pathways: [],
  };
}

/** Three seeds of each of two products. */
export function comparedRuns(): readonly AcceptanceResult[] {
  return ["evondos-e300", "dosell"].flatMap((product) =>
    [1, 2, 3].map((seed) => runOfProduct("tone", product, seed)),
  );
}
