import {
  bytes,
  choice,
  civilInstant,
  field,
  optional,
  text,
  whole,
} from "../schema/define-kind.ts";
import { defineMessage, type Infer } from "../schema/define-message.ts";

/** A change of the keys that a device takes sealed messages under; always sealed itself. */
export const KeyChange = defineMessage({
  id: 16,
  name: "key-change",
  direction: "host-to-device",
  doc: "Puts a key of the device into use or out of it; the device's armour answers it.",
  requirements: ["OMDP-SEC-013", "OMDP-SEC-015"],
  fields: {
    commandId: field(
      -1,
      text({ maxBytes: 36, pattern: /^[A-Za-z0-9-]+$/ }),
      "Name of the change; the reply refers to it.",
    ),
    action: field(-2, choice({ activate: 1, revoke: 2 }), "What is to be done with the key."),
    notAfterMs: field(-3, civilInstant(), "Deadline; a device whose clock has reached it refuses."),
    keyId: field(-4, whole({ min: 1, max: 65_535 }), "The key."),
    publicKey: optional(
      -5,
      bytes({ minBytes: 32, maxBytes: 32 }),
      "Public key of the signer, for a key that signs; without it the key is derived.",
    ),
  },
});
/** See {@link KeyChange}. */
export type KeyChange = Infer<typeof KeyChange>;
