import { writeFileSync } from "node:fs";
import { FILE_KINDS, schemaDocument } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";
import { REPOSITORY_ROOT, readCommitted } from "../../support/committed-text.ts";

function pathOf(kind: string): string {
  return `protocols/conformance/schema/${kind}.schema.json`;
}

describe("the forms of the kit's files", () => {
  it.each(FILE_KINDS)("are published as they are read: %s", (kind) => {
    const made = schemaDocument(kind);
    if (process.env["UPDATE_DOCS"] === "1") {
      writeFileSync(new URL(pathOf(kind), REPOSITORY_ROOT), `${JSON.stringify(made, null, 2)}\n`);
    }
    expect(JSON.parse(readCommitted(pathOf(kind)))).toEqual(made);
  });

  it.each(FILE_KINDS)("know no other fields: %s", (kind) => {
    const { additionalProperties } = JSON.parse(readCommitted(pathOf(kind)));
    expect(additionalProperties).toBe(false);
  });
});
