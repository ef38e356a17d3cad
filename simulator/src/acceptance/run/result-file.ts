import { UserError } from "../../cli/user-error.ts";
import { fieldName, quoted, valueAt } from "../../fleet/schema-mistake.ts";
import { findIdentityShape } from "../identity-shape.ts";
import type { AcceptanceResult } from "../result/acceptance-result.ts";
import { RESULT_SCHEMA } from "./result-schema.ts";

/** Writes a result as the file that `report` and `compare` read. */
export function resultText(result: AcceptanceResult): string {
  return `${JSON.stringify(result)}\n`;
}

/** Tells whether a text is meant to be a result, and no acceptance file. */
export function isResult(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null && "finding" in value;
  } catch {
    return false;
  }
}

/**
 * Reads the file of a result.
 *
 * @throws {@link UserError} `accept.bad-result` with file, field, what was found and is allowed
 */
export function readResult(text: string, file: string): AcceptanceResult {
  const value = parsed(text, file);
  const version = valueAt(value, ["v"]);
  if (version !== 1) {
    const found = version === undefined ? "no version" : quoted(version);
    throw badResult(file, "v", found, "1, as in a file that `dosekit accept run` wrote");
  }
  const checked = RESULT_SCHEMA.safeParse(value);
  const [issue] = checked.error?.issues ?? [];
  if (issue !== undefined) {
    const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    const found = quoted(valueAt(value, path));
    throw badResult(file, fieldName(path), found, "what `dosekit accept run` wrote there");
  }
  if (holdsIdentity(value)) {
    const found = "something with the shape of an identity number (not repeated here)";
    throw badResult(file, "", found, "no real person");
  }
  // The schema holds every field that the type names; what it lets through besides is not looked at.
  return checked.data as unknown as AcceptanceResult;
}

/**
 * Makes something of a result that was read from a file. What the schema lets pass and yet no run
 * writes, such as a day that is in no calendar, is the file's fault and not the program's.
 *
 * @throws {@link UserError} `accept.bad-result`
 */
export function ofResult<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const found = cause instanceof Error ? quoted(cause.message) : "?";
    throw badResult(file, "", found, "what `dosekit accept run` wrote, unchanged");
  }
}

/** Deepest nesting that is looked through; no result comes near it. */
const DEPTH_MAX = 50;

/** Looks through everything that people may have written; a hash may have any digits. */
function holdsIdentity(value: unknown, depth = 0): boolean {
  if (depth > DEPTH_MAX) return true;
  if (typeof value === "string") {
    return !/^[0-9a-f]{64}$/.test(value) && findIdentityShape(value) !== undefined;
  }
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((inner) => holdsIdentity(inner, depth + 1));
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    const found = quoted(text.trim().slice(0, 40));
    throw badResult(file, "", found, "JSON, as `dosekit accept run` wrote it");
  }
}

function badResult(file: string, field: string, found: string, allowed: string): UserError {
  return new UserError({
    code: "accept.bad-result",
    ...{ file, ...(field === "" ? {} : { field }), found, allowed },
    message: "The file is no result of an acceptance run.",
  });
}
