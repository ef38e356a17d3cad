import { lentTo } from "./lent-figures.ts";
import { MEDIDO } from "./medido.ts";
import type { ProductProfile } from "./product-profile.ts";
import { fact, inferred } from "./stated-figures.ts";

const LENT = lentTo("Karie", MEDIDO);

/**
 * Karie: a dispenser with a cartridge under a key, a screen, a lit button, and cellular contact with
 * a wireless network behind it. A user proves who they are by a code of four digits or by their face.
 *
 * What lies in the cartridge, and whether it is read, was not found: it is taken to be a roll that
 * nothing reads, the more cautious of the two. Code and face are not part of the model: whoever
 * presses is taken to be the user.
 */
export const KARIE: ProductProfile = {
  ...LENT,
  product: "karie",
  title: "Karie",
  network: fact("cellular", "found", "cellular contact is found, of which kind is not"),
  mechanism: fact(
    "pouch-roll-plan",
    "unknown",
    "a cartridge under a key is found, not what lies in it; nothing on it is taken to be read",
  ),
  earlyMin: inferred(
    0,
    "min",
    [0, 240],
    "a permitted window is configurable (found): a lit button may be pressed early; no length found",
  ),
  unsupportedCommands: {
    "message-to-user": "Nothing found about messages that are confirmed.",
  },
  unreachableAlerts: {
    ...LENT.unreachableAlerts,
    "1.4": "Nothing found about messages that are confirmed.",
    "1.23": "Nothing found about a sensor for its posture.",
  },
};
