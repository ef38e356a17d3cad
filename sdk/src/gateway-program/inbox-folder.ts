import { existsSync, mkdirSync, rmdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ClassicLevel } from "classic-level";
import { GATEWAY_EXIT, ProgramError, usageError } from "./program-error.ts";

/**
 * Makes the folder of the inbox if it is not there; the folder around it must be.
 *
 * @returns whether this call made it
 * @throws ProgramError `gateway.no-parent-folder` (exit 2), or `inbox-io` (exit 3)
 */
export function makeInboxFolder(folder: string): boolean {
  // A path that leads to a file is left to the store, which says what is wrong with it.
  if (existsSync(folder)) return false;
  try {
    mkdirSync(folder);
    return true;
  } catch (cause) {
    throw folderError(folder, cause);
  }
}

/**
 * Removes an inbox that was made for nothing.
 *
 * Only the store's own files go, and only while nobody has the inbox open; whatever else lies in
 * the folder keeps it.
 *
 * @param opened whether the store was opened in it and heard of no device
 */
export async function removeUnusedInbox(folder: string, opened: boolean): Promise<void> {
  try {
    if (opened) await ClassicLevel.destroy(folder);
    rmdirSync(folder);
  } catch {
    // It is gone, or it is somebody's: both are as they should be.
  }
}

function folderError(folder: string, cause: unknown): ProgramError {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") {
    const parent = dirname(resolve(folder));
    const message = `The inbox ${folder} can't be made: there is no folder ${parent}.`;
    const allowed = "a folder inside one that exists";
    return usageError("gateway.no-parent-folder", message, {
      field: "inbox",
      found: folder,
      allowed,
    });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The inbox ${folder} can't be made: ${reason}`;
  return new ProgramError(GATEWAY_EXIT.environment, {
    code: "inbox-io",
    field: "inbox",
    found: folder,
    message,
  });
}
