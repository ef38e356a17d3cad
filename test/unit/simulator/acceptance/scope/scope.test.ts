import { PROFILES } from "@dosekit/firmware-model";
import { assumptionsOf, INCIDENTS, notTestedOf, type ResultParts } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { operationSample } from "../../../../support/simulator/acceptance-operation-sample.ts";
import { acceptanceSample } from "../../../../support/simulator/acceptance-sample.ts";

const whats = (parts: ResultParts) => notTestedOf(parts).map(({ what }) => what.en);

describe("what was not tested", () => {
  const sample = acceptanceSample();

  test("names each check that nobody decided once, with the products and the reason", () => {
    const criteria = sample.criteria.map((record) => ({
      ...record,
      checks: record.checks.map((check) =>
        record.id === "A-1" && check.method === "automatic"
          ? {
              ...check,
              outcome: "not-tested" as const,
              saw: { nb: "Ikke koblet til.", en: "Not wired." },
            }
          : check,
      ),
    }));
    const open = notTestedOf({ ...sample, criteria }).filter(({ why }) => why.en === "Not wired.");
    const ids = new Set(open.map(({ what }) => what.en));
    expect(ids.size).toBe(open.length);
    expect(open.length).toBeGreaterThan(0);
    for (const { what } of open) expect(what.en).toMatch(/^A-1: .* \(evondos-e300, medido\)$/);
  });

  test("names rules that nothing put to the test, thresholds, steps and checks of incidents", () => {
    expect(whats(sample)).toEqual(
      expect.arrayContaining([
        "Rule S9 in daily operation",
        "The threshold of false alarms, per cent",
        "2G shut-down: Each home tells 1.19.",
        expect.stringMatching(/^Step mapping \(evondos-e300\)/),
      ]),
    );
  });

  test("names parts and incidents that were left out", () => {
    const { operation, staffing, benefits, ...rest } = sample;
    const parts = { ...rest, incidents: rest.incidents.slice(0, 2), pathways: [] };
    const named = whats(parts);
    expect(named).toContain("Daily operation and the follow-up of alerts");
    expect(named).toContain("How many operators are needed");
    expect(named).toContain("Benefits and costs");
    expect(named).toContain("The pathway of one user");
    expect(named.filter((what) => what.startsWith("Incident: "))).toHaveLength(
      INCIDENTS.length - 2,
    );
    expect([operation, staffing, benefits]).not.toContain(undefined);
  });

  test("leaves parts that an interruption kept from beginning to whoever runs them", () => {
    const { operation: _operation, staffing: _staffing, ...rest } = sample;
    const parts = { ...rest, incidents: rest.incidents.slice(0, 2), pathways: [] };
    const [cut = ""] = INCIDENTS.filter((one) => parts.incidents.every((i) => i.incident !== one));
    const unbegun = ["operation", "operation-2", `incident-${cut}`, "pathway-tone-x", "staffing"];
    const named = notTestedOf(parts, unbegun).map(({ what }) => what.en);
    expect(named).not.toContain("Daily operation and the follow-up of alerts");
    expect(named).not.toContain("How many operators are needed");
    expect(named).not.toContain("The pathway of one user");
    expect(named.filter((what) => what.startsWith("Incident: "))).toHaveLength(
      INCIDENTS.length - 3,
    );
  });

  test("says when no change of the clocks was lived through", () => {
    const operation = operationSample({ clockChanges: [] });
    expect(whats({ ...sample, operation })).toContain("A change of the clocks in daily operation");
    expect(whats(sample)).not.toContain("A change of the clocks in daily operation");
  });

  test("always says what no simulation can test", () => {
    expect(whats(sample)).toEqual(
      expect.arrayContaining(["The real devices", "Whether medicine is swallowed"]),
    );
  });
});

describe("assumptions", () => {
  const sample = acceptanceSample();
  const told = (parts: ResultParts) => assumptionsOf(parts).map(({ what }) => what.en);

  test("say of each product how much of its figures was found", () => {
    const products = told(sample).filter((what) => what.includes("of the figures"));
    expect(products.map((what) => what.split(":")[0])).toEqual(["Evondos E300", "Medido"]);
    for (const what of products)
      expect(what).toMatch(/\d+ were found, \d+ are .* \d+ are inferred/);
  });

  test("count every figure of a profile", () => {
    const [medido] = PROFILES.filter(({ product }) => product === "medido");
    const figures = JSON.stringify(medido).match(/"confidence":/g)?.length;
    const counted = told(sample).at(-1)?.match(/\d+/g)?.map(Number) ?? [];
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(figures);
  });

  test("speak of parts that ran alone", () => {
    const { operation, ...without } = sample;
    expect(operation).toBeDefined();
    expect(told(sample).some((what) => what.startsWith("How users behave"))).toBe(true);
    expect(told(without).some((what) => what.startsWith("How users behave"))).toBe(false);
  });
});
