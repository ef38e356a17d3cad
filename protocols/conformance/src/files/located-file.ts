import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { type Document, isMap, isNode, LineCounter, parseDocument } from "yaml";
import { KitMistake } from "./kit-mistake.ts";

/** Most bytes that a file written by hand may have. */
const FILE_BYTES_MAX = 1_048_576;

/** Way to a value inside a document: field names and list places. */
export type ValuePath = readonly (string | number)[];

/** A YAML or JSON file with the line of everything in it. */
export interface LocatedFile {
  readonly file: string;
  readonly value: unknown;
  /** Line, from 1, of a value or its nearest parent that exists; with a key, of that field's name. */
  readonly lineOf: (path: ValuePath, key?: string) => number;
}

/**
 * Reads a YAML or JSON file.
 *
 * @param name as on the command line
 * @param folder where a relative name starts
 * @throws KitMistake `file.cannot-read`, `file.too-large`, `file.syntax`
 */
export function readLocatedFile(name: string, folder: string): LocatedFile {
  const path = resolve(folder, name);
  let text = "";
  try {
    const { size } = statSync(path);
    if (size > FILE_BYTES_MAX) throw tooLarge(name, size);
    text = readFileSync(path, "utf8");
  } catch (cause) {
    if (cause instanceof KitMistake) throw cause;
    throw new KitMistake({
      code: "file.cannot-read",
      file: name,
      found: cause instanceof Error && "code" in cause ? String(cause.code) : "?",
      allowed: "a file that exists and may be read",
      message: "The file can't be read.",
    });
  }
  return locatedText(text, name);
}

/**
 * Reads YAML or JSON text.
 *
 * @param file its name in messages
 * @throws KitMistake `file.syntax`, with the line
 */
export function locatedText(text: string, file: string): LocatedFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
  });
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    const { line } = lines.linePos(mistake.pos[0]);
    throw syntaxMistake(file, mistake.message, line);
  }
  return {
    file,
    value: plainValue(document, file),
    lineOf: (path, key) => lines.linePos(offsetOf(document, path, key)).line,
  };
}

function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw syntaxMistake(file, cause instanceof Error ? cause.message : String(cause));
  }
}

function offsetOf(document: Document, path: ValuePath, key: string | undefined): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    if (key === undefined || length < path.length || !isMap(node)) return node.range?.[0] ?? 0;
    const named = node.items.find((pair) => isNode(pair.key) && pair.key.toJSON() === key);
    return (isNode(named?.key) ? named.key.range?.[0] : node.range?.[0]) ?? 0;
  }
  return 0;
}

function syntaxMistake(file: string, found: string, line?: number): KitMistake {
  return new KitMistake({
    code: "file.syntax",
    file,
    ...(line === undefined ? {} : { line }),
    found,
    allowed: "YAML 1.2 or JSON, without aliases",
    message: "The file can't be read.",
  });
}

function tooLarge(file: string, size: number): KitMistake {
  return new KitMistake({
    code: "file.too-large",
    file,
    found: `${size} bytes`,
    allowed: `at most ${FILE_BYTES_MAX} bytes`,
    message: "The file is too large.",
  });
}
