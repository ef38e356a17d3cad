import { csvText } from "./csv-rows.ts";
import { printedCriterion } from "./pathway-words.ts";
import type { ProtocolRow, ProtocolSubject } from "./protocol-row.ts";
import { COLUMN_WORDS, PROTOCOL_COLUMNS, type ProtocolLanguage } from "./protocol-words.ts";

/**
 * Prints a test protocol for people to fill in: a table with a row for each step. It is CSV with
 * semicolons and a byte order mark, as that opens by a double click in Excel set to Norwegian, pastes
 * into Word, and is still lines of text in any editor.
 */
export function printProtocol(rows: readonly ProtocolRow[], language: ProtocolLanguage): string {
  const headings = PROTOCOL_COLUMNS.map((column) => COLUMN_WORDS[language][column]);
  const lines = rows.map(({ story, product, criterion, check, step, do: what, expect }) => [
    ...[story, product, printedCriterion(criterion, language), String(check), String(step)],
    ...[what[language], expect[language]],
    ...["", "", "", ""],
  ]);
  return csvText([headings, ...lines]);
}

/** Names the file of a protocol for a real device, and the second or later of the same product. */
export function deviceProtocolName(
  product: string,
  number: number,
  language: ProtocolLanguage,
): string {
  const ending = number === 1 ? "" : `-${number}`;
  return `${language === "nb" ? "protokoll-enhet" : "protocol-device"}-${product}${ending}.csv`;
}

/** Names the file of a protocol. */
export function protocolFileName(
  { story, product }: ProtocolSubject,
  language: ProtocolLanguage,
): string {
  return `${language === "nb" ? "protokoll" : "protocol"}-${story}-${product}.csv`;
}
