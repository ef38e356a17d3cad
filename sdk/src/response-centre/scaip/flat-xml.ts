/** One tag of a message and its text. */
export type FlatField = readonly [tag: string, text: string];

/** A flat document: a root with tags that hold text only. */
export interface FlatXml {
  readonly root: string;
  readonly fields: readonly FlatField[];
}

/** A document, or why the text is none that is taken. */
export type FlatXmlParsed =
  | { readonly ok: true; readonly value: FlatXml }
  | { readonly ok: false; readonly error: "too-large" | "not-flat-xml" | "character" };

/** Most characters and tags that are taken. */
export const FLAT_XML_LIMITS = { characters: 8_192, fields: 64 } as const;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Characters that XML 1.0 has no way to write, or that would change on the way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are kept out
const UNWRITABLE = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udfff]/u;

/**
 * Writes a document without white space between its tags.
 *
 * @throws RangeError for a text or name that XML can't carry unchanged (a caller's bug)
 */
export function writeFlatXml({ root, fields }: FlatXml): string {
  const inner = fields.map(([tag, text]) => `<${named(tag)}>${escaped(text)}</${tag}>`).join("");
  return `<?xml version="1.0" encoding="utf-8"?><${named(root)}>${inner}</${root}>`;
}

/**
 * Reads a flat document. Document types, comments, nesting and entities of one's own are refused;
 * attributes and white space between tags are passed over.
 */
export function parseFlatXml(text: string): FlatXmlParsed {
  if (text.length > FLAT_XML_LIMITS.characters) return { ok: false, error: "too-large" };
  const outer =
    /^\ufeff?\s*(?:<\?xml[^<>]*\?>)?\s*<([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?>([\s\S]*)<\/([A-Za-z0-9]+)\s*>\s*$/.exec(
      text,
    );
  const [, root = "", inner = "", end = ""] = outer ?? [];
  if (outer === null || root !== end) return { ok: false, error: "not-flat-xml" };
  const fields = fieldsOf(inner);
  return typeof fields === "string"
    ? { ok: false, error: fields }
    : { ok: true, value: { root, fields } };
}

function fieldsOf(
  inner: string,
): readonly FlatField[] | "too-large" | "not-flat-xml" | "character" {
  const fields: FlatField[] = [];
  const field =
    /\s*(?:<([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*?)?(?:\/>|>([^<>]*)<\/([A-Za-z0-9]+)\s*>))\s*/y;
  while (field.lastIndex < inner.length) {
    const start = field.lastIndex;
    const found = field.exec(inner);
    if (found === null) return inner.slice(start).trim() === "" ? fields : "not-flat-xml";
    const [, tag = "", raw, end] = found;
    if (end !== undefined && end !== tag) return "not-flat-xml";
    const text = unescaped(raw ?? "");
    if (text === undefined) return "character";
    fields.push([tag, text]);
    if (fields.length > FLAT_XML_LIMITS.fields) return "too-large";
  }
  return fields;
}

function unescaped(raw: string): string | undefined {
  let wrong = false;
  const text = raw.replace(/&([^;&]{0,8});?/g, (whole, name: string) => {
    const character = whole.endsWith(";") ? characterOf(name) : undefined;
    if (character === undefined) wrong = true;
    return character ?? "";
  });
  return wrong || UNWRITABLE.test(text) ? undefined : text;
}

function characterOf(name: string): string | undefined {
  const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (number === null) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  const point =
    number[1] === undefined ? Number.parseInt(number[2] ?? "", 10) : Number.parseInt(number[1], 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

function escaped(text: string): string {
  if (UNWRITABLE.test(text)) throw new RangeError("a text that XML can't carry unchanged");
  return text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);
}

function named(tag: string): string {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(tag)) throw new RangeError(`not a tag: ${tag}`);
  return tag;
}
