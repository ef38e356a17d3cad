import { KEY_WORDS, serviceFieldTable, serviceValueTable } from "@dosekit/simulator";
import { expect, test } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";

const PAGE = "simulator/examples/acceptance/README.md";

test("the page of acceptance files shows every field and word in both languages", () => {
  const fields = withMade(readCommitted(PAGE), "fields", serviceFieldTable());
  expectCommitted(PAGE, withMade(fields, "values", serviceValueTable()));
});

test("every Norwegian name of a field stands for one English name", () => {
  const norwegian = Object.values(KEY_WORDS);
  expect(new Set(norwegian).size).toBe(norwegian.length);
  for (const name of Object.values(KEY_WORDS)) {
    expect(readCommitted(PAGE), name).toMatch(new RegExp(`[\`.\\]]${name}[\`.\\[]`, "u"));
  }
});
