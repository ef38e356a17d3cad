import { type ChildProcess, spawn } from "node:child_process";

/**
 * Runs a browser without a window until it ends by itself, and stops it and all that it started when
 * it is to end.
 *
 * @returns its exit code; `undefined` when it could not be started or was stopped
 */
export function runBrowser(
  path: string,
  args: readonly string[],
  ends: AbortSignal,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    if (ends.aborted) return resolve(undefined);
    // A group of its own, so that the processes that it starts are stopped with it.
    const isGroup = process.platform !== "win32";
    const browser = spawn(path, args, { stdio: "ignore", detached: isGroup });
    const stop = () => stopGroup(browser, isGroup);
    ends.addEventListener("abort", stop, { once: true });
    const settle = (exitCode: number | null) => {
      ends.removeEventListener("abort", stop);
      resolve(exitCode ?? undefined);
    };
    browser.once("error", () => settle(null));
    browser.once("exit", settle);
  });
}

function stopGroup(browser: ChildProcess, isGroup: boolean): void {
  const { pid } = browser;
  if (pid === undefined) return;
  try {
    if (isGroup) process.kill(-pid, "SIGKILL");
    else browser.kill("SIGKILL");
  } catch {
    // It ended by itself in the same moment.
  }
}
