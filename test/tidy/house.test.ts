import { describe, expect, test } from "vitest";
import { RULES } from "./rules/index.ts";
import { pathNames } from "./rules/naming.ts";
import { type Finding, listFiles, readSources } from "./source-file.ts";

const sources = readSources([
  "protocols/",
  "firmware-model/",
  "sdk/",
  "simulator/",
  "test/",
]).filter(({ path }) => !path.startsWith("test/tidy/rules.test"));

describe("the house is in order", () => {
  test("there is something to look at", () => {
    expect(sources.length).toBeGreaterThan(40);
  });

  test.each(Object.entries(RULES))("%s holds in every file", (_name, rule) => {
    expect(sources.flatMap((file) => rule(file)).map(inOneLine)).toEqual([]);
  });

  test("names of files and folders say what is inside", () => {
    expect(listFiles().flatMap(pathNames).map(inOneLine)).toEqual([]);
  });

  test("every package and each of the fixed folders has a README", () => {
    const files = new Set(listFiles());
    const rooms = ["", "protocols/", "firmware-model/", "sdk/", "simulator/", "test/"];
    expect(rooms.filter((room) => !files.has(`${room}README.md`))).toEqual([]);
  });

  test("the root holds the fixed folders and what tools demand, nothing else", () => {
    const top = new Set(listFiles().map((path) => path.split("/")[0] ?? ""));
    expect([...top].filter((name) => !name.startsWith(".")).sort()).toEqual([
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "LICENSE",
      "README.md",
      "biome.json",
      "firmware-model",
      "package-lock.json",
      "package.json",
      "protocols",
      "sdk",
      "simulator",
      "test",
      "tsconfig.json",
      "vitest.config.ts",
    ]);
  });
});

function inOneLine({ path, line, message }: Finding): string {
  return `${path}:${line} ${message}`;
}
