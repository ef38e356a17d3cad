import type { ProductProfile } from "./product-profile.ts";

/**
 * Lends every figure and fact of one product to another of which they were not found: the values are
 * our defaults, and say so.
 *
 * @param about the product that they are lent to, as sentences name it
 */
export function lentTo(about: string, lender: ProductProfile): ProductProfile {
  const source = `nothing found about ${about}; our default, taken from ${lender.title}`;
  return relabelled(lender, source) as ProductProfile;
}

/** Figures and facts are known by the source that they name. */
function relabelled(value: unknown, source: string): unknown {
  if (Array.isArray(value)) return value.map((one) => relabelled(one, source));
  if (typeof value !== "object" || value === null) return value;
  if ("confidence" in value) return { ...value, confidence: "unknown", source };
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, relabelled(inner, source)]),
  );
}
