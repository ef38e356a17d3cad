import { acceptanceReport, ofResult, readResult, resultText, UserError } from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptanceSample } from "../../../support/simulator/acceptance-sample.ts";

type Path = readonly (string | number)[];

/** Every place in a value, itself left out. */
function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const below = [...path, Array.isArray(value) ? Number(key) : key];
    return [below, ...placesIn(inner, below)];
  });
}

function changedAt(text: string, path: Path, change: unknown): string {
  const value = JSON.parse(text) as Record<string | number, unknown>;
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (at, part) => at[part] as Record<string | number, unknown>,
      value,
    );
  parent[path.at(-1) ?? ""] = change;
  return JSON.stringify(value);
}

test("a result with anything in it missing or replaced is refused by name, or a page is made of it", () => {
  const text = resultText(acceptanceSample());
  const places = placesIn(JSON.parse(text));
  expect(places.length).toBeGreaterThan(200);
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.constantFrom(undefined, null, 0, -1, "x", [], {}, true),
      (path, change) => {
        try {
          const read = readResult(changedAt(text, path, change), "r.json");
          const page = ofResult("r.json", () => acceptanceReport(read, "nb"));
          expect(page).toContain("</html>");
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      },
    ),
    { numRuns: process.env["DOSEKIT_LONG"] === "1" ? 3_000 : 60 },
  );
});
