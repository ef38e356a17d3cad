import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { SdkError, sdkFault } from "../errors.ts";
import { writeSecretFile } from "../security/secret-file.ts";

/*
 * `[magic:8][nonce:12][tag:16][ciphertext]`. A nonce is drawn for every write: at one write a
 * second, 96 random bits of one key repeat after longer than anything runs.
 */

/** Begins every register and names its format; it is authenticated with the rest. */
const MAGIC = Buffer.from("DKREG\0\0\x01", "latin1");
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = MAGIC.length + NONCE_BYTES + TAG_BYTES;
const ALGORITHM = "aes-256-gcm";

/** A register is never larger than this. */
const SEALED_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Encrypts and writes a file whole or not at all; it is durable when this returns.
 *
 * @throws SdkError `register-io`
 */
export function writeSealedFile(path: string, key: Uint8Array, content: Uint8Array): void {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(MAGIC);
  const text = Buffer.concat([cipher.update(content), cipher.final()]);
  try {
    writeSecretFile(path, Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), text]));
  } catch (cause) {
    throw new SdkError(sdkFault("register-io", nameOf(cause)));
  }
}

/**
 * Reads and decrypts a file.
 *
 * @returns `undefined` when there is none
 * @throws SdkError `register-io`, or `register-damaged` when it is too large, of another format,
 *   changed by one bit, or under another key
 */
export function readSealedFile(path: string, key: Uint8Array): Uint8Array | undefined {
  const sealed = readBounded(path);
  if (sealed === undefined) return undefined;
  const isOurs = sealed.length >= HEAD_BYTES && sealed.subarray(0, MAGIC.length).equals(MAGIC);
  if (!isOurs) throw new SdkError(sdkFault("register-damaged", "format"));
  const nonceEnd = MAGIC.length + NONCE_BYTES;
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(MAGIC.length, nonceEnd), {
    authTagLength: TAG_BYTES,
  }).setAAD(MAGIC);
  decipher.setAuthTag(sealed.subarray(nonceEnd, HEAD_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    throw new SdkError(sdkFault("register-damaged", "key or content"));
  }
}

function readBounded(path: string): Buffer | undefined {
  try {
    if (statSync(path).size > SEALED_BYTES_MAX + HEAD_BYTES) throw new RangeError("size");
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof RangeError) throw new SdkError(sdkFault("register-damaged", "size"));
    if (nameOf(cause) === "ENOENT") return undefined;
    throw new SdkError(sdkFault("register-io", nameOf(cause)));
  }
}

function nameOf(cause: unknown): string {
  const code = (cause as { readonly code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : "unknown";
}
