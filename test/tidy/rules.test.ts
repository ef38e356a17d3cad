import { describe, expect, test } from "vitest";
import { RULES } from "./rules/index.ts";
import { pathNames } from "./rules/naming.ts";
import { LINES } from "./rules/size.ts";
import { parseSource } from "./source-file.ts";

/** A sample that breaks one rule, and words that the advice must hold. */
interface BadSample {
  readonly rule: keyof typeof RULES;
  readonly what: string;
  readonly path: string;
  readonly text: string;
  readonly advice: string;
}

const DOC = "/** A dose. */\n";

const BAD: readonly BadSample[] = [
  {
    rule: "layers",
    what: "an upward import",
    path: "sdk/src/a.ts",
    text: 'import "@dosekit/firmware-model";',
    advice: "may not import",
  },
  {
    rule: "layers",
    what: "a dynamic upward import",
    path: "protocols/src/a.ts",
    text: 'await import("@dosekit/sdk");',
    advice: "may not import",
  },
  {
    rule: "layers",
    what: "an export from above",
    path: "firmware-model/src/a.ts",
    text: 'export * from "@dosekit/simulator";',
    advice: "may not import",
  },
  {
    rule: "layers",
    what: "a private path",
    path: "simulator/src/a.ts",
    text: 'import "@dosekit/sdk/dist/x.js";',
    advice: "is private",
  },
  {
    rule: "layers",
    what: "a relative path into another room",
    path: "sdk/src/a.ts",
    text: 'import "../../protocols/src/index.ts";',
    advice: "leaves sdk",
  },
  {
    rule: "purity",
    what: "Node in the model",
    path: "firmware-model/src/a.ts",
    text: 'import "node:fs";',
    advice: "not for a pure package",
  },
  {
    rule: "purity",
    what: "a library in the protocol",
    path: "protocols/src/a.ts",
    text: 'import "mqtt";',
    advice: "not for a pure package",
  },
  {
    rule: "purity",
    what: "the host's clock",
    path: "firmware-model/src/a.ts",
    text: "export const t = Date.now();",
    advice: "Date is ambient",
  },
  {
    rule: "purity",
    what: "a timer",
    path: "protocols/src/a.ts",
    text: "setTimeout(() => {}, 1);",
    advice: "setTimeout is ambient",
  },
  {
    rule: "purity",
    what: "randomness",
    path: "firmware-model/src/a.ts",
    text: "export const r = Math.random();",
    advice: "Math.random is ambient",
  },
  {
    rule: "purity",
    what: "the console",
    path: "protocols/src/a.ts",
    text: 'console.log("x");',
    advice: "console is ambient",
  },
  {
    rule: "noHostRandomness",
    what: "randomness in the simulator",
    path: "simulator/src/a.ts",
    text: "const r = Math.random(); void r;",
    advice: "can't be replayed",
  },
  {
    rule: "docstrings",
    what: "an export without a docstring",
    path: "sdk/src/a.ts",
    text: "export const dose = 1;",
    advice: "dose has no docstring",
  },
  {
    rule: "docstrings",
    what: "a type with a line comment only",
    path: "sdk/src/a.ts",
    text: "// a dose\nexport type Dose = 1;",
    advice: "Dose has no docstring",
  },
  {
    rule: "docstrings",
    what: "a method without one",
    path: "sdk/src/a.ts",
    text: `${DOC}export class Tray { open(): void {} }`,
    advice: "Tray.open has no docstring",
  },
  {
    rule: "size",
    what: "a file that is too long",
    path: "sdk/src/a.ts",
    text: "// line\n".repeat(LINES.file + 1),
    advice: "split it",
  },
  {
    rule: "size",
    what: "a function that is too long",
    path: "sdk/src/a.ts",
    text: `function f() {\n${"f();\n".repeat(LINES.function)}}`,
    advice: "a function of",
  },
  {
    rule: "noLeftovers",
    what: "a note for later",
    path: "sdk/src/a.ts",
    text: "// TODO: later",
    advice: "tracker",
  },
  {
    rule: "testStyle",
    what: "a title with should",
    path: "test/unit/a.test.ts",
    text: 'test("should open", () => {});',
    advice: "state the behaviour",
  },
  {
    rule: "testStyle",
    what: "a skipped test",
    path: "test/unit/a.test.ts",
    text: 'test.skip("opens", () => {});',
    advice: "say why",
  },
  {
    rule: "testStyle",
    what: "a lone test",
    path: "test/unit/a.test.ts",
    text: 'test.only("opens", () => {});',
    advice: "say why",
  },
  {
    rule: "testStyle",
    what: "a mocked module",
    path: "test/unit/a.test.ts",
    text: 'vi.mock("x");',
    advice: "say why",
  },
  {
    rule: "testStyle",
    what: "a sleep",
    path: "test/unit/a.test.ts",
    text: "setTimeout(() => {}, 1);",
    advice: "no wall clock",
  },
];

const GOOD: readonly Omit<BadSample, "what" | "advice">[] = [
  {
    rule: "layers",
    path: "simulator/src/a.ts",
    text: 'import "@dosekit/sdk/device"; import "./b.ts";',
  },
  {
    rule: "purity",
    path: "firmware-model/src/a.ts",
    text: 'import "xstate"; export const d = { Date: 1 }.Date;',
  },
  { rule: "purity", path: "sdk/src/a.ts", text: "void Date.now();" },
  { rule: "docstrings", path: "sdk/src/a.ts", text: `${DOC}export class Tray { #x(): void {} }` },
  {
    rule: "testStyle",
    path: "test/unit/a.test.ts",
    text: '// Reason: needs a port\ntest.skip("opens", () => {});',
  },
  { rule: "testStyle", path: "test/integration/a.test.ts", text: "setTimeout(() => {}, 1);" },
];

describe("each rule of the house catches what it is for", () => {
  test.each(BAD)("$rule finds $what", ({ rule, path, text, advice }) => {
    const messages = RULES[rule]?.(parseSource(path, text)).map(({ message }) => message) ?? [];
    expect(messages.join("\n")).toContain(advice);
  });

  test.each(GOOD)("$rule lets a good file at $path pass", ({ rule, path, text }) => {
    expect(RULES[rule]?.(parseSource(path, text))).toEqual([]);
  });

  test.each([
    "sdk/src/utils.ts",
    "sdk/src/helpers/a.ts",
    "test/common/b.ts",
    "sdk/src/DoseCycle.ts",
  ])("%s is no name for a file", (path) => {
    expect(pathNames(path)).not.toEqual([]);
  });

  test("every rule has a bad sample", () => {
    expect(
      Object.keys(RULES).filter((rule) => !BAD.some((sample) => sample.rule === rule)),
    ).toEqual([]);
  });
});
