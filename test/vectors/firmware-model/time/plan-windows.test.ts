import { readFileSync } from "node:fs";
import { checkPlan, windowsBetween, type ZoneTable, zoneTableOf } from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";

interface WindowRow {
  readonly name: string;
  readonly requirement: string;
  readonly plan: DosePlan;
  readonly from: string;
  readonly until: string;
  readonly windows: readonly { doseId: string; early: string; due: string; late: string }[];
}
interface PlanRow {
  readonly name: string;
  readonly requirement: string;
  readonly plan: DosePlan;
  readonly limits: { readonly dosesPerDayMax: number; readonly minimumSpacingMin: number };
  readonly problems: readonly { code: string; field: string; date?: string }[];
}

const windowRows = rowsOf<WindowRow>("windows.json");
const planRows = rowsOf<PlanRow>("plans.json");

describe("plans to windows", () => {
  test.each(windowRows)("$requirement: $name", ({ plan, from, until, windows }) => {
    const found = windowsBetween(plan, tableOf(plan.zone), Date.parse(from), Date.parse(until));
    expect(
      found.map(({ doseId, earlyMs, dueMs, lateMs }) => ({
        doseId,
        early: written(earlyMs),
        due: written(dueMs),
        late: written(lateMs),
      })),
    ).toEqual(windows);
  });

  test.each(windowRows)("a device takes the plan: $name", ({ plan }) => {
    const limits = { dosesPerDayMax: 6, minimumSpacingMin: 0 };
    expect(checkPlan(plan, zoneTableOf(plan.zone), limits)).toEqual([]);
  });
});

describe("plans taken and refused", () => {
  test.each(planRows)("$requirement: $name", ({ plan, limits, problems }) => {
    const found = checkPlan(plan, zoneTableOf(plan.zone), limits);
    expect(found.map(({ code, field, date }) => ({ code, field, ...(date && { date }) }))).toEqual(
      problems,
    );
  });
});

function rowsOf<R>(file: string): readonly R[] {
  const text = readFileSync(
    new URL(`../../../../protocols/spec/vectors/time/${file}`, import.meta.url),
    "utf8",
  );
  return (JSON.parse(text) as { rows: R[] }).rows;
}

function written(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}

function tableOf(zone: string): ZoneTable {
  const table = zoneTableOf(zone);
  if (table === undefined) throw new Error(`no table of ${zone}`);
  return table;
}
