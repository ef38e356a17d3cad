import type { DosePlan } from "@dosekit/protocols";
import { BUNDLE_BOUNDS, exportPlan, importPlanText, readBoundedJson } from "@dosekit/sdk";
import { describe, expect, test } from "vitest";

const options = { zone: "Europe/Oslo", earlyMin: 30, lateMin: 60, minimumSpacingMin: 15 };
const bytes = (text: string) => new TextEncoder().encode(text);

describe("the text of a bundle", () => {
  test.each([
    ["longer than any bundle", " ".repeat(BUNDLE_BOUNDS.bytesMax + 1), "too-large"],
    ["deeper than any bundle", `${"[".repeat(100_000)}`, "too-large"],
    ["no JSON", "{", "wrong-shape"],
    ["another type", "[]", "wrong-shape"],
    ["a text", '"Bundle"', "wrong-shape"],
  ])("that is %s is refused with the reason", (_name, text, code) => {
    expect(importPlanText(bytes(text), options)).toMatchObject({ ok: false, problems: [{ code }] });
  });

  test("in another encoding is refused", () => {
    const found = importPlanText(new Uint8Array([0x22, 0xff, 0x22]), options);
    expect(found).toMatchObject({ ok: false, problems: [{ code: "wrong-shape" }] });
  });

  test("counts only brackets that are no part of a string", () => {
    const bounds = { bytesMax: 100, depthMax: 1 };
    expect(readBoundedJson(bytes('["[[[\\"[["]'), bounds)).toEqual({ ok: true, value: ['[[["[['] });
    expect(readBoundedJson(bytes("[[]]"), bounds)).toEqual({ ok: false, code: "too-deep" });
    expect(readBoundedJson(bytes("[1,2]"), { ...bounds, bytesMax: 4 })).toEqual({
      ok: false,
      code: "too-large",
    });
  });
});

describe("a plan that requests can't say", () => {
  const entry = {
    ...{ id: "t0800", minuteOfDay: 480, startDate: "2026-01-05", everyDays: 1 },
    ...{ earlyMin: 30, lateMin: 60 },
  } as const;
  const planOf = (...entries: DosePlan["entries"]): DosePlan => ({
    ...{ planId: "p", revision: 1, zone: "Europe/Oslo", spacing: "refuse" },
    minimumSpacingMin: 15,
    entries,
  });
  const noon = { ...entry, id: "noon", minuteOfDay: 720 };

  test.each([
    ["without entries", planOf()],
    ["with windows of two sizes", planOf(entry, { ...noon, lateMin: 30 })],
    ["with a dose that is time-critical", planOf({ ...entry, timeCritical: 1 })],
    ["with two rhythms in one entry", planOf({ ...entry, everyDays: 2, weekdays: [1] })],
    [
      "with two names at one clock time",
      planOf({ ...entry, weekdays: [1] }, { ...entry, id: "other", weekdays: [2] }),
    ],
  ])("%s is refused with the reason", (_name, plan) => {
    const written = exportPlan(plan, { subject: "Patient/p1", medication: "x" });
    expect(written).toMatchObject({ ok: false, problems: [{ code: "unsupported" }] });
  });

  test("is told from one with names of its own, which come back", () => {
    const written = exportPlan(planOf({ ...entry, id: "morning" }, noon), {
      ...{ subject: "Patient/p1", medication: "x" },
    });
    expect(written.ok).toBe(true);
  });
});
