import { describe, expect, test } from "vitest";
import { DEFECTS } from "../support/defects/defects.ts";
import { judgeDefect } from "../support/defects/judge-defect.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const TRIED = DEFECTS.filter(({ inShortForm }) => LONG || inShortForm === true);

describe("a device with one deliberate mistake", () => {
  test.concurrent.each(TRIED)("is told by its judge: $id", async (defect) => {
    const { red, asked, said } = await judgeDefect(defect);
    expect(asked, `${defect.id}: ${said}`).toBeGreaterThan(0);
    expect(red, `${defect.id} went unnoticed: ${defect.breaks}`).not.toEqual([]);
  });
});
