import type { Node } from "../../../tidy/source-file.ts";
import { type Exported, exportsOf } from "./exported.ts";
import { shapeOf, withoutLinks } from "./shape.ts";

const SECTIONS: readonly (readonly [title: string, types: readonly string[]])[] = [
  ["Classes", ["ClassDeclaration"]],
  ["Functions", ["FunctionDeclaration"]],
  ["Constants", ["VariableDeclaration"]],
  ["Types", ["TSInterfaceDeclaration", "TSTypeAliasDeclaration"]],
];

/** What a tag is called on a page. */
const TAGS: Readonly<Record<string, string>> = {
  param: "Takes",
  returns: "Gives",
  throws: "Throws",
  see: "See",
};

/** Writes the page of one entry point from the docstrings behind it. */
export function apiPage(specifier: string, path: string): string {
  const all = exportsOf(path);
  const sections = SECTIONS.flatMap(([title, types]) => {
    const part = all.filter(({ declaration }) => types.includes(declaration.type));
    return part.length === 0 ? [] : [`## ${title}`, ...part.map(entry)];
  });
  const strange = all.find(({ declaration }) => !SECTIONS.some(([, t]) => has(t, declaration)));
  if (strange !== undefined) throw new Error(`${strange.name}: a ${strange.declaration.type}`);
  const lead = "Made from the docstrings by `npm run docs`; changes belong there.";
  return `${[`# \`${specifier}\``, lead, ...sections].join("\n\n")}\n`;
}

function has(types: readonly string[], { type }: Node): boolean {
  return types.includes(type);
}

function entry(exported: Exported): string {
  const code = ["```ts", shapeOf(exported), "```"].join("\n");
  return [`### ${exported.name}`, ...paragraphsOf(exported.doc), code].join("\n\n");
}

/** Turns a docstring into paragraphs, its tags into sentences. */
export function paragraphsOf(doc: string): readonly string[] {
  const [text = "", ...tagged] = plain(doc).split(/^@(?=[a-z]+\b)/m);
  const tags = tagged.map((tag) => {
    const [, name = "", rest = ""] = /^([a-z]+)\s*([\s\S]*)$/.exec(tag.trim()) ?? [];
    const word = TAGS[name];
    if (word === undefined) throw new Error(`a tag that no page knows: @${name}`);
    return `- ${word}: ${rest.replace(/\s+/g, " ").trim()}`;
  });
  const body = text.trim();
  return [...(body === "" ? [] : [body]), ...(tags.length === 0 ? [] : [tags.join("\n")])];
}

function plain(doc: string): string {
  return withoutLinks(doc).replace(/(\S.*?) @(throws|see|returns) /g, "$1\n@$2 ");
}
