import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReportFile, UserError } from "@dosekit/simulator";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "dosekit-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a report appears at the end, whole, and leaves nothing beside it", () => {
  const path = join(folder, "report.html");
  const file = ReportFile.open(path);
  expect(existsSync(path)).toBe(false);
  file.write("first");
  ReportFile.open(path).discard();
  expect(readFileSync(path, "utf8")).toBe("first");
  expect(readdirSync(folder)).toEqual(["report.html"]);
});

test("a report that can't be written is told before anything runs", () => {
  try {
    ReportFile.open(join(folder, "nowhere", "report.html"));
    expect.fail("it was opened");
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ mistake: { code: "report.cannot-write", field: "--report" } });
  }
});
