import type { Order } from "../home/run-spec.ts";
import type { HandAction } from "../plant/plant.ts";

/**
 * Something that people did in one home at an instant of true time: with their hands, by telephone
 * through home care, or by putting in fresh batteries.
 */
export type Happening = { readonly atMs: number } & (
  | { readonly what: "gesture"; readonly action: HandAction }
  | { readonly what: "asked"; readonly wish: Order["wish"] }
  | { readonly what: "fresh-batteries" }
);
