import {
  type Confidence,
  type Figure,
  PROFILES,
  type ProductProfile,
} from "@dosekit/firmware-model";
import { productTitle } from "../report/acceptance-words.ts";
import type { AcceptanceResult } from "../result/acceptance-result.ts";
import { type Assumption, GENERAL_ASSUMPTIONS } from "./assumption-texts.ts";
import { productsOf, type ResultParts } from "./result-parts.ts";

/** Lists what the result of a run rests on, and how sure each of it is. */
export function assumptionsOf(parts: ResultParts): AcceptanceResult["assumptions"] {
  const used = productsOf(parts);
  const profiles = PROFILES.filter(({ product }) => used.includes(product));
  const isUsed = ({ needs }: Assumption) => needs === undefined || hasPart(parts, needs);
  return [
    ...GENERAL_ASSUMPTIONS.filter(isUsed).map(({ what, confidence }) => ({ what, confidence })),
    ...(parts.operation?.assumptions ?? []),
    ...profiles.map(aboutProduct),
  ];
}

function hasPart(parts: ResultParts, part: NonNullable<Assumption["needs"]>): boolean {
  const of = parts[part];
  return Array.isArray(of) ? of.length > 0 : of !== undefined;
}

/** How much of a product's figures was found, and how much is our own. */
function aboutProduct(profile: ProductProfile): AcceptanceResult["assumptions"][number] {
  const counts: Record<Confidence, number> = { found: 0, "stand-in": 0, inferred: 0, unknown: 0 };
  for (const { confidence } of figuresIn(profile)) counts[confidence] += 1;
  const title = productTitle(profile.product);
  const { found, inferred, unknown, "stand-in": standIn } = counts;
  return {
    what: {
      nb: `${title.nb}: av tallene modellen bygger på, er ${found} funnet, ${standIn} hentet fra et lignende produkt, ${inferred} antatt og ${unknown} ikke funnet (satt av prosjektet).`,
      en: `${title.en}: of the figures that the model rests on, ${found} were found, ${standIn} are those of a product like it, ${inferred} are inferred and ${unknown} were not found (set by this project).`,
    },
    confidence: found > standIn + inferred + unknown ? "found" : "inferred",
  };
}

/** Every figure and stated fact of a profile, however deep it stands. */
function figuresIn(value: unknown): readonly Pick<Figure, "confidence">[] {
  if (typeof value !== "object" || value === null) return [];
  if ("confidence" in value && "source" in value) return [value as Figure];
  return Object.values(value).flatMap(figuresIn);
}
