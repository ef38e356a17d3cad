import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPersona, shippedPersonas, USUAL_HABITS } from "@dosekit/simulator";
import { expect, test } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";

const page = readCommitted("simulator/examples/people/README.md");

test("the example of a persona of one's own is one", () => {
  const [, example = ""] = /```yaml\n([^`]+)```/.exec(page) ?? [];
  const folder = mkdtempSync(join(tmpdir(), "dosekit-page-"));
  try {
    writeFileSync(join(folder, "own.yaml"), example);
    const file = { path: "own.yaml", folder, field: "--people" };
    expect(readPersona(file, shippedPersonas()).name).toBe("evening-shift");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the page names every figure of a persona, and every habit with its default", () => {
  const [persona] = shippedPersonas();
  if (persona === undefined) throw new Error("no persona ships");
  for (const name of Object.keys(persona)) {
    if (name !== "name" && name !== "title") expect(page).toContain(`\`${name}\``);
  }
  for (const [name, value] of Object.entries(USUAL_HABITS)) {
    const shown = typeof value === "string" ? `\`${value}\`` : String(value);
    expect(page).toContain(`| \`${name}\` | ${shown} |`);
  }
});
