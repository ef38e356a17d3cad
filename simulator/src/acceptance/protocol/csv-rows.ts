/** One row of a table with the line of the file on which it begins, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Signs that programs put between cells: Excel in Norwegian, in English, and copied tables. */
export const CSV_SEPARATORS = [";", ",", "\t"] as const;
/** See {@link CSV_SEPARATORS}. */
export type CsvSeparator = (typeof CSV_SEPARATORS)[number];

/** What keeps a text from being a table. */
export interface CsvFault {
  readonly line: number;
  readonly fault: "quote-open" | "text-after-quote" | "quote-inside";
}

/**
 * Takes a table apart (RFC 4180, with a separator of choice): a cell in quotation marks may hold the
 * separator, line breaks and doubled quotation marks. Rows without anything in them are left out.
 */
export function csvRows(
  text: string,
  separator: CsvSeparator,
): { readonly rows: readonly CsvRow[] } | CsvFault {
  const rows: CsvRow[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const began = line;
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
      if (typeof cell === "string") return { line, fault: cell };
      cells.push(cell.value);
      line += cell.value.split("\n").length - 1;
      at = cell.end;
      if (text[at] === separator) at += 1;
      else break;
    }
    const lineBreak = /^(?:\r\n?|\n)/.exec(text.slice(at, at + 2));
    if (lineBreak === null && at < text.length) return { line, fault: "text-after-quote" };
    at += lineBreak?.[0].length ?? 0;
    line += 1;
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: began, cells });
  }
  return { rows };
}

/** Writes a table as Excel in Norwegian reads it: semicolons, and a mark that it is UTF-8. */
export function csvText(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => cells.map(written).join(";"));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function written(cell: string): string {
  return /[;",\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

interface Cell {
  readonly value: string;
  readonly end: number;
}

function quotedCell(text: string, start: number): Cell | CsvFault["fault"] {
  let value = "";
  for (let at = start + 1; ; ) {
    const end = text.indexOf('"', at);
    if (end < 0) return "quote-open";
    value += text.slice(at, end);
    if (text[end + 1] !== '"') return { value, end: end + 1 };
    value += '"';
    at = end + 2;
  }
}

function plainCell(text: string, start: number, separator: CsvSeparator): Cell | CsvFault["fault"] {
  let end = start;
  while (end < text.length && text[end] !== separator && !/[\r\n]/.test(text[end] ?? "")) end += 1;
  const value = text.slice(start, end);
  return value.includes('"') ? "quote-inside" : { value, end };
}
