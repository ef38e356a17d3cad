import { criteriaSchemaDocument, serviceSchemaDocument } from "@dosekit/simulator";
import { test } from "vitest";
import { expectCommitted } from "../../support/committed-text.ts";

test.each([
  ["simulator/schema/accept.schema.json", serviceSchemaDocument],
  ["simulator/schema/accept-criteria.schema.json", criteriaSchemaDocument],
])("%s is made from what the reader allows", (path, made) => {
  expectCommitted(path, `${JSON.stringify(made(), null, 2)}\n`);
});
