import { readFileSync } from "node:fs";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { allowedWords } from "./allowed-words.ts";
import { usageError } from "./program-error.ts";
import { SettingsFile } from "./settings.ts";

type Steps = readonly (string | number)[];

/** Fields whose content is never repeated in a message. */
const SECRET = /password|token|secret|^key$/i;
/** User and password in an address. */
const USER_INFO = /\/\/[^/@\s]*@/;
const FOUND_MAX = 80;

/**
 * Reads a configuration file in YAML.
 *
 * @throws ProgramError naming file, line, field, what was found and what is allowed; never a secret
 */
export function readSettingsFile(file: string): SettingsFile {
  const lines = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter: lines });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const line = lines.linePos(broken.pos[0]).line;
    // The parser's own words may quote the text around, and with it a password.
    throw usageError("config.yaml", `${file}:${line}: not YAML (${broken.code})`, { file, line });
  }
  const parsed = SettingsFile.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw new TypeError("a refusal without an issue");
  throw problemOf(issue, { file, document, lines });
}

function problemOf(
  issue: z.core.$ZodIssue,
  at: { readonly file: string; readonly document: Document; readonly lines: LineCounter },
) {
  const { file, document, lines } = at;
  const isExtra = issue.code === "unrecognized_keys";
  const parent = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  const steps = [...parent, ...(isExtra ? issue.keys.slice(0, 1) : [])];
  const field = steps.join(".");
  const offset = offsetOf(document, steps);
  const line = offset === undefined ? {} : { line: lines.linePos(offset).line };
  const found = isExtra ? field : foundAt(document, steps);
  const allowed = isExtra ? keysAt(parent) : allowedWords(issue);
  const place = line.line === undefined ? file : `${file}:${line.line}`;
  const message = `${place}: ${field}: found ${found}, allowed ${allowed}`;
  const code = isExtra ? "config.unknown-field" : "config.field";
  return usageError(code, message, { file, ...line, field, found, allowed });
}

/** Where a field stands, or else what it would stand in. */
function offsetOf(document: Document, steps: Steps): number | undefined {
  for (let depth = steps.length; depth > 0; depth -= 1) {
    const node = document.getIn(steps.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}

function foundAt(document: Document, steps: Steps): string {
  const value: unknown = document.getIn(steps);
  if (value === undefined) return "nothing";
  // A whole section may hold anything, also what should have stood in a file of its own.
  if (typeof value === "object" && value !== null) return "a section or list";
  if (steps.some((step) => SECRET.test(String(step)))) return "something secret";
  return JSON.stringify(value).replace(USER_INFO, "//…@").slice(0, FOUND_MAX);
}

/** Names the fields that a section has. */
function keysAt(steps: Steps): string {
  let schema: unknown = SettingsFile;
  for (const step of steps) schema = inside(schema, step);
  const { shape = {} } = unwrapped(schema) as { readonly shape?: object };
  return Object.keys(shape).join(", ");
}

function inside(schema: unknown, step: string | number): unknown {
  const { shape, element } = unwrapped(schema) as {
    readonly shape?: Readonly<Record<string, unknown>>;
    readonly element?: unknown;
  };
  return typeof step === "number" ? element : shape?.[step];
}

/** Takes what may be absent for what it is when it is there. */
function unwrapped(schema: unknown): object {
  let inner = schema;
  while (hasInner(inner)) inner = inner.unwrap();
  return typeof inner === "object" && inner !== null ? inner : {};
}

function hasInner(schema: unknown): schema is { unwrap(): unknown } {
  const { unwrap, element } = (schema ?? {}) as { unwrap?: unknown; element?: unknown };
  return typeof unwrap === "function" && element === undefined;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw usageError("config.unreadable", `${file} can't be read: ${reason}`, { file });
  }
}
