import type { FieldDescription, MessageDescription } from "./describe-message.ts";

/**
 * Sets a description as text: a heading, then one line for each field with its key, name, value
 * (with what it stands for and its unit) and meaning.
 */
export function descriptionText(description: MessageDescription): string {
  const { id, name = "unknown message", doc, fields, problem } = description;
  const lines = fieldLines(fields);
  const heading = `${name} (${id})${doc === undefined ? "" : `: ${doc}`}`;
  return [heading, ...lines, ...(problem === undefined ? [] : [`  refused: ${problem.message}`])]
    .join("\n")
    .concat("\n");
}

/** Sets each field as a line with its key, name, value and meaning, in columns. */
export function fieldLines(fields: readonly FieldDescription[]): readonly string[] {
  const rows = fields.map((field) => [field.key, field.name ?? "(unknown)", valueText(field)]);
  const widths = [0, 1, 2].map((column) => widthOf(rows, column));
  return rows.map((row, index) => {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    return `  ${cells}  ${fields[index]?.doc ?? ""}`.trimEnd();
  });
}

/** Wider values push their own line out, not every other one. */
const WIDTH_MAX = 44;

function widthOf(rows: readonly (readonly string[])[], column: number): number {
  return Math.min(WIDTH_MAX, Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
}

function valueText({ value, meaning, unit }: FieldDescription): string {
  return [value, unit, meaning === undefined ? undefined : `= ${meaning}`]
    .filter((part) => part !== undefined)
    .join(" ");
}
