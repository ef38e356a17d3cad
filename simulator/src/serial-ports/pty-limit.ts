import { readFileSync } from "node:fs";
import { environmentError } from "../cli/user-error.ts";

/** File handles of one pseudo-terminal whose path this process opens too: both ends and the port. */
export const HANDLES_PER_PSEUDO_TERMINAL = 3;

/** How many pseudo-terminals the system still has; `undefined` where that can't be told. */
export function pseudoTerminalsLeft(): number | undefined {
  const most = numberIn("/proc/sys/kernel/pty/max");
  const taken = numberIn("/proc/sys/kernel/pty/nr");
  return most === undefined || taken === undefined ? undefined : Math.max(0, most - taken);
}

/**
 * Makes sure that there are as many pseudo-terminals as a run needs before any is opened.
 *
 * @throws {@link UserError} `serial.no-pseudo-terminal`, exit 3
 */
export function checkPseudoTerminals(lines: number, left: number | undefined): void {
  if (left !== undefined && lines > left) throw noPseudoTerminal(lines, left);
}

/** Says that the system has too few pseudo-terminals. */
export function noPseudoTerminal(wanted: number, left: number | undefined, why = ""): Error {
  const others = left === undefined ? "fewer" : `at most ${left}`;
  return environmentError({
    code: "serial.no-pseudo-terminal",
    field: "pseudo-terminals",
    found: String(wanted),
    allowed: `${others} now; /proc/sys/kernel/pty/max sets how many a Linux system has`,
    message: `The system has too few pseudo-terminals.${why === "" ? "" : ` (${why})`}`,
  });
}

function numberIn(path: string): number | undefined {
  try {
    const value = Number(readFileSync(path, "utf8").trim());
    return Number.isSafeInteger(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
