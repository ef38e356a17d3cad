import { createHmac } from "node:crypto";
import type { SealPort } from "@dosekit/protocols";

/** The cryptography that the kit seals by. */
export const kitSealPort: SealPort = {
  hmacSha256: (key, data) => Uint8Array.from(createHmac("sha256", key).update(data).digest()),
};
