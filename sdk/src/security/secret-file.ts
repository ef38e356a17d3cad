import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Rights of a file that holds a secret: its owner reads and writes, nobody else anything. */
export const SECRET_FILE_MODE = 0o600;
/** Rights of a folder of such files. */
export const SECRET_FOLDER_MODE = 0o700;

/**
 * Writes a file that nobody but its owner reads, whole or not at all, durable when it returns.
 *
 * @throws Error of the file system; it names the path and nothing of the content
 */
export function writeSecretFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: SECRET_FOLDER_MODE });
  const beside = `${path}.next`;
  const file = openSync(beside, "w", SECRET_FILE_MODE);
  try {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
  const folder = openSync(dirname(path), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
