import { DAY_MS } from "@dosekit/protocols";
import { UserError } from "../cli/user-error.ts";
import { readTextFile } from "../fleet/read-text-file.ts";
import { CONSOLE_ACTIONS, type ConsoleAction, isConsoleAction } from "./console-action.ts";

/** One step of a script. */
export interface ScriptStep {
  /** Device time after the step before, ms. */
  readonly afterMs: number;
  readonly do: ConsoleAction;
}

const AFTER_MAX_MS = 366 * DAY_MS;

/**
 * Reads a script: one JSON object `{"afterMs": 1000, "do": "tilt"}` a line; blank lines are passed
 * over.
 *
 * @param cwd folder that a relative path starts from
 * @throws {@link UserError} `script.…` with file, line, field, what was found and what is allowed
 */
export function readScript(path: string, cwd: string): readonly ScriptStep[] {
  const steps = readTextFile(path, cwd, "--script")
    .split(/\r?\n/)
    .flatMap((text, index) => (text.trim() === "" ? [] : [stepOf(text, path, index + 1)]));
  if (steps.length > 0) return steps;
  throw new UserError({
    code: "script.empty",
    file: path,
    found: "no step",
    allowed: "at least one line",
    message: "The script does nothing.",
  });
}

function stepOf(text: string, file: string, line: number): ScriptStep {
  const refuse = (field: string, found: unknown, allowed: string): UserError =>
    new UserError({
      code: "script.bad-step",
      ...{ file, line, field, allowed },
      found: found === undefined ? "nothing" : String(JSON.stringify(found)).slice(0, 60),
      message: "A step of the script can't be read.",
    });
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refuse("step", text, 'an object such as {"afterMs": 1000, "do": "tilt"}');
  const { afterMs, do: action, ...others } = value as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) throw refuse("step", other, "afterMs and do");
  if (!(typeof afterMs === "number" && Number.isInteger(afterMs) && isDelay(afterMs)))
    throw refuse("afterMs", afterMs, `a whole number from 0 to ${AFTER_MAX_MS}`);
  if (!(typeof action === "string" && isConsoleAction(action)))
    throw refuse("do", action, Object.keys(CONSOLE_ACTIONS).join(", "));
  return { afterMs, do: action };
}

function isDelay(afterMs: number): boolean {
  return afterMs >= 0 && afterMs <= AFTER_MAX_MS;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
