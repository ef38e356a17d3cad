import {
  norwegianMistake,
  norwegianSentence,
  parseLocated,
  readerAllowed,
  readerFound,
  readerSentence,
  UserError,
  YAML_FAULTS,
  yamlFaultWords,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { readCommitted } from "../../../../support/committed-text.ts";

const ENGLISH = /\b(?:the|an|of|and|or|each|nothing|number|which|that|both|is|has|can't|no|not)\b/;

/** A text that makes the YAML reader say each of its codes, and words of what it means in bokmål. */
const NO_YAML: Readonly<
  Record<Exclude<keyof typeof YAML_FAULTS, Unsaid>, readonly (readonly [string, string])[]>
> = {
  ALIAS_PROPS: [["a: &x 1\nb: !!str *x\n", "henvisning til en verdi har"]],
  BAD_ALIAS: [["a: *\n", "mangler navn"]],
  BAD_DIRECTIVE: [["%TAG !\n---\na: 1\n", "begynner med %"]],
  BAD_DQ_ESCAPE: [['a: "C:\\quit"\n', "omvendt skråstrek"]],
  BAD_INDENT: [
    ["a:\n    b: 1\n  c: 2\n", "ikke rykket inn som"],
    ["a: [1, 2\n", "klamme er ikke lukket"],
  ],
  BAD_PROP_ORDER: [["!!map ? a\n", "navn eller merke står foran"]],
  BAD_SCALAR_START: [["a: @b\n", "sett den i anførselstegn"]],
  BLOCK_AS_IMPLICIT_KEY: [
    ["a: b: c\n", "to kolon"],
    ["a:\n  - 1\n - 2\n", "liste står der"],
  ],
  BLOCK_IN_FLOW: [["a: { b: 1 c: 2 }\n", "skilles med komma"]],
  DUPLICATE_KEY: [["a: 1\na: 2\n", "samme felt står to ganger"]],
  KEY_OVER_1024_CHARS: [[`${"x".repeat(1_100)}: 1\n`, "lengre enn 1024 tegn"]],
  MISSING_CHAR: [
    ['a: "b\n', "anførselstegn er ikke avsluttet"],
    ["a: b\nc\n", "mangler kolon"],
    ['a: "b"#c\n', "foran en merknad"],
    ['a: {"b" "c"}\n', "komma i klammer"],
  ],
  MULTILINE_IMPLICIT_KEY: [["a\nb: 1\n", "mangler kolon, eller"]],
  MULTIPLE_ANCHORS: [["a: &x &y 1\n", "to navn"]],
  MULTIPLE_DOCS: [["a: 1\n---\nb: 2\n", "flere dokumenter"]],
  MULTIPLE_TAGS: [["a: !!str !!int 1\n", "to merker"]],
  RESOURCE_EXHAUSTION: [["[".repeat(20_000), "inne i hverandre"]],
  TAB_AS_INDENT: [["a:\n\tb: 1\n", "tabulator; bruk mellomrom"]],
  TAG_RESOLVE_FAILED: [["a: !e!x 1\n", "merke er ukjent"]],
  UNEXPECTED_TOKEN: [
    ["a: ]\n", "lukkes som ikke er åpnet"],
    ["a: [,]\n", "komma uten noe foran"],
    ["a: - 1\n", "begynn den på den neste"],
    [" a: 1\nb: 2\n", "rykket inn annerledes"],
    ["a: >x\n b\n", "der det ikke kan stå"],
  ],
};
/** Codes that no text brings about here: warnings, keys of other kinds, and the reader's own bugs. */
type Unsaid = "BAD_COLLECTION_TYPE" | "IMPOSSIBLE" | "NON_STRING_KEY";

function mistakeIn(text: string) {
  try {
    parseLocated(text, "vik.yaml");
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  throw new TypeError("the text was read");
}

describe("what the reader of YAML stumbles over", () => {
  test.each(
    Object.entries(NO_YAML).flatMap(([code, texts]) => texts.map((one) => [code, ...one] as const)),
  )("is said in bokmål by its code, %s: %#", (_code, text, words) => {
    const { message } = norwegianMistake(mistakeIn(text));
    expect(message).toMatch(/^Filen kan ikke leses: /);
    expect(message).toContain(words);
  });

  test("is said in plain words of both languages, never with the library's own", () => {
    for (const { en, nb } of Object.values(YAML_FAULTS).flat()) {
      expect(en).not.toMatch(/implicit|flow|scalar|anchor|alias|token|collection/i);
      expect(nb).not.toMatch(ENGLISH);
      expect(`${en}${nb}`).not.toMatch(/\.$/);
    }
  });

  test("stays English, and says so, where nobody has put it into words", () => {
    expect(yamlFaultWords("IMPOSSIBLE", "Block scalar header not found")).toBeUndefined();
    expect(yamlFaultWords("toString", "")).toBeUndefined();
    const message = "The file can't be read: Block scalar header not found.";
    expect(norwegianMistake({ code: "file.syntax", message }).message).toBe(
      "Filen kan ikke leses. På engelsk, fra leseren: Block scalar header not found.",
    );
  });

  test("names the line of a quotation mark that is never closed, not that of the end", () => {
    expect(mistakeIn('a: 1\nb: "2\nc: 3\nd: 4\n').line).toBe(2);
    expect(mistakeIn("a: 1\nb: 'x\nc: 3\n").line).toBe(2);
    expect(mistakeIn('a: 1\nb: "x"#c\n').line).toBe(2);
  });

  test("names a reference to nothing", () => {
    expect(norwegianMistake(mistakeIn("a: *nix\n"))).toMatchObject({
      found: "en henvisning til noe som ikke finnes: nix",
    });
  });
});

describe("what JSON.parse stumbles over", () => {
  test.each([
    "",
    "{",
    "{ a",
    '{ "a" 1 }',
    '{ "a": 1 "b" }',
    "[1 2]",
    '{ "a": 1, }',
    "{} x",
    '["a',
    '["\n"]',
    '["\\q"]',
    '["\\u12"]',
    "[-]",
    "[1e]",
    "[1.]",
    "nix",
  ])("is said in bokmål: %j", (text) => {
    let found = "";
    try {
      JSON.parse(text);
    } catch (cause) {
      found = String((cause as Error).message);
    }
    const told = readerFound("file.syntax", found) ?? "";
    expect(told).toMatch(/\w/);
    expect(told).not.toMatch(/På engelsk|JSON|position/);
  });

  test("stays English, and says so, where another engine says it otherwise", () => {
    expect(readerFound("file.syntax", "bad JSON")).toBe("På engelsk: bad JSON");
  });
});

/** What stands in the code between quotation marks, joined, with a figure in each gap. */
function literalsOf(path: string): readonly string[] {
  const code = readCommitted(path)
    .replaceAll(/\/\*\*?.*?\*\/|\/\/.*$/gms, "")
    .replaceAll(/"\s*\+\s*"/g, "");
  return [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)]
    .map(([, a, b]) =>
      (a ?? b ?? "").replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "7").replaceAll("\\`", "`"),
    )
    .filter((text) => / /.test(text) && ENGLISH.test(text));
}

const isTold = (text: string | undefined) => text !== undefined && !text.includes("På engelsk");

describe("what readers of plans say", () => {
  const SOURCES = [
    ...[
      "fhir-node",
      "import-plan",
      "read-bundle",
      "read-dosage",
      "read-request",
      "read-timing",
    ].map((name) => `sdk/src/plan-import/${name}.ts`),
    ...["plan-check", "plan-shape", "plan-spacing"].map(
      (name) => `firmware-model/src/time/${name}.ts`,
    ),
  ];
  /** Is said to programmers, or is a piece of what is said. */
  const NO_MISTAKE =
    /no plan holds a|a plan's name has|a plan needs a time zone|^7: a whole| of the form 7$|bytes7$/;

  test.each(SOURCES)("has bokmål for every sentence and phrase of %s", (path) => {
    const untold = literalsOf(path).filter(
      (text) =>
        !NO_MISTAKE.test(text) &&
        text.trim() !== "or" &&
        !isTold(readerSentence(`The plan is refused: ${text}`)) &&
        !isTold(readerFound("plan.x", text)) &&
        !isTold(readerAllowed("plan.x", text)),
    );
    expect(untold).toEqual([]);
  });

  test("names product, date and how many more there are", () => {
    const said =
      "medido can't follow the plan: More doses are planned for one day than the device gives. It shows on 2027-03-01. (and 2 more)";
    expect(readerSentence(said)).toBe(
      "medido kan ikke følge planen: Det er planlagt flere doser på en dag enn enheten gir. Det viser seg 2027-03-01. (og 2 til)",
    );
    expect(readerSentence("The plan is refused: Something new.")).toBe(
      "Planen er ikke godtatt: På engelsk: Something new.",
    );
  });

  test("keeps what the plan itself has", () => {
    const mistake = { code: "plan.unsupported", message: "The plan is refused: A field." };
    const [found, allowed] = ["2027-03-01 to 2027-04-01", "active or draft"];
    expect(norwegianMistake({ ...mistake, found, allowed })).toMatchObject({
      ...{ found: "2027-03-01 til 2027-04-01", allowed: "active eller draft" },
    });
    expect(readerFound("plan.unsupported", "Ola to Kari")).toBeUndefined();
  });
});

describe("what the reader of fault files says", () => {
  const SOURCES = [
    ...["fault-fields", "fault-scope", "fault-states", "fault-times", "faults-section"],
    ...["planned-faults", "../fleet/fault-source"],
  ].map((name) => `simulator/src/fault-file/${name}.ts`);

  test.each(SOURCES)("has bokmål for every sentence and phrase of %s", (path) => {
    const untold = literalsOf(path).filter(
      (text) =>
        text.trim() !== "or" &&
        text.trim() !== "and" &&
        !isTold(readerSentence(`Line 7 contradicts itself: ${text}.`)) &&
        !isTold(norwegianSentence(text)) &&
        !isTold(readerAllowed("faults.contradiction", text)) &&
        readerFound("faults.contradiction", text) === text &&
        norwegianMistake({ code: "fleet.bad-value", allowed: text, message: text }).allowed ===
          text,
    );
    expect(untold).toEqual([]);
  });

  test.each([
    ["Lines 3 and 5 contradict each other", "Linje 3 og 5 motsier hverandre"],
    ["Line 3 contradicts itself", "Linje 3 motsier seg selv"],
    ["Line 3 of a.yaml contradicts itself", "Linje 3 i a.yaml motsier seg selv"],
    [
      "Line 3 of a.yaml and line 5 of b.yaml contradict each other",
      "Linje 3 i a.yaml og linje 5 i b.yaml motsier hverandre",
    ],
  ])("names the lines: %s", (en, nb) => {
    expect(readerSentence(`${en}: a length is told once.`)).toBe(
      `${nb}: varigheten er sagt to ganger.`,
    );
    expect(readerSentence(`${en}: something new.`)).toBe(`${nb}: På engelsk: something new.`);
  });

  test("says of a kind that it has no such field", () => {
    expect(readerSentence("`jam` has no such field.")).toBe("`jam` har ikke det feltet.");
  });
});
