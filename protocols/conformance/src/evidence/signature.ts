import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";
import { KitMistake } from "../files/kit-mistake.ts";

/** The form of a signature over a manifest. */
const SIGNATURE = z.strictObject({
  v: z.literal(1),
  algorithm: z.literal("Ed25519"),
  /** Public key of who signed, PEM. */
  publicKey: z.string().max(1_000),
  /** 64 bytes, base64. */
  signature: z.string().max(100),
});

/** Who signed a bundle, and whether it holds. */
export interface SignatureState {
  /** `none` without one; `wrong` when it is not of this manifest. */
  readonly state: "none" | "good" | "wrong";
  readonly publicKey?: string;
}

/**
 * Reads a private key to sign with.
 *
 * @param pem a private Ed25519 key, PKCS#8 in PEM
 * @throws KitMistake when it is none
 */
export function readSigningKey(pem: string, file: string): KeyObject {
  const key = keyOf(() => createPrivateKey(pem), file, "a private key");
  if (key.asymmetricKeyType === "ed25519") return key;
  throw noKey(file, String(key.asymmetricKeyType), "a private key");
}

/** Reads the public key that a signature has to be of. @throws KitMistake when it is none */
export function readPublicKey(pem: string, file: string): string {
  const key = keyOf(() => createPublicKey(pem), file, "a public key");
  if (key.asymmetricKeyType !== "ed25519") {
    throw noKey(file, String(key.asymmetricKeyType), "a public key");
  }
  return pemOf(key);
}

/** Signs the bytes of a manifest (RFC 8032). */
export function signManifest(manifest: string, key: KeyObject): string {
  const document = {
    v: 1,
    algorithm: "Ed25519",
    publicKey: pemOf(createPublicKey(key)),
    signature: sign(null, Buffer.from(manifest), key).toString("base64"),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Says whether a signature is one of this manifest; whatever is no signature is a wrong one. */
export function checkSignature(manifest: string, text: string | undefined): SignatureState {
  if (text === undefined) return { state: "none" };
  try {
    const { publicKey, signature } = SIGNATURE.parse(JSON.parse(text));
    const key = createPublicKey(publicKey);
    const isGood =
      key.asymmetricKeyType === "ed25519" &&
      verify(null, Buffer.from(manifest), key, Buffer.from(signature, "base64"));
    return { state: isGood ? "good" : "wrong", publicKey: pemOf(key) };
  } catch {
    return { state: "wrong" };
  }
}

function pemOf(key: KeyObject): string {
  return String(key.export({ type: "spki", format: "pem" }));
}

function keyOf(read: () => KeyObject, file: string, what: string): KeyObject {
  try {
    return read();
  } catch (cause) {
    throw noKey(file, cause instanceof Error ? cause.message : String(cause), what);
  }
}

function noKey(file: string, found: string, what: string): KitMistake {
  return new KitMistake({
    code: "key.unreadable",
    file,
    found,
    allowed: `${what} for Ed25519 in PEM, as \`openssl genpkey -algorithm ed25519\` makes it`,
    message: "That is no key to sign with.",
  });
}
