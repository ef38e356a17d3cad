import { dirname, join } from "node:path/posix";
import { type Node, parseSource, type SourceFile } from "../../../tidy/source-file.ts";
import { readCommitted } from "../../committed-text.ts";

/** Something that a program can import. */
export interface Exported {
  readonly name: string;
  readonly file: SourceFile;
  /** The `export` statement that declares it. */
  readonly statement: Node;
  readonly declaration: Node;
  /** Its docstring without stars; empty when there is none. */
  readonly doc: string;
}

/** Lists what an entry point exports, by name; names of the same meaning and type come together. */
export function exportsOf(path: string): readonly Exported[] {
  const found = new Map<string, Exported>();
  collect(path, undefined, found);
  return [...found.values()].sort((a, b) => compare(a.name, b.name));
}

function collect(
  path: string,
  wanted: ReadonlySet<string> | undefined,
  found: Map<string, Exported>,
): void {
  const file = parseSource(path, readCommitted(path));
  for (const statement of file.program["body"] as readonly Node[]) {
    const source = statement["source"] as Node | null | undefined;
    const target = source ? join(dirname(path), String(source["value"])) : undefined;
    if (statement.type === "ExportAllDeclaration" && target) collect(target, wanted, found);
    if (statement.type !== "ExportNamedDeclaration") continue;
    if (target) collect(target, namesOf(statement, wanted), found);
    else addDeclared(file, statement, wanted, found);
  }
}

function addDeclared(
  file: SourceFile,
  statement: Node,
  wanted: ReadonlySet<string> | undefined,
  found: Map<string, Exported>,
): void {
  const declaration = statement["declaration"] as Node | null | undefined;
  if (!declaration) throw new Error(`${file.path}: an export list without a source`);
  const name = nameOf(declaration);
  if (wanted !== undefined && !wanted.has(name)) return;
  const doc = docBefore(file, statement.start);
  found.set(`${name} ${file.path} ${statement.start}`, {
    ...{ name, file, statement, declaration, doc },
  });
}

function namesOf(statement: Node, wanted: ReadonlySet<string> | undefined): ReadonlySet<string> {
  const names = (statement["specifiers"] as readonly Node[]).map((specifier) => {
    const [local, exported] = [specifier["local"] as Node, specifier["exported"] as Node];
    if (local["name"] !== exported["name"]) throw new Error("an export under another name");
    return String(local["name"]);
  });
  return new Set(names.filter((name) => wanted?.has(name) ?? true));
}

/** Names a declaration. */
export function nameOf(declaration: Node): string {
  const first = (declaration["declarations"] as readonly Node[] | undefined)?.[0];
  const named = first ?? declaration;
  const id = (named["id"] ?? named["key"]) as Node | undefined;
  return String(id?.["name"]);
}

/** Reads the docstring right before an offset, without stars; empty when there is none. */
export function docBefore(file: SourceFile, offset: number): string {
  const comment = file.comments.find(
    ({ type, value, end }) =>
      type === "Block" &&
      value.startsWith("*") &&
      end <= offset &&
      file.text.slice(end, offset).trim() === "",
  );
  const lines = (comment?.value.slice(1) ?? "").split("\n");
  return lines
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n")
    .trim();
}

function compare(a: string, b: string): number {
  const [low, high] = [a.toLowerCase(), b.toLowerCase()];
  if (low === high) return a < b ? -1 : Number(a > b);
  return low < high ? -1 : 1;
}
