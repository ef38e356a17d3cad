import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { CHECK_IDS } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { DEFECTS } from "../support/defects/defects.ts";
import { spoiled } from "../support/defects/spoil-source.ts";

const ROOT = new URL("../../", import.meta.url);

describe("the list of deliberate mistakes", () => {
  test("has at least forty, each under a name of its own", () => {
    expect(DEFECTS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(DEFECTS.map(({ id }) => id)).size).toBe(DEFECTS.length);
  });

  test("breaks every rule that is never negotiable", () => {
    const broken = new Set(DEFECTS.map(({ rule }) => rule));
    expect(CHECK_IDS.filter((rule) => !broken.has(rule))).toEqual([]);
  });

  test.each(DEFECTS)("finds the place of $id in its file exactly once", async (defect) => {
    const text = await readFile(new URL(defect.file, ROOT), "utf8");
    expect(spoiled(defect, text)).not.toBe(text);
  });

  test.each(DEFECTS)("names a judge of $id that exists", ({ judge }) => {
    expect(existsSync(new URL(`test/${judge.project}/${judge.file}`, ROOT))).toBe(true);
  });
});
