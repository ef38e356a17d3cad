import { UserError } from "../../cli/user-error.ts";
import { quoted } from "../../fleet/schema-mistake.ts";
import { findIdentityShape } from "../identity-shape.ts";
import { CSV_SEPARATORS, type CsvFault, type CsvRow, csvRows } from "./csv-rows.ts";
import type { ProtocolRow } from "./protocol-row.ts";
import { COLUMN_WORDS, PROTOCOL_COLUMNS, type ProtocolLanguage } from "./protocol-words.ts";
import { type FilledRow, keyOf, RowReader } from "./row-reader.ts";

/** What stands in a protocol: each row of it, and what people wrote into some. */
export interface ReadProtocol {
  readonly rows: readonly ProtocolRow[];
  readonly filled: readonly FilledRow[];
}

/**
 * Reads a protocol that people filled in, as Excel or an editor wrote it. A row that nobody wrote
 * into is no step taken; one that is written half is a mistake.
 *
 * @param asked every row that may stand in a protocol
 * @throws {@link UserError} `accept.bad-protocol` with file, line, column, found and allowed
 */
export function readProtocol(
  bytes: Uint8Array,
  file: string,
  asked: readonly ProtocolRow[],
): ReadProtocol {
  const text = decoded(bytes);
  refuseIdentity(text, file);
  const { rows, language } = tableOf(text, file);
  const known = new Map(asked.map((row) => [keyOf(row), row]));
  const seen = new Set<string>();
  const read = rows.map((cells) => {
    const reader = new RowReader(cells, file, language);
    const row = reader.rowOf(known);
    if (seen.has(keyOf(row))) reader.refuse("step", "the same step twice", "each step once");
    seen.add(keyOf(row));
    return { row, filled: reader.filled(row) };
  });
  return {
    rows: read.map(({ row }) => row),
    filled: read.flatMap(({ filled }) => filled ?? []),
  };
}

/** Excel without a word about it writes the characters of Windows, not UTF-8. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function refuseIdentity(text: string, file: string): void {
  const at = findIdentityShape(text);
  if (at === undefined) return;
  throw new UserError({
    code: "accept.identity-number",
    ...{ file, line: text.slice(0, at).split("\n").length },
    found: "something with the shape of an identity number (not repeated here)",
    allowed: "no user of the service; the tester's name only",
    message: "The protocol may name no user.",
  });
}

interface Table {
  readonly rows: readonly CsvRow[];
  readonly language: ProtocolLanguage;
}

/** Finds the sign between cells and the language by the headings. */
function tableOf(text: string, file: string): Table {
  const body = text.replace(/^sep=.\r?\n/i, "\r\n");
  const tried = CSV_SEPARATORS.map((separator) => csvRows(body, separator));
  for (const made of tried) {
    const language = "rows" in made ? languageOf(made.rows[0]) : undefined;
    if ("rows" in made && language !== undefined) return { rows: made.rows.slice(1), language };
  }
  const fault = tried.find((made): made is CsvFault => "fault" in made);
  throw new UserError({
    code: "accept.bad-protocol",
    ...{ file, line: fault?.line ?? 1 },
    found: fault === undefined ? quoted(body.trim().split("\n")[0] ?? "") : FAULTS[fault.fault],
    allowed: `a table with the headings ${headings("nb").join(";")}`,
    message: "The file is no test protocol.",
  });
}

const FAULTS: Readonly<Record<CsvFault["fault"], string>> = {
  "quote-open": "a quotation mark that never ends",
  "text-after-quote": "text after a quotation mark that ended",
  "quote-inside": "a quotation mark inside a cell that does not begin with one",
};

function languageOf(first: CsvRow | undefined): ProtocolLanguage | undefined {
  const found = first?.cells.map((cell) => cell.trim().toLowerCase()).join("\n");
  return (["nb", "en"] as const).find((language) => headings(language).join("\n") === found);
}

function headings(language: ProtocolLanguage): readonly string[] {
  return PROTOCOL_COLUMNS.map((column) => COLUMN_WORDS[language][column]);
}
