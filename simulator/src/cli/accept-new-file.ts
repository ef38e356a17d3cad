import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { CommandIo } from "./command-io.ts";
import { UserError } from "./user-error.ts";

/** A file that is to be written. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes a file that is not there yet, with the folders above it.
 *
 * @throws {@link UserError} `accept.cannot-write` when the system refuses, also because it is there
 */
export function writeNewFile({ path, text }: NewFile, io: CommandIo): void {
  const full = resolve(io.cwd, path);
  try {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text, { flag: "wx" });
  } catch (cause) {
    throw new UserError({
      code: "accept.cannot-write",
      ...{ file: path, field: "--out" },
      found: cause instanceof Error && "code" in cause ? String(cause.code) : "?",
      allowed: "a file in a folder that may be written to",
      message: "The file can't be written.",
    });
  }
}
