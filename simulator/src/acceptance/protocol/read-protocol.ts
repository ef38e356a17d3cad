import { dayNumberOf, localDateOf } from "@dosekit/protocols";
import { UserError } from "../../cli/user-error.ts";
import { quoted } from "../../fleet/schema-mistake.ts";
import { findIdentityShape } from "../identity-shape.ts";
import { CSV_SEPARATORS, type CsvFault, type CsvRow, csvRows } from "./csv-rows.ts";
import type { ProtocolRow } from "./protocol-row.ts";
import {
  ANSWERS,
  COLUMN_WORDS,
  PROTOCOL_COLUMNS,
  type ProtocolColumn,
  type ProtocolLanguage,
} from "./protocol-words.ts";

/** A step that somebody took, with what was seen. */
export interface FilledRow {
  readonly row: ProtocolRow;
  readonly seen: string;
  readonly isOk: boolean;
  readonly tester: string;
  /** Local date, such as 2027-03-01. */
  readonly date: string;
}

/** Longest text that a person may write into a cell. */
const CELL_MAX = 1_000;

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
): readonly FilledRow[] {
  const text = decoded(bytes);
  refuseIdentity(text, file);
  const { rows, language } = tableOf(text, file);
  const known = new Map(asked.map((row) => [keyOf(row), row]));
  const seen = new Set<string>();
  return rows.flatMap((cells) => {
    const reader = new RowReader(cells, file, language);
    const row = reader.rowOf(known);
    if (seen.has(keyOf(row))) reader.refuse("step", "the same step twice", "each step once");
    seen.add(keyOf(row));
    return reader.filled(row) ?? [];
  });
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

function keyOf({ story, product, criterion, check, step }: Omit<ProtocolRow, "do" | "expect">) {
  return [story, product, criterion, check, step].join("\n");
}

/** One row of a protocol, read cell by cell. */
class RowReader {
  readonly #row: CsvRow;
  readonly #file: string;
  readonly #language: ProtocolLanguage;

  constructor(row: CsvRow, file: string, language: ProtocolLanguage) {
    this.#row = row;
    this.#file = file;
    this.#language = language;
    const { length } = row.cells;
    if (length === PROTOCOL_COLUMNS.length) return;
    this.refuse("story", `${length} cells`, `${PROTOCOL_COLUMNS.length} cells, as in the headings`);
  }

  /** Finds the step that the row is about, and that it still reads as it was printed. */
  rowOf(known: ReadonlyMap<string, ProtocolRow>): ProtocolRow {
    const place = {
      ...{ story: this.#cell("story"), product: this.#cell("product") },
      ...{ criterion: this.#cell("criterion") },
      ...{ check: Number(this.#cell("check")), step: Number(this.#cell("step")) },
    };
    const row = known.get(keyOf(place));
    if (row === undefined) {
      const found = `${Object.values(place).join(" ")}`;
      return this.refuse("criterion", found, "a step that `accept init` printed for this service");
    }
    this.#checkText("do", row.do);
    this.#checkText("expected", row.expect);
    return row;
  }

  /** What somebody wrote about the step; nothing when nobody did. */
  filled(row: ProtocolRow): FilledRow | undefined {
    const [seen, ok, tester, date] = (["seen", "ok", "tester", "date"] as const).map((column) =>
      this.#cell(column),
    ) as [string, string, string, string];
    if (seen === "" && ok === "" && tester === "" && date === "") return undefined;
    const isOk = ANSWERS[ok.toLowerCase()];
    if (isOk === undefined) return this.refuse("ok", quotedCell(ok), "ja, nei, yes, no or ok");
    if (!isOk && seen === "") return this.refuse("seen", "nothing", "what was seen instead");
    if (tester === "") return this.refuse("tester", "nothing", "the name of who did the step");
    const day = dateOf(date);
    if (day === undefined) {
      const allowed = "the date on which it was done, such as 2027-03-01 or 01.03.2027";
      return this.refuse("date", quotedCell(date), allowed);
    }
    return { row, seen, isOk, tester, date: day };
  }

  refuse(column: ProtocolColumn, found: string, allowed: string): never {
    throw new UserError({
      code: "accept.bad-protocol",
      ...{ file: this.#file, line: this.#row.line },
      field: COLUMN_WORDS[this.#language][column],
      ...{ found, allowed },
      message: "A row of the test protocol can't be taken.",
    });
  }

  #cell(column: ProtocolColumn): string {
    const text = (this.#row.cells[PROTOCOL_COLUMNS.indexOf(column)] ?? "").trim();
    if (text.length > CELL_MAX) {
      this.refuse(column, `${text.length} characters`, `at most ${CELL_MAX} characters`);
    }
    return text;
  }

  #checkText(column: "do" | "expected", { nb, en }: ProtocolRow["do"]): void {
    const found = folded(this.#cell(column));
    if (found === folded(nb) || found === folded(en)) return;
    const allowed = "the step as it was printed; print anew when the criterion has changed";
    this.refuse(column, quotedCell(this.#cell(column)), allowed);
  }
}

/** Texts as every program keeps them: one blank for many, and nothing that Windows has no sign for. */
function folded(text: string): string {
  return text
    .replaceAll(/[^\u0020-\u007e\u00a0-\u00ff\s]/gu, "?")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function quotedCell(cell: string): string {
  return cell === "" ? "nothing" : quoted(cell);
}

function dateOf(text: string): string | undefined {
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const iso = year === "" ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const number = dayNumberOf(iso);
  return number === undefined ? undefined : localDateOf(number);
}
