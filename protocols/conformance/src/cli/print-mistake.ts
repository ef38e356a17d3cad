import type { Mistake } from "../files/kit-mistake.ts";
import type { ConformIo } from "./conform-io.ts";

/**
 * Prints a mistake: for people on standard error, and with `--json` as the only document on standard
 * output.
 */
export function printMistake(io: ConformIo, name: string, mistake: Mistake, json: boolean): void {
  io.err(mistakeText(name, mistake));
  if (json) io.out(`${JSON.stringify({ error: mistake })}\n`);
}

function mistakeText(
  name: string,
  { file, line, message, field, found, allowed }: Mistake,
): string {
  const at = file === undefined ? "" : `${file}${line === undefined ? "" : `:${line}`}: `;
  return [
    `${name}: ${at}${message}`,
    ...(field === undefined ? [] : [`  field:   ${field}`]),
    ...(found === undefined ? [] : [`  found:   ${found}`]),
    ...(allowed === undefined ? [] : [`  allowed: ${allowed}`]),
    "",
  ].join("\n");
}
