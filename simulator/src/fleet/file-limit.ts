import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { environmentError } from "../cli/user-error.ts";

/**
 * File handles that a run needs besides its connections: modules that are loaded side by side,
 * files, timers, the inbox, the terminal.
 */
const OTHER_HANDLES = 150;

/**
 * Says how many file handles this process may have open; `undefined` where that can't be told.
 *
 * Node raises the soft limit to the hard one when it starts, so the process's own limit is read
 * and not that of the shell.
 */
export function fileHandleLimit(): number | undefined {
  return limitFromProc() ?? limitFromShell();
}

/**
 * Makes sure that a live fleet gets its connections before any is opened.
 *
 * It is asked before the run's modules are loaded too, as loading them needs handles itself.
 *
 * @param embedded whether the broker runs in this process too, and needs its end of each connection
 * @throws {@link UserError} `live.too-many-devices`, exit 3
 */
export function checkFileHandles(
  devices: number,
  embedded: boolean,
  limit: number | undefined,
): void {
  checkHandles({
    ...{ count: devices, each: embedded ? 2 : 1, limit, field: "devices" },
    why: embedded ? "the embedded broker" : "an outside broker",
  });
}

/** What {@link checkHandles} is to look at. */
export interface HandleNeed {
  /** How many of the field there are to be. */
  readonly count: number;
  /** Handles that each takes. */
  readonly each: number;
  readonly limit: number | undefined;
  /** What takes the handles, in the plural. */
  readonly field: "devices" | "lines";
  readonly why: string;
}

/**
 * Makes sure that there are as many file handles as a run needs.
 *
 * @throws {@link UserError} `live.too-many-devices`, exit 3
 */
export function checkHandles({ count, each, limit, field, why }: HandleNeed): void {
  if (limit === undefined) return;
  const most = Math.max(0, Math.floor((limit - OTHER_HANDLES) / each));
  if (count <= most) return;
  const one = field === "devices" ? "one device" : "one line";
  throw environmentError({
    code: "live.too-many-devices",
    field,
    found: String(count),
    allowed: `at most ${most} with the limit of ${limit} file handles (ulimit -n) and ${why}${
      most > 0 ? "" : `; ${one} needs a limit of ${OTHER_HANDLES + each}`
    }`,
    message: "There are more devices than this process may have connections.",
  });
}

function limitFromProc(): number | undefined {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const match = /^Max open files\s+(\d+)/m.exec(limits);
    return match === null ? undefined : Number(match[1]);
  } catch {
    return undefined;
  }
}

/** Elsewhere than on Linux a child tells the limit that it inherited. */
function limitFromShell(): number | undefined {
  try {
    const text = execFileSync("sh", ["-c", "ulimit -n"], { encoding: "utf8", timeout: 2_000 });
    const limit = Number(text.trim());
    return Number.isSafeInteger(limit) ? limit : undefined;
  } catch {
    return undefined;
  }
}
