import { PROFILES } from "@dosekit/firmware-model";
import { JUDGE_NAMES, readCriteria, shippedCriteria, UserError } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { readCommitted } from "../../../support/committed-text.ts";

const all = shippedCriteria().flatMap(({ criteria }) => criteria);

describe("the criteria that ship", () => {
  test("are all of the four stories, and those of every product", () => {
    const counts = { T: 7, R: 6, H: 2, P: 7, A: 4 };
    const ids = Object.entries(counts).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, at) => `${letter}-${at + 1}`),
    );
    expect(all.map(({ id }) => id)).toEqual(ids);
  });

  test("name products that there are", () => {
    const products = shippedCriteria().flatMap(({ product }) => product ?? []);
    expect(products).toHaveLength(4);
    expect(PROFILES.map(({ product }) => product)).toEqual(expect.arrayContaining(products));
  });

  test("name tests that there are, by the beginning of a title", () => {
    const tests = all.flatMap(({ checks }) => checks).flatMap(({ tests: named }) => named ?? []);
    const gone = tests.filter(({ file, title }) => !readCommitted(file).includes(`"${title}`));
    expect(tests.length).toBeGreaterThan(25);
    expect(gone).toEqual([]);
  });
});

const STEP = "[{ do: { nb: a, en: a }, expect: { nb: b, en: b } }]";

function own(check: string, id = "K-1"): string {
  return `story: tone
criteria:
  - id: ${id}
    text: { nb: Tekst, en: Text }
    basis: our own wish
    confidence: stated
    failureClass: C
    checks:
      - ${check}
`;
}

function mistakeIn(text: string, taken: readonly string[] = []) {
  try {
    readCriteria({ text, file: "own.yaml" }, "own", taken);
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  return undefined;
}

describe("the criteria that ship name who decides them", () => {
  test("each automatic check a judge", () => {
    const automatic = all
      .flatMap(({ checks }) => checks)
      .filter((one) => one.method === "automatic");
    expect(automatic.length).toBeGreaterThan(30);
    expect(automatic.filter(({ judge }) => judge === undefined)).toEqual([]);
    const used = new Set(automatic.map(({ judge }) => judge));
    expect(JUDGE_NAMES.filter((name) => !used.has(name))).toEqual([]);
  });

  test("criteria that share a rule name each other", () => {
    const shares = new Map(all.map(({ id, sharesRuleWith = [] }) => [id, sharesRuleWith]));
    const lonely = [...shares].flatMap(([id, others]) =>
      others.filter((other) => !shares.get(other)?.includes(id)).map((other) => `${id} ${other}`),
    );
    expect(lonely).toEqual([]);
  });
});

describe("a municipality's own criteria", () => {
  const pass = "pass: { nb: Holder, en: Holds }";

  test("are read in the same form", () => {
    expect(mistakeIn(own(`{ method: manual, ${pass}, steps: ${STEP} }`))).toBeUndefined();
  });

  test.each([
    `{ method: automatic, ${pass}, judge: offered-inside-window }`,
    `{ method: automatic, ${pass}, judge: alert-after-minutes, with: { minutes: 60 } }`,
    `{ method: automatic, ${pass}, open: { nb: Senere, en: Later } }`,
  ])("may be decided by a judge, with its figures, or stay open: %s", (check) => {
    expect(mistakeIn(own(check))).toBeUndefined();
  });

  test.each([
    ["by a test", `{ method: automatic, ${pass}, tests: [{ file: f, title: t }] }`, "tests"],
    ["automatic by nothing", `{ method: automatic, ${pass} }`, "judge"],
    ["by a judge that there is not", `{ method: automatic, ${pass}, judge: me }`, "judge"],
    ["manual by a judge", `{ method: manual, ${pass}, judge: codes-raised }`, "judge"],
    [
      "by a judge that takes no figures",
      `{ method: automatic, ${pass}, judge: codes-raised, with: { minutes: 3 } }`,
      "with.minutes",
    ],
    [
      "by a figure out of its range",
      `{ method: automatic, ${pass}, judge: alert-after-minutes, with: { minutes: 0 } }`,
      "with.minutes",
    ],
    ["decided by nothing", `{ method: manual, ${pass} }`, "steps"],
    ["of an unknown method", `{ method: guess, ${pass}, steps: ${STEP} }`, "method"],
    ["with a field that there is not", `{ method: manual, ${pass}, stepz: ${STEP} }`, "stepz"],
  ])("are refused when a check is %s, with line and field", (_what, check, field) => {
    expect(mistakeIn(own(check))).toMatchObject({
      ...{ file: "own.yaml", line: 9, field: `criteria[0].checks[0].${field}` },
      allowed: expect.stringMatching(/\w/),
    });
  });

  test("are written as the README shows", () => {
    const [, sample = ""] =
      /```yaml\n(story: [\s\S]*?)```/.exec(readCommitted("simulator/README.md")) ?? [];
    expect(
      readCriteria({ text: sample, file: "own.yaml" }, "own").criteria[0]?.checks[0],
    ).toMatchObject({
      judge: "alert-after-minutes",
      with: { minutes: 60 },
    });
  });

  test("have ids that no other has", () => {
    const text = own(`{ method: manual, ${pass}, steps: ${STEP} }`, "T-1");
    expect(mistakeIn(text, ["T-1"])).toMatchObject({ line: 3, field: "criteria[0].id" });
  });
});
