import { CAROUSEL_28 } from "./carousel-28.ts";
import { DOSELL } from "./dosell.ts";
import { EVONDOS_E300 } from "./evondos-e300.ts";
import { EVONDOS_MINI } from "./evondos-mini.ts";
import { KARIE } from "./karie.ts";
import { MEDIDO } from "./medido.ts";
import { PILLY_SMS } from "./pilly-sms.ts";
import { PILLY_SMS_WITHOUT_STAND } from "./pilly-sms-without-stand.ts";
import type { ProductProfile } from "./product-profile.ts";

/** Every product that a device can be made of, by the name on the command line and on the wire. */
export const PROFILES: readonly ProductProfile[] = [
  EVONDOS_E300,
  EVONDOS_MINI,
  MEDIDO,
  PILLY_SMS,
  PILLY_SMS_WITHOUT_STAND,
  CAROUSEL_28,
  DOSELL,
  KARIE,
];

/** Looks a product up; `undefined` when there is none of that name. */
export function profileOf(product: string): ProductProfile | undefined {
  return PROFILES.find((profile) => profile.product === product);
}
