import type { DeviceId, EscalationRoute } from "@dosekit/protocols";

/**
 * How long each product may be away before somebody is told, minutes: the `lostContactMin` of the
 * product's profile.
 */
export const LOST_CONTACT_MIN: Readonly<Record<string, number>> = {
  "evondos-e300": 60,
  "evondos-mini": 60,
  medido: 60,
  karie: 60,
  dosell: 60,
  "carousel-28": 60,
  "pilly-sms": 2_880,
  "pilly-sms-without-stand": 2_880,
};

/** Products that know a dose by the print of its pouch alone. */
export const PRINT_READ_PRODUCTS: readonly string[] = ["evondos-e300", "evondos-mini"];

/** What the gateway watches for by itself. */
export interface WatchRules {
  /** Absence after which 1.20 is raised, for products that are not listed, minutes. */
  readonly contactAfterMin: number;
  /** The same by product; goes before {@link LOST_CONTACT_MIN}. */
  readonly contactByProduct: Readonly<Record<string, number>>;
  /** The same by device; goes before all others. */
  readonly contactByDevice: Readonly<Record<DeviceId, number>>;
  /** Products whose planned doses are looked for; a plan has to be pushed to the device. */
  readonly printReadProducts: readonly string[];
  /** Routes of devices that were given none. */
  readonly routes: readonly EscalationRoute[];
  /** How often contact and rolls are looked at, ms. */
  readonly checkMs: number;
}

/** Rules that apply where nothing else is said. */
export const DEFAULT_WATCH_RULES: WatchRules = {
  contactAfterMin: 60,
  contactByProduct: {},
  contactByDevice: {},
  printReadProducts: PRINT_READ_PRODUCTS,
  routes: [],
  checkMs: 30_000,
};

/** Says how long a device may be away, ms. */
export function contactAfterMs(rules: WatchRules, deviceId: DeviceId, product?: string): number {
  const byProduct = product === undefined ? undefined : ownOf(rules.contactByProduct, product);
  const known = product === undefined ? undefined : ownOf(LOST_CONTACT_MIN, product);
  const min = ownOf(rules.contactByDevice, deviceId) ?? byProduct ?? known ?? rules.contactAfterMin;
  return min * 60_000;
}

/** A product calls itself what it likes, `constructor` too. */
function ownOf(table: Readonly<Record<string, number>>, name: string): number | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
