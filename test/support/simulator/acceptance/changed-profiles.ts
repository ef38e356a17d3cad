import { type ProductProfile, profileOf } from "@dosekit/firmware-model";

/** Looks up a product that there is. */
export function productNamed(product: string): ProductProfile {
  const profile = profileOf(product);
  if (profile === undefined) throw new RangeError(`no product ${product}`);
  return profile;
}

/** The same product with one figure of its mechanism changed. */
export function withFigure(profile: ProductProfile, name: string, value: number): ProductProfile {
  const figure = profile.mechanismFigures[name];
  if (figure === undefined) throw new RangeError(`no figure ${name}`);
  const mechanismFigures = { ...profile.mechanismFigures, [name]: { ...figure, value } };
  return { ...profile, mechanismFigures };
}
