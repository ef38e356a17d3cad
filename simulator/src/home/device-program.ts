import {
  contactIntervalMsOf,
  createDevice,
  type ProductProfile,
  profileOf,
  zoneTableOf,
} from "@dosekit/firmware-model";
import type { DeviceLogic } from "@dosekit/protocols";

/** A product and the program that every device of it runs. */
export interface DeviceProgram {
  readonly profile: ProductProfile;
  readonly logic: DeviceLogic<unknown>;
}

/** Programs are pure and made once: all devices of a product share one. */
const PROGRAMS = new WeakMap<ProductProfile, DeviceProgram>();

/**
 * Looks up the program of a product.
 *
 * @param added products that are no part of the program
 * @throws RangeError when there is no product of that name (a caller's bug)
 */
export function programOf(product: string, added: readonly ProductProfile[] = []): DeviceProgram {
  const profile = added.find((one) => one.product === product) ?? profileOf(product);
  if (profile === undefined) throw new RangeError(`no product is named ${product}`);
  const known = PROGRAMS.get(profile);
  if (known !== undefined) return known;
  // The state's type is the program's own business: only the program itself ever reads it.
  const logic = createDevice({ profile, zoneTableOf }) as unknown as DeviceLogic<unknown>;
  const program = { profile, logic };
  PROGRAMS.set(profile, program);
  return program;
}

/** Says of each product of a run how long it is away between two contacts, ms; 0 if it never is. */
export function contactIntervalIn(
  added: readonly ProductProfile[] = [],
): (product: string) => number {
  return (product) => contactIntervalMsOf(programOf(product, added).profile) ?? 0;
}
