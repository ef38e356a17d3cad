/** A piece of a page whose text is safe to write. */
export interface Markup {
  readonly markup: string;
}

/** What may stand inside an element: other pieces, or text that is escaped. */
export type Content = Markup | string | number | readonly Content[];

/** Attributes of an element; those that are `undefined` are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Elements that have no end. */
const VOID: ReadonlySet<string> = new Set(["meta", "br", "hr", "rect", "line", "circle", "path"]);

/** Makes an element of a page or a picture. */
export function element(name: string, attributes: Attributes = {}, ...inside: Content[]): Markup {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  );
  const start = `<${name}${written.join("")}`;
  if (VOID.has(name)) return { markup: `${start}/>` };
  return { markup: `${start}>${markupOf(inside)}</${name}>` };
}

/** Takes text over as it is; only for what the program itself wrote. */
export function verbatim(markup: string): Markup {
  return { markup };
}

/** Writes content as it stands on the page. */
function markupOf(content: Content): string {
  if (typeof content === "string" || typeof content === "number") return escaped(String(content));
  if ("markup" in content) return content.markup;
  return content.map(markupOf).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
