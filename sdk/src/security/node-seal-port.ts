import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { KEY_BYTES, type SealPort } from "@dosekit/protocols";

/** The cryptography of the armour by Node's own library. */
export const nodeSealPort = {
  hmacSha256: (key, data) => new Uint8Array(createHmac("sha256", key).update(data).digest()),
  signEd25519: (seed, data) => new Uint8Array(sign(null, data, privateKeyOf(seed))),
  verifyEd25519: (publicKey, data, signature) =>
    publicKey.length === KEY_BYTES && verify(null, data, publicKeyOf(publicKey), signature),
} as const satisfies Required<SealPort>;

/** The same without signatures, as on a device that has Mac0 only. */
export const nodeMacPort: SealPort = { hmacSha256: nodeSealPort.hmacSha256 };

/**
 * Finds the public key of a signer.
 *
 * @param seed the private key, 32 bytes
 */
export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKeyOf(seed)).export({ format: "der", type: "spki" });
  return new Uint8Array(der.subarray(-KEY_BYTES));
}

// What stands before the 32 bytes in the two encodings. @see RFC 8410 §4 and §7
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
}

function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_HEAD, bytes]), format: "der", type: "spki" });
}
