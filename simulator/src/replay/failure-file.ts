import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { UserError } from "../cli/user-error.ts";
import type { RunSpec } from "../home/run-spec.ts";
import { checkedFailure } from "./failure-schema.ts";
import type { Finding } from "./finding.ts";

/** Version of the form of these files. */
export const FAILURE_FILE_VERSION = 1;

/**
 * A run that failed, as it lies in a file: everything that it takes to run it again, and what was
 * wrong. A `failure` was written by a red run; a `regression` is a minimal timeline that is judged.
 */
export interface FailureFile {
  readonly v: typeof FAILURE_FILE_VERSION;
  readonly file: "failure" | "regression";
  readonly seed: string;
  /** Command that repeats the whole run. */
  readonly command: string;
  /** What was wrong, the first case first. */
  readonly findings: readonly [Finding, ...Finding[]];
  /** Program and runtime that wrote it. */
  readonly versions: Readonly<Record<"dosekit" | "node", string>>;
  /** Version of the time zone tables. */
  readonly tzTable: string;
  /** The run: of the homes that failed alone, where homes share nothing. */
  readonly spec: RunSpec;
}

/** A lasting state has no end; JSON knows no such number. */
const NEVER = "never";

/** Writes a file whole, or not at all. */
export function writeFailureFile(path: string, file: FailureFile): void {
  const text = JSON.stringify(file, (_key, value: unknown) =>
    value === Number.POSITIVE_INFINITY ? NEVER : value,
  );
  try {
    writeFileSync(`${path}.new`, `${text}\n`);
    renameSync(`${path}.new`, path);
  } catch (cause) {
    throw new UserError({
      code: "failure.cannot-write",
      file: path,
      found: codeOf(cause),
      allowed: "a file in a folder that exists and may be written to",
      message: "The file of the failure can't be written.",
    });
  }
}

/**
 * Reads a file.
 *
 * @throws {@link UserError} `failure.cannot-read`, `failure.malformed` or `failure.version`, exit 2
 */
export function readFailureFile(path: string): FailureFile {
  const value = parsed(path, textOf(path));
  if (!isRecord(value) || (value["file"] !== "failure" && value["file"] !== "regression")) {
    throw malformed(path, "file", "no failure and no regression");
  }
  if (value["v"] !== FAILURE_FILE_VERSION) {
    throw new UserError({
      ...{ code: "failure.version", file: path, field: "v", found: String(value["v"]) },
      allowed: String(FAILURE_FILE_VERSION),
      message: "The file is of a version that this program can't run.",
    });
  }
  // The schema has looked at every field, which is what gives it its type.
  return checkedFailure(path, value) as unknown as FailureFile;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new UserError({
      code: "failure.cannot-read",
      file: path,
      found: codeOf(cause),
      allowed: "a file that a run wrote with --failure, or replay with --save",
      message: "The file of the failure can't be read.",
    });
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) =>
      key === "durationMs" && value === NEVER ? Number.POSITIVE_INFINITY : value,
    );
  } catch {
    throw malformed(path, "(whole file)", "no JSON");
  }
}

function malformed(path: string, field: string, found: string): UserError {
  return new UserError({
    ...{ code: "failure.malformed", file: path, field, found },
    allowed: "a file that a run wrote with --failure, or replay with --save",
    message: "The file does not hold a failure.",
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "?";
}
