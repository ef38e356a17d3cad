import { MESSAGES, toCddl, toMarkdownTables } from "@dosekit/protocols";
import { describe, it } from "vitest";
import { expectCommitted } from "../../support/committed-text.ts";

describe("the generated part of the specification", () => {
  it("has the CDDL of the definitions", () => {
    expectCommitted("protocols/spec/omdp.cddl", toCddl(MESSAGES));
  });

  it("has the tables of the definitions", () => {
    expectCommitted("protocols/spec/messages.md", toMarkdownTables(MESSAGES));
  });
});
