import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../cli/user-error.ts";
import { textOfBytes } from "./text-of-bytes.ts";

/** Most bytes of a file that a person wrote. */
const FILE_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Reads a text file that the user named.
 *
 * @param folder where a relative path starts
 * @param field option or field that names it, for the message
 * @throws {@link UserError} `file.cannot-read` or `file.too-large`
 */
export function readTextFile(path: string, folder: string, field: string): string {
  return textOfBytes(readBytes(path, folder, field));
}

/** Reads a file that the user named, byte by byte; otherwise as {@link readTextFile}. */
export function readBytes(path: string, folder: string, field: string): Uint8Array {
  try {
    const full = resolve(folder, path);
    const size = statSync(full).size;
    if (size > FILE_BYTES_MAX) throw tooLarge(path, field, size);
    return readFileSync(full);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError({
      code: "file.cannot-read",
      file: path,
      field,
      found: cause instanceof Error && "code" in cause ? String(cause.code) : "?",
      allowed: "a file that exists and may be read",
      message: "The file can't be read.",
    });
  }
}

function tooLarge(path: string, field: string, size: number): UserError {
  return new UserError({
    code: "file.too-large",
    file: path,
    field,
    found: `${size} bytes`,
    allowed: `at most ${FILE_BYTES_MAX} bytes`,
    message: "The file is too large.",
  });
}
