import { writeFileSync } from "node:fs";
import { resultsJsonSchema } from "@dosekit/conformance";
import { expect, it } from "vitest";
import { REPOSITORY_ROOT, readCommitted } from "../../support/committed-text.ts";

const PATH = "protocols/conformance/schema/results.schema.json";

it("the form of a bundle's results is published as they are written", () => {
  const made = resultsJsonSchema();
  if (process.env["UPDATE_DOCS"] === "1") {
    writeFileSync(new URL(PATH, REPOSITORY_ROOT), `${JSON.stringify(made, null, 2)}\n`);
  }
  expect(JSON.parse(readCommitted(PATH))).toEqual(made);
});
