import { UserError } from "../../cli/user-error.ts";
import { quoted } from "../../fleet/schema-mistake.ts";
import { textOfBytes } from "../../fleet/text-of-bytes.ts";
import { findIdentityShape } from "../identity-shape.ts";
import {
  CSV_SEPARATORS,
  type CsvFault,
  type CsvRow,
  type CsvSeparator,
  csvRows,
} from "./csv-rows.ts";
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
  refuseWorkbook(bytes, file);
  // Excel without a word about it writes the characters of Windows, not UTF-8.
  const text = textOfBytes(bytes);
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

/** What Excel and LibreOffice save unless they are asked for CSV: packed folders, and older books. */
const WORKBOOKS: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

function refuseWorkbook(bytes: Uint8Array, file: string): void {
  if (!WORKBOOKS.some((head) => head.every((byte, at) => bytes[at] === byte))) return;
  throw new UserError({
    code: "accept.bad-protocol",
    file,
    found: "a workbook of Excel or LibreOffice",
    allowed: "CSV: choose it where the program asks for a file type on saving",
    message: "The file is no test protocol.",
  });
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
    if (!("rows" in made)) continue;
    // Somebody may have put a title above the headings.
    const at = made.rows.slice(0, TITLE_ROWS_MAX + 1).findIndex((row) => languageOf(row));
    const language = languageOf(made.rows[at]);
    if (language === undefined) continue;
    return { rows: made.rows.slice(at + 1).map(withoutMore), language };
  }
  const [first = ""] = body.trim().split(/[\r\n]/);
  const fault = tried[CSV_SEPARATORS.indexOf(separatorIn(first))];
  const isFault = fault !== undefined && "fault" in fault;
  throw new UserError({
    code: "accept.bad-protocol",
    ...{ file, line: isFault ? fault.line : 1 },
    found: isFault ? FAULTS[fault.fault] : quoted(first),
    allowed: `a table with the headings ${headings("nb").join(";")}`,
    message: "The file is no test protocol.",
  });
}

/** Most rows above the headings. */
const TITLE_ROWS_MAX = 10;

/** The sign that stands most often in a line. */
function separatorIn(line: string): CsvSeparator {
  const counted = CSV_SEPARATORS.map((sign) => ({ sign, count: line.split(sign).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

const FAULTS: Readonly<Record<CsvFault["fault"], string>> = {
  "quote-open": "a quotation mark that never ends",
  "text-after-quote": "text after a quotation mark that ended",
  "quote-inside": "a quotation mark inside a cell that does not begin with one",
};

function languageOf(first: CsvRow | undefined): ProtocolLanguage | undefined {
  const cells = first === undefined ? [] : withoutMore(first).cells;
  const found = cells.map((cell) => cell.trim().toLowerCase()).join("\n");
  return (["nb", "en"] as const).find((language) => headings(language).join("\n") === found);
}

/** Programs may save empty columns behind the last one. */
function withoutMore({ line, cells }: CsvRow): CsvRow {
  const last = cells.findLastIndex((cell) => cell.trim() !== "");
  return { line, cells: cells.slice(0, Math.max(PROTOCOL_COLUMNS.length, last + 1)) };
}

function headings(language: ProtocolLanguage): readonly string[] {
  return PROTOCOL_COLUMNS.map((column) => COLUMN_WORDS[language][column]);
}
