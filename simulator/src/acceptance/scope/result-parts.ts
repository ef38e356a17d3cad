import type { AcceptanceResult } from "../result/acceptance-result.ts";

/** Parts of an acceptance run from which its hazards, its limits and its assumptions follow. */
export type ResultParts = Pick<
  AcceptanceResult,
  "criteria" | "incidents" | "pathways" | "operation" | "staffing" | "benefits" | "partial"
>;

/** Every product that a part of the run was about, by name. */
export function productsOf({ criteria, operation, pathways }: ResultParts): readonly string[] {
  const all = [
    ...criteria.map(({ product }) => product),
    ...(operation?.byProduct.map(({ product }) => product) ?? []),
    ...pathways.map(({ product }) => product),
  ];
  return [...new Set(all)].sort();
}
