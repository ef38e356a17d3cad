import { WRONG_EVONDOS } from "./wrong-evondos.ts";
import { WRONG_MEDIDO } from "./wrong-medido.ts";
import { WRONG_PILLY } from "./wrong-pilly.ts";
import type { WrongProduct } from "./wrong-product.ts";

/** One wrong product for each judge. */
export const WRONG_PRODUCTS: readonly WrongProduct[] = [
  ...WRONG_EVONDOS,
  ...WRONG_MEDIDO,
  ...WRONG_PILLY,
];
