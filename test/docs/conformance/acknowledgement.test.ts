import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { REPOSITORY_ROOT, readCommitted } from "../../support/committed-text.ts";
import { readCitations } from "../../support/conformance/coverage.ts";
import { readRequirements } from "../../support/conformance/specification.ts";

const PATH = "test/vectors/conformance/acknowledged.json";
const CITATIONS = readCitations();
const CITED = [...new Set(CITATIONS.map(({ requirement }) => requirement))].sort();

const HASHES = new Map(readRequirements().map(({ id, sha256 }) => [id, sha256]));

function hashOf(id: string): string {
  return HASHES.get(id) ?? "";
}

/**
 * The sentences as they were when somebody last looked at the tests that cite them.
 *
 * `ACKNOWLEDGE=OMDP-MQT-001` (or `all`) says that they were looked at again; a citation that is new
 * is taken up with the other generated texts.
 */
function acknowledged(): Readonly<Record<string, string>> {
  const kept = JSON.parse(readCommitted(PATH)) as Readonly<Record<string, string>>;
  const again = process.env["ACKNOWLEDGE"] ?? "";
  const isNewAllowed = process.env["UPDATE_DOCS"] === "1" || again !== "";
  if (!isNewAllowed) return kept;
  const looked = (id: string) => again === "all" || again.split(",").includes(id);
  const renewed = CITED.map((id) => [id, looked(id) ? hashOf(id) : (kept[id] ?? hashOf(id))]);
  const made = Object.fromEntries(renewed) as Readonly<Record<string, string>>;
  writeFileSync(new URL(PATH, REPOSITORY_ROOT), `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

const ACKNOWLEDGED = acknowledged();
const PLACES = [...new Set(CITATIONS.map(({ where }) => where))];

describe("what cites a requirement was looked at since its sentence last changed", () => {
  it.each(PLACES)("%s", (where) => {
    const cited = CITATIONS.filter((one) => one.where === where);
    const changed = cited.filter(
      ({ requirement }) => ACKNOWLEDGED[requirement] !== hashOf(requirement),
    );
    const ids = [...new Set(changed.map(({ requirement }) => requirement))];
    expect(ids, "ACKNOWLEDGE=<ids> npx vitest run --project docs says that it was").toEqual([]);
  });

  it("and nothing is kept that is cited no more", () => {
    expect(Object.keys(ACKNOWLEDGED).sort()).toEqual(CITED);
  });
});
