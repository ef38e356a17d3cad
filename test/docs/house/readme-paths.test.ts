import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { listFiles, ROOT } from "../../tidy/source-file.ts";

/** Pages by which people find their way; made pages and the specification have tests of their own. */
const PAGES = listFiles().filter(
  (path) => /(README|GUIDE|CONTRIBUTING)\.md$/.test(path) && !path.startsWith("sdk/api/"),
);

/** What has the form of a path and is none: zones, topics, what programs leave behind. */
const NO_PATHS: ReadonlySet<string> = new Set([
  ".dosekit/kills",
  "Europe/Oslo",
  "cbor/test-vectors",
  "cfg/desired",
  "cfg/reported",
  "devices/box-1",
  "node_modules/.bin/dosekit-conform",
]);

const SOURCES: ReadonlySet<string> = new Set(listFiles().map((path) => basename(path)));
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};
const SCRIPTS: ReadonlySet<string> = new Set(Object.keys(scripts));

const PACKAGES = [
  "protocols",
  "protocols/conformance",
  "firmware-model",
  "sdk",
  "simulator",
  "test",
];

describe.each(PAGES)("%s", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");

  test("names only paths that are there", () => {
    const gone = pathsIn(text).filter((path) => !NO_PATHS.has(path) && !isThere(page, path));
    expect(gone).toEqual([]);
  });

  test("names only sources and commands of npm that are there", () => {
    expect(wordsIn(text, /^[\w-][\w.-]*\.ts$/).filter((name) => !SOURCES.has(name))).toEqual([]);
    const asked = [...text.matchAll(/npm run ([\w:-]*\w)/g)].map(([, script = ""]) => script);
    expect(asked.filter((script) => !SCRIPTS.has(script))).toEqual([]);
  });

  test("links only to files and headings that are there", () => {
    expect(linksIn(text).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });
});

describe("the layout in the README of the project", () => {
  const text = readFileSync(join(ROOT, "README.md"), "utf8");

  test.each(["protocols", "firmware-model", "sdk", "simulator"])(
    "lists %s folder by folder",
    (room) => {
      const listed = layoutOf(text, room);
      const folders = readdirSync(join(ROOT, room, "src"), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `src/${name}/`);
      expect(listed.filter((path) => path.startsWith("src/")).sort()).toEqual(folders.sort());
      expect(listed.filter((path) => !existsSync(join(ROOT, room, path)))).toEqual([]);
    },
  );
});

test("a path that is not there is found, and so is a heading", () => {
  expect(pathsIn("see `src/nowhere/` and `a | b`, `x/{y,z}.ts`")).toEqual([
    ...["src/nowhere/", "x/y.ts", "x/z.ts"],
  ]);
  expect(isThere("simulator/README.md", "src/nowhere/")).toBe(false);
  expect(isThere("simulator/README.md", "src/checkers/")).toBe(true);
  expect(leadsSomewhere("README.md", "simulator/README.md#fleet-files")).toBe(true);
  expect(leadsSomewhere("README.md", "simulator/README.md#no-such-heading")).toBe(false);
  expect(layoutOf("sdk/  x\n  src/a/  y\nsimulator/ z\n  src/b/ y\n", "sdk")).toEqual(["src/a/"]);
});

/** Words in backticks of a form. */
function wordsIn(text: string, form: RegExp): readonly string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, word = ""]) => word)
    .filter((word) => form.test(word));
}

/** Words that have the form of a path with a slash, braces spelt out. */
function pathsIn(text: string): readonly string[] {
  return wordsIn(text, /^(?!\.\/)[\w.{},-]+(\/[\w.{},-]+)+\/?$/).flatMap((word) => {
    const [, before, choices, after] = /^(.*)\{(.*)\}(.*)$/.exec(word) ?? [];
    return choices?.split(",").map((choice) => `${before}${choice}${after}`) ?? [word];
  });
}

/** A path stands as seen from the page's folder, its package or sources, or the project. */
function isThere(page: string, path: string): boolean {
  const near = dirname(page);
  const rooms = PACKAGES.filter((room) => page.startsWith(`${room}/`));
  const bases = [near, join(near, "src"), ...rooms, ...rooms.map((room) => `${room}/src`), ""];
  return bases.some((base) => existsSync(join(ROOT, base, path)));
}

function linksIn(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) return false;
  if (heading === undefined) return true;
  const text = readFileSync(join(ROOT, target), "utf8");
  return [...text.matchAll(/^#+ (.*)$/gm)].some(([, words = ""]) => anchorOf(words) === heading);
}

function anchorOf(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** The lines that stand indented below a package in the tree. */
function layoutOf(text: string, room: string): readonly string[] {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith(`${room}/ `));
  const below = lines.slice(first + 1);
  const end = below.findIndex((line) => !line.startsWith("  "));
  return below.slice(0, end).map((line) => line.trim().split(/\s+/)[0] ?? "");
}
