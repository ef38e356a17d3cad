import { type Content, element, type Markup } from "./html.ts";

/** One cell: what it says, and whether it is a number or names its row. */
export interface Cell {
  readonly says: Content;
  readonly kind: "name" | "number" | "text";
  /** Style of the cell, beside what it says. */
  readonly class?: string;
  /** Rows that it stands for, when more than its own. */
  readonly rows?: number;
}

/** A table of a report. */
export interface ReportTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Sets a table so that it can be read by ear and scrolled by keyboard. */
export function tableOf({ caption, head, rows }: ReportTable): Markup {
  return element(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          head.map((text) => element("th", { scope: "col" }, text)),
        ),
      ),
      element(
        "tbody",
        {},
        rows.map((row) => element("tr", {}, row.map(cellOf))),
      ),
    ),
  );
}

/** A cell that names its row. */
export function name(says: Content): Cell {
  return { says, kind: "name" };
}

/** A cell with a number. */
export function number(says: Content, style?: string): Cell {
  return { says, kind: "number", ...(style === undefined ? {} : { class: style }) };
}

/** A cell with text. */
export function text(says: Content): Cell {
  return { says, kind: "text" };
}

/** A cell that names several rows, which follow without a cell in its place. */
export function spanningName(says: Content, rows: number): Cell {
  return { says, kind: "name", rows };
}

/** A cell with a date, which is never broken over two lines. */
export function dated(says: Content): Cell {
  return { says, kind: "text", class: "date" };
}

function cellOf({ says, kind, class: style, rows }: Cell): Markup {
  const span = rows === undefined || rows === 1 ? {} : { rowspan: rows };
  if (kind === "name") {
    return element("th", { scope: rows === undefined ? "row" : "rowgroup", ...span }, says);
  }
  const classes = [kind, style].filter((part) => part !== undefined).join(" ");
  return element("td", { class: classes, ...span }, says);
}
