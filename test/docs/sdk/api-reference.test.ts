import { describe, expect, test } from "vitest";
import { expectCommitted, readCommitted } from "../../support/committed-text.ts";
import { apiPage, paragraphsOf } from "../../support/sdk/api-reference/api-page.ts";
import { docBefore, exportsOf, nameOf } from "../../support/sdk/api-reference/exported.ts";
import { withoutLinks } from "../../support/sdk/api-reference/shape.ts";
import type { Node } from "../../tidy/source-file.ts";

const { exports }: { readonly exports: Readonly<Record<string, Entry | string>> } = JSON.parse(
  readCommitted("sdk/package.json"),
);

interface Entry {
  readonly "@dosekit/source": string;
}

/** Every sub-path with the file behind it and its page. */
const PAGES = Object.entries(exports).flatMap(([subPath, entry]) => {
  if (typeof entry === "string") return [];
  const [name, file] = [subPath.slice(2), entry["@dosekit/source"].slice(2)];
  const specifier = name === "" ? "@dosekit/sdk" : `@dosekit/sdk/${name}`;
  return [{ specifier, source: `sdk/${file}`, page: `sdk/api/${name || "sdk"}.md` }];
});
/** Names of members that are times or speeds and name no unit. */
const TIMES =
  /^(baud|after|every|age|interval)$|(Time|After|Within|Every|Delay|Age|Interval|Timeout)$/;
const UNITS = /\b(ms|s|seconds|minutes|days|bytes|bits?|permille|hours)\b/;
const ALL = PAGES.flatMap(({ source }) => exportsOf(source));

describe("the API reference of the SDK", () => {
  test.each(PAGES)("$specifier says what the docstrings say", ({ specifier, source, page }) => {
    expectCommitted(page, apiPage(specifier, source));
  });

  test("names every page", () => {
    const index = PAGES.map(({ specifier, source, page }) => {
      const file = page.replace("sdk/api/", "");
      return `| [\`${specifier}\`](${file}) | ${exportsOf(source).length} |`;
    });
    const lead = "One page for each entry point, made from the docstrings by `npm run docs`.";
    const table = ["| entry point | exports |", "|---|---|", ...index].join("\n");
    expectCommitted("sdk/api/README.md", `# API reference of the SDK\n\n${lead}\n\n${table}\n`);
  });

  test("has a docstring for every export", () => {
    expect(ALL.length).toBeGreaterThan(500);
    const bare = ALL.filter(({ doc }) => doc === "").map(
      ({ name, file }) => `${file.path} ${name}`,
    );
    expect(bare).toEqual([]);
  });

  test("says of every function that throws what it throws", () => {
    const silent = ALL.filter(({ declaration, statement, file, doc }) => {
      const text = file.text.slice(statement.start, statement.end);
      const throws = /^ {2}(if \(.*\) )?throw new |^ {4}throw new /m.test(text);
      return declaration.type === "FunctionDeclaration" && throws && !doc.includes("@throws");
    });
    expect(silent.map(({ name, file }) => `${file.path} ${name}`)).toEqual([]);
  });

  test("carries every tag of a docstring over", () => {
    const words = { "@throws": "Throws", "@see": "See", "@returns": "Gives", "@param": "Takes" };
    for (const { doc, name } of ALL) {
      const written = paragraphsOf(doc).join("\n");
      for (const [tag, word] of Object.entries(words)) {
        const lines = written.split(`- ${word}: `).length;
        expect(lines, `${name} ${tag}`).toBe(doc.split(`${tag} `).length);
      }
    }
  });

  test("says the unit of every number, by its name or in words", () => {
    const bare = ALL.flatMap(({ name, declaration, file }) => {
      if (declaration.type !== "TSInterfaceDeclaration") return [];
      const members = (declaration["body"] as Node)["body"] as readonly Node[];
      return members
        .filter((member) => TIMES.test(nameOf(member)))
        .filter((member) => /: number;/.test(file.text.slice(member.start, member.end)))
        .filter((member) => !UNITS.test(docBefore(file, member.start)))
        .map((member) => `${file.path} ${name}.${nameOf(member)}`);
    });
    expect(bare).toEqual([]);
  });

  test("carries the tags of public methods over", () => {
    const pages = PAGES.map(({ page }) => readCommitted(page)).join("\n");
    const tagged = ALL.filter(({ declaration }) => declaration.type === "ClassDeclaration").flatMap(
      ({ file, statement }) =>
        file.comments.filter(({ value, start, end }) => {
          const isInside = start > statement.start && end < statement.end;
          const isOfPublic = !/^\s*(async |static |readonly )*#/.test(file.text.slice(end));
          return (
            isInside &&
            isOfPublic &&
            value.startsWith("*") &&
            /@(throws|see|returns|param)\b/.test(value)
          );
        }),
    );
    expect(tagged.length).toBeGreaterThan(20);
    for (const { value } of tagged) expect(pages).toContain(withoutLinks(`/*${value}*/`));
  });
});
