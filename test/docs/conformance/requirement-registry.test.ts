import { describe, expect, it } from "vitest";
import { expectCommitted } from "../../support/committed-text.ts";
import {
  type RegisteredRequirement,
  readRequirements,
} from "../../support/conformance/specification.ts";

const REQUIREMENTS = readRequirements();

function moduleOf(requirements: readonly RegisteredRequirement[]): string {
  const constant = ({ id }: RegisteredRequirement) => id.replaceAll("-", "_");
  const names = requirements.map((one) => `  ${constant(one)}: "${one.id}",`);
  const rows = requirements.map(({ id, ...row }) => `  "${id}": ${JSON.stringify(row)},`);
  return [
    'import type { Requirement } from "@dosekit/protocols";',
    "",
    "/** Ids of the requirements, made from the specification: nobody types one twice. */",
    "export const R = {",
    ...names,
    "} as const;",
    "",
    "/** Id of a requirement of the specification. */",
    "export type RequirementId = (typeof R)[keyof typeof R];",
    "",
    "// biome-ignore format: one row for each requirement",
    "/** What the specification says under each id, with the SHA-256 of the sentence. */",
    "export const REQUIREMENTS: Readonly<",
    '  Record<RequirementId, Omit<Requirement, "id"> & { readonly sha256: string }>',
    "> = {",
    ...rows,
    "};",
    "",
  ].join("\n");
}

describe("the registry of requirements", () => {
  it("has each id once", () => {
    const ids = REQUIREMENTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(60);
  });

  it("is committed as it follows from the specification", () => {
    const made = JSON.stringify({ version: 1, requirements: REQUIREMENTS }, null, 2);
    // As the formatter has it: a list of words stands on one line.
    const formatted = made.replace(
      /\[\s+("[a-z]+"(?:,\s+"[a-z]+")*)\s+\]/g,
      (_all, words: string) => {
        return `[${words.replace(/\s+/g, " ")}]`;
      },
    );
    expectCommitted("protocols/spec/requirements.json", `${formatted}\n`);
  });

  it("is committed as a module, so that scenarios import ids instead of typing them", () => {
    expectCommitted(
      "protocols/conformance/src/requirements/registry.generated.ts",
      moduleOf(REQUIREMENTS),
    );
  });
});
