import { UserError } from "../../cli/user-error.ts";
import { quoted } from "../../fleet/schema-mistake.ts";
import { writtenDate } from "../written-date.ts";
import type { CsvRow } from "./csv-rows.ts";
import { readCriterion } from "./pathway-words.ts";
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

/** Names the step that a row is about, as no other row is. */
export function keyOf({
  story,
  product,
  criterion,
  check,
  step,
}: Omit<ProtocolRow, "do" | "expect">) {
  return [story, product, criterion, check, step].join("\n");
}

/** One row of a protocol, read cell by cell. */
export class RowReader {
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
      ...{ criterion: readCriterion(this.#cell("criterion")) },
      ...{ check: Number(this.#cell("check")), step: Number(this.#cell("step")) },
    };
    const row = known.get(keyOf(place));
    if (row === undefined) {
      const found = Object.values({ ...place, criterion: this.#cell("criterion") }).join(" ");
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
    const isOk = ANSWERS[ok.toLowerCase().replace(/[.!]$/, "")];
    if (isOk === undefined) return this.refuse("ok", quotedCell(ok), "ja, nei, yes, no or ok");
    if (!isOk && seen === "") return this.refuse("seen", "nothing", "what was seen instead");
    if (tester === "") return this.refuse("tester", "nothing", "the name of who did the step");
    const day = writtenDate(date);
    if (day === undefined) {
      const allowed = "the date on which it was done, such as 2027-03-01 or 01.03.2027";
      return this.refuse("date", quotedCell(date), allowed);
    }
    return { row, seen, isOk, tester, date: day };
  }

  /** Ends the reading with a mistake that names the row's line and one of its columns. */
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
