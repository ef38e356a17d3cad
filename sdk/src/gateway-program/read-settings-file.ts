import { readFileSync } from "node:fs";
import { isNode, LineCounter, parseDocument } from "yaml";
import { usageError } from "./program-error.ts";
import { SettingsFile } from "./settings.ts";

/**
 * Reads a configuration file in YAML.
 *
 * @throws ProgramError naming file, line, field, what was found and what is allowed
 */
export function readSettingsFile(file: string): SettingsFile {
  const lines = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter: lines });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const line = lines.linePos(broken.pos[0]).line;
    throw usageError("config.yaml", `${file}:${line}: ${firstLine(broken.message)}`, {
      file,
      line,
    });
  }
  const parsed = SettingsFile.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const isExtra = issue?.code === "unrecognized_keys";
  const steps = [...(issue?.path ?? []), ...(isExtra ? issue.keys.slice(0, 1) : [])];
  const field = steps.join(".");
  const node = document.getIn(steps, true);
  const range = isNode(node) ? node.range : undefined;
  const at = range ? { line: lines.linePos(range[0]).line } : {};
  const found = isExtra ? field : JSON.stringify(document.getIn(steps));
  const allowed = isExtra ? Object.keys(SettingsFile.shape).join(", ") : (issue?.message ?? "");
  const place = at.line === undefined ? file : `${file}:${at.line}`;
  const message = `${place}: ${field}: found ${found}, allowed ${allowed}`;
  throw usageError(isExtra ? "config.unknown-field" : "config.field", message, {
    file,
    ...at,
    field,
    found: String(found),
    allowed,
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw usageError("config.unreadable", `${file} can't be read: ${reason}`, { file });
  }
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
