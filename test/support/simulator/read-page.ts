/** One element of a page. */
export interface PageElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements and texts inside, in order; entities are read. */
  readonly inside: readonly (PageElement | string)[];
}

const VOID = new Set(["meta", "rect", "line", "circle", "path"]);
const TOKEN =
  /<!DOCTYPE html>|<\/([a-z0-9]+)>|<([a-z0-9]+)((?: [a-zA-Z0-9:-]+="[^"<>]*")*)(\/?)>|[^<]+/gy;
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" },
};

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly inside: (PageElement | string)[];
}

/**
 * Reads a page strictly: every element closed in order, every attribute quoted, no sign of markup
 * in a text.
 *
 * @throws Error with the place where it is not so
 */
export function readPage(page: string): PageElement {
  const root: OpenElement = { name: "#page", attributes: {}, inside: [] };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < page.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(page);
    if (match === null) throw new Error(`no page at ${at}: ${page.slice(at, at + 60)}`);
    const [text, ends, begins, attributes = "", closes] = match;
    const parent = open.at(-1);
    if (parent === undefined) throw new Error(`nothing is open at ${at}`);
    if (begins !== undefined) {
      const element = { name: begins, attributes: attributesOf(attributes), inside: [] };
      parent.inside.push(element);
      if (VOID.has(begins) !== (closes === "/")) throw new Error(`${begins} at ${at}`);
      if (closes !== "/") open.push(element);
    } else if (ends !== undefined) {
      if (parent.name !== ends) throw new Error(`${ends} ends ${parent.name} at ${at}`);
      open.pop();
    } else if (!text.startsWith("<!")) {
      parent.inside.push(parent.name === "style" ? text : readText(text));
    }
  }
  if (open.length !== 1) throw new Error(`${open.at(-1)?.name} is never closed`);
  return root;
}

/** Every element of a name, in order. */
export function elementsOf(element: PageElement, name: string): readonly PageElement[] {
  return element.inside.flatMap((part) =>
    typeof part === "string"
      ? []
      : [...(part.name === name ? [part] : []), ...elementsOf(part, name)],
  );
}

/** The element with an id. */
export function elementWithId(element: PageElement, id: string): PageElement {
  const all = (of: PageElement): readonly PageElement[] => [
    of,
    ...of.inside.flatMap((part) => (typeof part === "string" ? [] : all(part))),
  ];
  const found = all(element).find(({ attributes }) => attributes["id"] === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
}

/** The text of an element and all inside it. */
export function textOf(element: PageElement): string {
  return element.inside.map((part) => (typeof part === "string" ? part : textOf(part))).join("");
}

/** Head and rows of every table of an element, as text. */
export function tablesOf(element: PageElement): readonly (readonly (readonly string[])[])[] {
  return elementsOf(element, "table").map((table) =>
    elementsOf(table, "tr").map((row) =>
      row.inside.flatMap((cell) => (typeof cell === "string" ? [] : [textOf(cell)])),
    ),
  );
}

function attributesOf(text: string): Record<string, string> {
  const found = text.matchAll(/ ([a-zA-Z0-9:-]+)="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, key = "", value = ""]) => [key, readText(value)]));
}

function readText(text: string): string {
  return text.replaceAll(/&[^;\s]*;?/g, (entity) => {
    const sign = ENTITIES[entity];
    if (sign === undefined) throw new Error(`no entity: ${entity}`);
    return sign;
  });
}
