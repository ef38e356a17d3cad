import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

/** Root folder of the checkout. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Any node of the syntax tree, as far as the rules look at it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A comment with its place in the text. */
export interface Comment {
  readonly type: "Line" | "Block";
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A parsed source file. */
export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly program: Node;
  readonly comments: readonly Comment[];
}

/** Something that breaks a rule, with advice. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A rule of the house; it looks at one file and knows nothing of the others. */
export type Rule = (file: SourceFile) => readonly Finding[];

/** Parses a text as the file at a path. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return {
    path,
    text,
    program: program as unknown as Node,
    comments: comments as readonly Comment[],
  };
}

/** Lists the files that git knows or would add, so that ignored ones are left out. */
export function listFiles(): readonly string[] {
  const out = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return [...new Set(out.split("\n"))].filter((path) => path !== "").sort();
}

/** Reads and parses every TypeScript file under one of the folders. */
export function readSources(folders: readonly string[]): readonly SourceFile[] {
  return listFiles()
    .filter((path) => path.endsWith(".ts") && folders.some((folder) => path.startsWith(folder)))
    .flatMap((path) => {
      const text = readIfPresent(path);
      return text === undefined ? [] : [parseSource(path, text)];
    });
}

/** Visits every node of a tree, parents first. */
export function walk(
  node: Node,
  visit: (node: Node, parents: readonly Node[]) => void,
  parents: readonly Node[] = [],
): void {
  visit(node, parents);
  const inner = [...parents, node];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, inner);
    }
  }
}

/** Makes a finding at an offset of a file. */
export function findingAt(file: SourceFile, offset: number, message: string): Finding {
  const line = file.text.slice(0, offset).split("\n").length;
  return { path: file.path, line, message };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(`${ROOT}/${path}`, "utf8");
  } catch {
    // Deleted in the working tree but still in the index: not there to be checked.
    return undefined;
  }
}
