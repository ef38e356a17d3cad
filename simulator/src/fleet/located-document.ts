import {
  type Document,
  isMap,
  isNode,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLParseError,
} from "yaml";
import { UserError } from "../cli/user-error.ts";
import { HARD_BLANKS, yamlFaultWords } from "./yaml-faults.ts";

/** Most bytes that a hand-written file may have. */
const FILE_BYTES_MAX = 4 * 1024 * 1024;

/** Way to a value inside a document: field names and list places. */
export type ValuePath = readonly (string | number)[];

/** A YAML or JSON file together with the line of everything in it. */
export interface LocatedDocument {
  readonly file: string;
  readonly value: unknown;
  /** Line (from 1) of the value at a path, or of its nearest parent that exists. */
  lineOf(path: ValuePath): number;
  /** Line of a field's name, for a field that should not be there. */
  lineOfKey(path: ValuePath, key: string): number;
}

/**
 * Parses a YAML document (JSON is one too) and remembers where everything stands.
 *
 * @param file its name in messages
 * @throws {@link UserError} `file.syntax`, with the line of the mistake
 */
export function parseLocated(text: string, file: string): LocatedDocument {
  if (text.length > FILE_BYTES_MAX) throw tooLarge(text.length, file);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // What the library warns of would go to the process, past the command's own messages.
    logLevel: "error",
  });
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    const hardBlank = text.search(HARD_INDENT);
    const at = hardBlank < 0 ? beginningOf(mistake, document) : hardBlank;
    const words = hardBlank < 0 ? yamlFaultWords(mistake.code, mistake.message) : HARD_BLANKS;
    throw new UserError({
      code: "file.syntax",
      file,
      line: lines.linePos(at).line,
      allowed: "YAML 1.2 or JSON",
      message: `The file can't be read: ${words?.en ?? mistake.message}.`,
    });
  }
  return {
    file,
    value: plainValue(document, file),
    lineOf: (path) => lineOfNode(nodeAt(document, path), lines),
    lineOfKey: (path, key) => lineOfKey(document, path, key, lines),
  };
}

/** A line that begins with blanks of which one is no plain one, as word processors put them. */
const HARD_INDENT = /(?<=^|\n) *[\u00a0\u2007\u202f]/;

/** Where a mistake begins: a quotation mark that is never closed is told of where the text ends. */
function beginningOf({ code, pos: [at] }: YAMLParseError, document: Document): number {
  let began = at;
  if (code !== "MISSING_CHAR") return began;
  visit(document, {
    Scalar: (_key, { type = "PLAIN", range }) => {
      if (type.startsWith("QUOTE") && range?.[1] === at) began = range[0];
    },
  });
  return began;
}

function plainValue(document: Document, file: string): unknown {
  const allowed = "at most 100 uses of aliases, none of them inside what it stands for";
  const refused = (found: string) =>
    new UserError({
      code: "file.syntax",
      file,
      found,
      allowed,
      message: "The file can't be read.",
    });
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw refused(cause instanceof Error ? cause.message : String(cause));
  }
  if (holdsItself(value, new Set(), new Set())) throw refused("a value that holds itself");
  return value;
}

/** Tells whether a value is inside itself, which only an alias can bring about. */
function holdsItself(value: unknown, around: Set<unknown>, seen: Set<unknown>): boolean {
  if (typeof value !== "object" || value === null || seen.has(value)) return around.has(value);
  seen.add(value);
  around.add(value);
  const isInside = Object.values(value).some((item) => holdsItself(item, around, seen));
  around.delete(value);
  return isInside;
}

function nodeAt(document: Document, path: ValuePath): Node | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return undefined;
}

function lineOfNode(node: Node | undefined, lines: LineCounter): number {
  return lines.linePos(node?.range?.[0] ?? 0).line;
}

function lineOfKey(document: Document, path: ValuePath, key: string, lines: LineCounter): number {
  const parent = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(parent)) return lineOfNode(nodeAt(document, path), lines);
  for (const pair of parent.items) {
    if (isNode(pair.key) && String(pair.key.toJSON()) === key) return lineOfNode(pair.key, lines);
  }
  return lineOfNode(parent, lines);
}

function tooLarge(size: number, file: string): UserError {
  return new UserError({
    code: "file.too-large",
    file,
    found: `${size} characters`,
    allowed: `at most ${FILE_BYTES_MAX} characters`,
    message: "The file is too large.",
  });
}
