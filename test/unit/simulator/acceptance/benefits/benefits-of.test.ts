import { benefitsOf, type OperationResult, type ServiceFile } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { smallService } from "../../../../support/simulator/acceptance/small-service.ts";

const BASELINE = { visitsPerUserWeek: 14, minutesPerVisit: 15, source: "counted in week 8" };
/** 18 users for two weeks. */
const DEVICE_DAYS = 18 * 14;

function lived(visits: number, partial = false): OperationResult {
  return {
    partial,
    byProduct: [
      { deviceDays: DEVICE_DAYS - 14, due: 900, missed: 5 },
      { deviceDays: 14, due: 100, missed: 2 },
    ],
    measures: { visits, plannedVisits: 18, alerts: 36 },
  } as unknown as OperationResult;
}

const withBaseline = (changes: Partial<ServiceFile> = {}) =>
  smallService({ baseline: BASELINE, ...changes });

describe("a benefits plan", () => {
  test("holds visits and hours against what was measured before start", () => {
    const plan = benefitsOf(withBaseline(), [lived(18)]);
    // 36 visits of 18 users in two weeks: one for each user and week.
    expect(plan?.rows[0]).toMatchObject({ baseline: 14, result: 1, least: 1, most: 1 });
    expect(plan?.rows[3]).toMatchObject({
      measure: { en: "Doses that were not dispensed" },
      result: 7,
    });
    const yearWeeks = 365.25 / 7;
    const savedHours = 13 * 18 * 0.25 * yearWeeks;
    expect(plan?.savedPerYear).toBe(Math.round(savedHours * 650));
  });

  test("takes lease, service, packing and a share of the price from what is saved", () => {
    const plan = benefitsOf(withBaseline(), [lived(18)]);
    const cost =
      6 * 12 * (1_500 + 200) + 5 * (12 * 250 + 9_000 / 5) + 3 * 12 * 900 + (4 * 4_000) / 5;
    expect(plan?.costPerYear).toBe(cost);
    expect(plan?.netPerYear?.median).toBe((plan?.savedPerYear ?? 0) - cost);
    const years = withBaseline({ economics: { years: 10 } });
    expect(benefitsOf(years, [lived(18)])?.costPerYear).toBe(
      6 * 12 * 1_700 + 5 * (3_000 + 900) + 3 * 10_800 + 1_600,
    );
  });

  test("says the range over its runs, and leaves out those that were cut short", () => {
    const plan = benefitsOf(withBaseline(), [lived(18), lived(54), lived(36), lived(9_999, true)]);
    expect(plan?.rows[0]).toMatchObject({ result: 1.5, least: 1, most: 2 });
    expect(plan?.netPerYear?.least).toBeLessThan(plan?.netPerYear?.most ?? 0);
    expect(plan?.assumptions.map(({ en }) => en).join(" ")).toContain("over 3 runs");
    expect(benefitsOf(withBaseline(), [lived(1, true)])).toBeUndefined();
  });

  test("flags the cost of an hour and the years where the file names none", () => {
    const told = (service: ServiceFile) =>
      benefitsOf(service, [lived(18)])
        ?.assumptions.map(({ nb }) => nb)
        .join(" ");
    expect(told(withBaseline())).toMatch(/650 kroner.*2017.*5 år \(anslag/s);
    const own = withBaseline({
      baseline: { ...BASELINE, hourCost: 700 },
      economics: { years: 4 },
    });
    expect(told(own)).not.toMatch(/2017|anslag/);
    expect(told(own)).toContain("over 4 år");
  });

  test("without a baseline makes nothing up", () => {
    const plan = benefitsOf(smallService(), [lived(18)]);
    expect(plan?.rows.map(({ baseline }) => baseline)).toEqual(plan?.rows.map(() => null));
    expect(plan).toMatchObject({ savedPerYear: null, netPerYear: null });
    expect(plan?.notKnown?.nb).toContain("ikke noe nullpunkt");
    expect(plan?.costPerYear).toBeGreaterThan(0);
    expect(plan?.rows.map(({ measure }) => measure.nb).join(" ")).not.toMatch(/Spart|Gevinst/);
    expect(plan?.rows[0]?.source.nb).toContain("ikke noe nullpunkt");
  });
});
