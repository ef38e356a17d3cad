/** A piece of a page whose text is safe to write. */
export class Markup {
  readonly #text: string;

  /** @param text what the program itself wrote, or made safe before */
  constructor(text: string) {
    this.#text = text;
  }

  /** The piece as it stands on the page. */
  toString(): string {
    return this.#text;
  }
}

/** What may be put into a page: pieces stay as they are, text is made safe, lists are joined. */
export type Filling = Markup | string | number | readonly Filling[];

/** Writes a piece of a page; whatever is filled in is made safe. */
export function html(pieces: TemplateStringsArray, ...fillings: readonly Filling[]): Markup {
  const filled = pieces.map(
    (piece, at) => `${piece}${at < fillings.length ? textOf(fillings[at]) : ""}`,
  );
  return new Markup(filled.join(""));
}

function textOf(filling: Filling | undefined): string {
  if (filling === undefined) return "";
  if (filling instanceof Markup) return filling.toString();
  if (typeof filling === "string" || typeof filling === "number") return safe(String(filling));
  return filling.map(textOf).join("");
}

const SAFE: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function safe(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => SAFE[sign] ?? sign);
}
