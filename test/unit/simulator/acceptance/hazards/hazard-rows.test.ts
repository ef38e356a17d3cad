import { HAZARD_TOPICS } from "@dosekit/firmware-model";
import {
  CHECK_IDS,
  HAZARDS,
  hazardRows,
  INCIDENTS,
  type ResultParts,
  shippedCriteria,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { operationSample } from "../../../../support/simulator/acceptance-operation-sample.ts";
import { acceptanceSample } from "../../../../support/simulator/acceptance-sample.ts";

const rowNamed = (parts: ResultParts, name: string) =>
  hazardRows(parts).find(({ hazard }) => hazard.en === name);

describe("the hazards of the service", () => {
  test("hold every harm that products have to speak of, each once", () => {
    const topics = HAZARDS.map(({ topic }) => topic);
    expect(new Set(topics).size).toBe(topics.length);
    expect([...HAZARD_TOPICS, "not-followed-up"].sort()).toEqual([...topics].sort());
  });

  test("use every rule and every incident, so that none is tested for nothing", () => {
    const used = (of: (entry: (typeof HAZARDS)[number]) => readonly string[]) =>
      [...new Set(HAZARDS.flatMap(of))].sort();
    expect(used(({ rules }) => rules)).toEqual([...CHECK_IDS].sort());
    expect(used(({ incidents }) => incidents)).toEqual([...INCIDENTS].sort());
  });

  test("name criteria that ship, and every one of them", () => {
    const shipped = shippedCriteria().flatMap(({ criteria }) => criteria.map(({ id }) => id));
    const named = [...new Set(HAZARDS.flatMap(({ criteria }) => criteria))];
    expect(named.filter((id) => !shipped.includes(id))).toEqual([]);
    expect(shipped.filter((id) => !named.includes(id))).toEqual([]);
  });

  test("each have a test", () => {
    for (const { tests, hazard } of hazardRows(acceptanceSample())) {
      expect(tests, hazard.en).not.toEqual([]);
    }
  });
});

describe("a row of the hazard table", () => {
  const sample = acceptanceSample();

  test("counts what truly happened, out of how often it could have", () => {
    const due = sample.operation?.run.totals.due;
    expect(rowNamed(sample, "Somebody else's medicine")?.measured).toEqual({ count: 2, of: due });
    expect(rowNamed(sample, "False “taken”")?.measured).toEqual({ count: 11, of: due });
    expect(rowNamed(sample, "Alert acted on late")?.measured).toEqual({ count: 44, of: 666 });
    expect(rowNamed(sample, "Alert or technical failure that nobody follows up")?.measured).toEqual(
      {
        ...{ count: 1, of: 90 },
      },
    );
  });

  test("says nothing of what was not measured", () => {
    expect(rowNamed(sample, "Stale schedule")).not.toHaveProperty("measured");
    expect(rowNamed(sample, "Wrong clock, change of the clocks")).not.toHaveProperty("measured");
    const { operation, ...without } = sample;
    expect(operation).toBeDefined();
    expect(hazardRows(without).filter((row) => "measured" in row || "probability" in row)).toEqual(
      [],
    );
  });

  test("counts rules that did not hold", () => {
    const { run, ...operation } = operationSample();
    const checks = { ...run.checks, S1: { made: 9, violated: 3 }, S8: { made: 9, violated: 1 } };
    const broken = { ...sample, operation: { ...operation, run: { ...run, checks } } };
    expect(rowNamed(broken, "Double dose")?.measured?.count).toBe(4);
    expect(rowNamed(sample, "Double dose")?.measured?.count).toBe(0);
  });

  test("grades no probability from a part that was interrupted", () => {
    const rows = hazardRows({ ...sample, operation: operationSample({ partial: true }) });
    expect(rows.some(({ measured }) => measured !== undefined)).toBe(true);
    expect(rows.filter(({ probability }) => probability !== undefined)).toEqual([]);
  });

  test("names the products that can't notice it, and criteria of the products alone", () => {
    const swapped = rowNamed(sample, "Somebody else's medicine");
    expect(swapped?.barrier.en).toMatch(/can't notice every case by itself: Medido\.$/);
    expect(swapped?.tests).toEqual(["H1", "T-4", "A-3", "rolls-swapped"]);
  });
});
