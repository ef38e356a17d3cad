import { writeFileSync } from "node:fs";
import { criteriaSchemaDocument, serviceSchemaDocument } from "@dosekit/simulator";
import { expect, test } from "vitest";
import { REPOSITORY_ROOT, readCommitted } from "../../support/committed-text.ts";

test.each([
  ["simulator/schema/accept.schema.json", serviceSchemaDocument],
  ["simulator/schema/accept-criteria.schema.json", criteriaSchemaDocument],
])("%s is made from what the reader allows", (path, document) => {
  const made: unknown = document();
  if (process.env["UPDATE_DOCS"] === "1") {
    writeFileSync(new URL(path, REPOSITORY_ROOT), `${JSON.stringify(made, null, 2)}\n`);
  }
  // The layout is the formatter's.
  expect(JSON.parse(readCommitted(path))).toEqual(made);
});
