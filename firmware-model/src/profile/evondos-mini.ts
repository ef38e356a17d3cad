import { EVONDOS_E300 } from "./evondos-e300.ts";
import type { ProductProfile } from "./product-profile.ts";
import { fact, inferred, notFound } from "./stated-figures.ts";

/** What all figures rest on that the large device lends. */
const LIKE_E300 = "taken to be like the E300: only the name of the smaller device was found";

/**
 * Mini Evondos: a smaller device of the same maker. Nothing but its name was found, so that it is
 * taken to be an E300 with a shorter roll and a smaller store; all of it is inferred or our default.
 */
export const EVONDOS_MINI: ProductProfile = {
  ...EVONDOS_E300,
  product: "evondos-mini",
  title: "Mini Evondos",
  mechanism: fact("pouch-roll-reader", "inferred", LIKE_E300),
  capacity: inferred(42, "pouches", [14, 84], "14 days of up to 3 doses; half of the E300"),
  dosesPerDayMax: inferred(4, "doses", [1, 8], "a small device for few doses"),
  earlyMin: inferred(0, "min", [0, 120], LIKE_E300),
  network: fact("cellular", "inferred", LIKE_E300),
  lateMin: inferred(120, "min", [30, 240], LIKE_E300),
  alertPoints: [
    {
      after: "permille-of-late",
      permille: inferred(1_000, "permille", [0, 1_000], LIKE_E300),
    },
  ],
  lowStockDays: inferred(3, "d", [1, 7], LIKE_E300),
  mechanismFigures: {
    ...EVONDOS_E300.mechanismFigures,
    lightOnlyMinutes: inferred(2, "min", [0, 10], LIKE_E300),
    rejectStorePouches: notFound(5, "pouches", [1, 30], "nothing found; half of the E300"),
    contactIntervalMinutes: inferred(15, "min", [1, 60], LIKE_E300),
  },
};
