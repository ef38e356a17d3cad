import type { ErrorDocument } from "../results/error-document.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { CommandIo } from "./command-io.ts";
import type { Mistake } from "./user-error.ts";

/**
 * Prints a mistake: a message for people on standard error, and with `--json` the error document
 * as the only thing on standard output.
 */
export function printMistake(
  io: CommandIo,
  mistake: Mistake,
  { json, language = "en" }: { readonly json: boolean; readonly language?: TableLanguage },
): void {
  io.err(mistakeText(mistake, language));
  if (!json) return;
  const document: ErrorDocument = { error: mistake };
  io.out(`${JSON.stringify(document)}\n`);
}

/** Writes a mistake for people: one sentence, then where it is, what is there and what may be. */
export function mistakeText(mistake: Mistake, language: TableLanguage = "en"): string {
  const { field, found, allowed } = LABELS[language];
  const lines = [`dosekit: ${placeOf(mistake)}${mistake.message}`];
  if (mistake.field !== undefined) lines.push(`${field} ${mistake.field}`);
  if (mistake.found !== undefined) lines.push(`${found} ${mistake.found}`);
  if (mistake.allowed !== undefined) lines.push(`${allowed} ${mistake.allowed}`);
  return `${lines.join("\n")}\n`;
}

const LABELS = {
  en: { field: "  field:  ", found: "  found:  ", allowed: "  allowed:" },
  no: { field: "  felt:   ", found: "  funnet: ", allowed: "  tillatt:" },
} as const;

function placeOf({ file, line }: Mistake): string {
  if (file === undefined) return "";
  return line === undefined ? `${file}: ` : `${file}:${line}: `;
}
