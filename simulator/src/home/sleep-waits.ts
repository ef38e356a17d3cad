import { contactIntervalMsOf, type ProductProfile } from "@dosekit/firmware-model";
import type { SleepOptions } from "@dosekit/sdk/device";

/** How a device that sleeps waits where it stands; how often it comes into contact is its product's. */
export type SleepWaits = Omit<SleepOptions, "contactEveryMs">;

/** Puts together how a device sleeps; `undefined` for one that stays in contact. */
export function sleepOptionsOf(
  profile: Pick<ProductProfile, "mechanismFigures">,
  waits: SleepWaits | undefined,
): SleepOptions | undefined {
  const contactEveryMs = contactIntervalMsOf(profile);
  if (contactEveryMs === undefined || waits === undefined) return undefined;
  return { ...waits, contactEveryMs };
}
