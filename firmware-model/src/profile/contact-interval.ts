import { HOUR_MS } from "@dosekit/protocols";
import type { ProductProfile } from "./product-profile.ts";

/**
 * Says how long a product that sleeps between contacts is away from its host at the most, ms.
 *
 * @returns `undefined` for a product that stays in contact
 * @see OMDP-MQT-015
 */
export function contactIntervalMsOf(
  profile: Pick<ProductProfile, "mechanismFigures">,
): number | undefined {
  const hours = profile.mechanismFigures["contactIntervalHours"]?.value;
  return hours === undefined ? undefined : hours * HOUR_MS;
}
