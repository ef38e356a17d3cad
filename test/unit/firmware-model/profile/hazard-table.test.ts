import { existsSync, readFileSync } from "node:fs";
import { HAZARD_TOPICS, type Hazard, hazardTable, PROFILES } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { REPOSITORY_ROOT } from "../../../support/committed-text.ts";

const TEST_CALL = /\b(?:test|it)(?:\.each)?\b/;

/** Whether a file holds a test of this very title; nothing in the suite may be skipped. */
function isTested({ file, test: title }: Hazard): boolean {
  const at = new URL(file, REPOSITORY_ROOT);
  if (!/^test\/.*\.test\.ts$/.test(file) || !existsSync(at)) return false;
  const source = readFileSync(at, "utf8");
  return TEST_CALL.test(source) && source.includes(JSON.stringify(title));
}

describe.each(PROFILES)("the hazard table of $product", (profile) => {
  const table = hazardTable(profile);

  test("covers everything that harm can come of", () => {
    const covered = new Set(table.flatMap(({ covers }) => covers));
    expect(HAZARD_TOPICS.filter((topic) => !covered.has(topic))).toEqual([]);
  });

  test("names for every hazard a test that there is", () => {
    expect(
      table.filter((hazard) => !isTested(hazard)).map(({ id, test: title }) => [id, title]),
    ).toEqual([]);
  });

  test("names each hazard once, with cause and state in words", () => {
    const ids = table.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const bare = table.filter((one) =>
      [one.hazard, one.cause, one.state].some((text) => text.length < 10),
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  test("raises no alert that the product can't raise, and none for what it can't notice", () => {
    const unreachable = Object.keys(profile.unreachableAlerts);
    expect(table.filter(({ alert }) => unreachable.includes(alert)).map(({ id }) => id)).toEqual(
      [],
    );
    const hidden = table.filter(({ detection }) => detection === "undetectable");
    expect(hidden.filter(({ alert }) => alert !== "none").map(({ id }) => id)).toEqual([]);
  });
});
