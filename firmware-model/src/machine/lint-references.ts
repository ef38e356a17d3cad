import type { LintFinding } from "./lint-finding.ts";
import { isPlainData } from "./plain-data.ts";

const REFERENCE_KEYS: ReadonlySet<string> = new Set(["type", "params"]);

/** Checks the params that a reference hands on. */
export function lintParams(type: string, params: unknown, state: string): LintFinding[] {
  if (typeof params === "function") return [{ rule: "computed-params", state, found: type }];
  return params === undefined || isPlainData(params)
    ? []
    : [{ rule: "unwritable-data", state, found: type }];
}

/** Checks the keys that a reference by name is written with. */
export function lintReferenceKeys(reference: unknown, state: string): LintFinding[] {
  if (typeof reference !== "object" || reference === null) return [];
  return Object.keys(reference)
    .filter((key) => !REFERENCE_KEYS.has(key))
    .map((found) => ({ rule: "unknown-key", state, found }));
}

/** True when a name stands for a function, and not for what every object has. */
export function isFunctionOf(parts: object, name: string): boolean {
  return (
    Object.hasOwn(parts, name) && typeof (parts as Record<string, unknown>)[name] === "function"
  );
}
