import { PROFILES, profileOf } from "@dosekit/firmware-model";
import { ALERTS } from "@dosekit/protocols";
import {
  type CriterionCheck,
  deviceRows,
  deviceSteps,
  JUDGE_NAMES,
  type JudgeName,
  shippedCriteria,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const PASS = { nb: "Holder", en: "Holds" };
const MEDIDO = profileOf("medido");

function stepsFor(judge: JudgeName | undefined, more: Partial<CriterionCheck> = {}) {
  if (MEDIDO === undefined) throw new RangeError("no such product");
  const asked = judge === undefined ? {} : { judge };
  return deviceSteps({ method: "automatic", pass: PASS, ...asked, ...more }, MEDIDO);
}

describe("what a person does at a real device", () => {
  test.each(JUDGE_NAMES)("is told for %s, in whole sentences of both languages", (judge) => {
    const steps = stepsFor(judge);
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) {
      for (const text of [step.do.nb, step.expect.nb, step.do.en, step.expect.en]) {
        expect(text).toMatch(/^\p{Lu}.*\.$/u);
        expect(text).not.toMatch(/undefined|NaN/);
      }
      expect(`${step.do.nb} ${step.expect.nb}`).not.toMatch(/\b(?:the|and|is|to be|of)\b/);
      expect(`${step.do.en} ${step.expect.en}`).not.toMatch(/[æøå]|\b(?:og|ikke|dosen)\b/);
    }
    expect(new Set(steps.map((step) => JSON.stringify(step))).size).toBe(steps.length);
  });

  test("is not the same for any two judges", () => {
    const told = JUDGE_NAMES.map((judge) => JSON.stringify(stepsFor(judge)));
    expect(new Set(told).size).toBe(JUDGE_NAMES.length);
  });

  test("names the figures of the criterion, and otherwise those that the product is known for", () => {
    const own = stepsFor("alert-after-minutes", { with: { minutes: 60 } });
    expect(own).toHaveLength(1);
    expect(own[0]?.do.nb).toContain("på 60 minutter");
    expect(own[0]?.expect.en).toContain("after 60 minutes, give or take one minute");
    expect(stepsFor("alert-after-minutes").map((step) => step.do.en)).toEqual([
      expect.stringContaining("to 45 minutes"),
      expect.stringContaining("to 75 minutes"),
    ]);
  });

  test("brings about each national code that the product can raise, and no other", () => {
    for (const profile of PROFILES) {
      const steps = deviceSteps(
        { method: "automatic", pass: PASS, judge: "codes-raised" },
        profile,
      );
      const codes = Object.keys(ALERTS).filter(
        (code) => code !== "1.20" && !Object.hasOwn(profile.unreachableAlerts, code),
      );
      const named = steps.map((step) => /^Varsel (\d\.\d+) /.exec(step.expect.nb)?.[1]);
      expect(named).toEqual(codes);
    }
  });

  test("is asked for no check that people make anyway, or that nobody makes", () => {
    expect(stepsFor("jam-alarmed", { method: "manual" })).toEqual([]);
    expect(stepsFor(undefined)).toEqual([]);
  });
});

describe("the rows for real devices", () => {
  const roar = { story: "roar", product: "medido" };

  test("ask for each automatic check of a product's story and of every product", () => {
    const rows = deviceRows([roar], shippedCriteria());
    const ids = new Set(rows.map(({ criterion }) => criterion));
    expect([...ids]).toEqual([...["R-1", "R-2", "R-3", "R-4", "R-5", "R-6"], ...A]);
    expect(rows.filter(({ criterion }) => criterion === "R-6").map(({ check }) => check)).toEqual([
      1, 1, 2, 2,
    ]);
  });

  test("ask once of a product that serves two stories what is asked of every product", () => {
    const rows = deviceRows([roar, { story: "hans", product: "medido" }], shippedCriteria());
    const stories = rows.filter(({ criterion }) => A.includes(criterion)).map(({ story }) => story);
    expect(new Set(stories)).toEqual(new Set(["roar"]));
    expect(rows.some(({ criterion }) => criterion === "H-1")).toBe(true);
  });

  test("are there for no product that there is not", () => {
    expect(() => deviceRows([{ story: "roar", product: "pille" }], [])).toThrow(RangeError);
  });
});

const A: readonly string[] = ["A-1", "A-2", "A-3", "A-4"];
