import { readdirSync, readFileSync } from "node:fs";
import { checkPlan, zoneTableOf } from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";
import { importPlan, type PlanImportOptions } from "@dosekit/sdk";
import { Fhir } from "fhir/fhir.js";
import { describe, expect, test } from "vitest";

const folder = new URL("../../../../simulator/examples/plans/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
const options: PlanImportOptions = {
  zone: "Europe/Oslo",
  earlyMin: 60,
  lateMin: 120,
  minimumSpacingMin: 60,
};

describe("the example bundles", () => {
  test("are several", () => {
    expect(names.length).toBeGreaterThanOrEqual(6);
  });

  test.each(names)("%s is valid FHIR R4", (name) => {
    expect(problemsIn(bundleIn(name))).toEqual([]);
  });

  test("would be told if they were not", () => {
    const bundle = bundleIn(names[0] ?? "") as { entry: { resource: { status: string } }[] };
    if (bundle.entry[0] !== undefined) bundle.entry[0].resource.status = "running";
    expect(problemsIn(bundle)).not.toEqual([]);
  });

  test.each(names)("%s becomes plans that a device takes", (name) => {
    const plans = plansIn(name);
    expect(plans.length).toBeGreaterThan(0);
    const limits = { dosesPerDayMax: 24, minimumSpacingMin: 60 };
    expect(plans.flatMap((plan) => checkPlan(plan, zoneTableOf(plan.zone), limits))).toEqual([]);
  });

  test.each(names)("%s names nobody", (name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    expect(text).not.toMatch(
      /"(display)": "[^"]*\b(Hansen|Nordmann)\b|"birthDate"|"telecom"|"family"/,
    );
    expect(text.match(/"reference": "(?!Patient\/synthetic-\d+")/g)).toBeNull();
  });

  test("say what their names promise", () => {
    expect(summaryOf("one-morning-dose.json")).toEqual(["t0800 daily"]);
    expect(summaryOf("three-a-day.json")).toEqual(["t0800 daily", "t1400 daily", "t2000 daily"]);
    expect(summaryOf("weekly-methotrexate.json")).toEqual(["t0800 daily", "t1800 on 1,3"]);
    expect(summaryOf("every-second-day.json")).toEqual(["t0900 every 2", "t1800 daily"]);
    expect(summaryOf("four-a-day-changing.json")).toEqual([
      ...["t0800 daily", "t1300 daily", "t1800 daily", "t2200 daily"],
    ]);
    expect(summaryOf("workdays-and-weekends.json")).toEqual(["t0730 on 1,2,3,4,5", "t0930 on 6,7"]);
  });
});

function bundleIn(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
}

/** Asks the validator; what is only a hint is left out. */
function problemsIn(bundle: unknown): readonly string[] {
  const { messages } = new Fhir().validate(bundle as object, { errorOnUnexpected: true });
  return messages
    .filter(({ severity }) => severity === "error" || severity === "fatal")
    .map(({ location, message }) => `${location}: ${message}`);
}

function plansIn(name: string): readonly DosePlan[] {
  const found = importPlan(bundleIn(name), options);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.plans.map(({ plan }) => plan);
}

function summaryOf(name: string): readonly string[] {
  return plansIn(name).flatMap(({ entries }) =>
    entries.map(({ id, everyDays, weekdays }) => {
      if (weekdays !== undefined) return `${id} on ${weekdays.join(",")}`;
      return everyDays === 1 ? `${id} daily` : `${id} every ${everyDays}`;
    }),
  );
}
