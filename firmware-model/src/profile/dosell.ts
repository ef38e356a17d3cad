import { lentTo } from "./lent-figures.ts";
import { MEDIDO } from "./medido.ts";
import type { ProductProfile } from "./product-profile.ts";
import { fact } from "./stated-figures.ts";

const LENT = lentTo("Dosell", MEDIDO);

/**
 * Dosell: a dispenser for rolls of pouches that hangs on a wall or stands in a stand. It is set up
 * by whoever has the role of administrator, with an app on a telephone. That is all that was found:
 * whether it reads its pouches was not, so that it is taken to be a roll that nothing reads, the more
 * cautious of the two, and every figure is our default.
 */
export const DOSELL: ProductProfile = {
  ...LENT,
  product: "dosell",
  title: "Dosell",
  network: fact("cellular", "unknown", "nothing found; not found to need 2G"),
  mechanism: fact(
    "pouch-roll-plan",
    "inferred",
    "a roll of pouches is found; that nothing on them is read is the more cautious default",
  ),
  unreachableAlerts: {
    ...LENT.unreachableAlerts,
    "1.23": "Nothing found about a sensor for its posture.",
  },
};
