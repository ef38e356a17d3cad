import { readFileSync } from "node:fs";
import { SdkError, sdkFault } from "../errors.ts";

/** Where the key of the register comes from; never from beside the register itself. */
export type RegisterKeySource =
  | { readonly file: string }
  | {
      readonly variable: string;
      readonly environment: Readonly<Record<string, string | undefined>>;
    };

const KEY_BYTES = 32;
const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Reads the key of 256 bits that a register is encrypted with, written as 64 hexadecimal digits or
 * in base64.
 *
 * @throws SdkError `register-key` when there is none; the message names the place, never the content
 */
export function readRegisterKey(source: RegisterKeySource): Uint8Array {
  const place = "file" in source ? source.file : `environment variable ${source.variable}`;
  const text = textOf(source)?.trim() ?? "";
  const key = HEX.test(text) ? Buffer.from(text, "hex") : fromBase64(text);
  if (key?.length === KEY_BYTES) return new Uint8Array(key);
  throw new SdkError(sdkFault("register-key", place));
}

function fromBase64(text: string): Buffer | undefined {
  return BASE64.test(text) ? Buffer.from(text, "base64") : undefined;
}

function textOf(source: RegisterKeySource): string | undefined {
  if (!("file" in source)) return source.environment[source.variable];
  try {
    return readFileSync(source.file, "utf8");
  } catch {
    return undefined;
  }
}
