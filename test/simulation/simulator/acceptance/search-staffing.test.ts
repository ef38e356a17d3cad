import {
  CentreAlone,
  latePercent,
  recordStream,
  runOperation,
  type StaffingResult,
  searchStaffing,
  withStaffing,
} from "@dosekit/simulator";
import { beforeAll, describe, expect, test } from "vitest";
import { quietHooks, smallService } from "../../../support/simulator/acceptance/small-service.ts";

/** So much goes wrong that one operator is too few by day. */
const SERVICE = smallService({
  stories: smallService().stories.map((story) => ({ ...story, devices: 2 })),
  conditions: { faults: "storm", areas: 1 },
  staffing: { seeds: 2, tolerancePercent: 40 },
  approval: { ...smallService().approval, weeks: 1 },
});

describe("the search for operators", () => {
  let found: StaffingResult;
  beforeAll(async () => {
    found = await searchStaffing(SERVICE, quietHooks());
  }, 600_000);

  test("gives every shift of the file a number for each seed, and never fewer than two", () => {
    expect(found.partial).toBe(false);
    expect(found.seeds).toHaveLength(2);
    expect(found.shifts.map(({ name, planned }) => [name, planned])).toEqual([
      ["day", 4],
      ["night", 4],
    ]);
    for (const { needed, median, least, most } of found.shifts) {
      expect(needed).toHaveLength(2);
      expect(Math.min(...needed)).toBe(least);
      expect(Math.max(...needed)).toBe(most);
      expect(least).toBeGreaterThanOrEqual(2);
      expect(median).toBeGreaterThanOrEqual(least);
      expect(median).toBeLessThanOrEqual(most);
    }
    expect(found.unreachable).toEqual([]);
  });

  test("finds numbers with which a full run keeps to the limits too", async () => {
    const { measured } = await runOperation(withStaffing(SERVICE, found), quietHooks());
    expect(measured["late-acknowledgement-percent"]).toBeLessThanOrEqual(40);
    expect(measured["late-action-percent"]).toBeLessThanOrEqual(40);
  });
});

describe("a response centre that answers a recorded stream by itself", () => {
  test("is later the fewer are there, and the same each time", async () => {
    const centre = new CentreAlone(await recordStream(SERVICE, "stream", quietHooks()));
    const late = (operators: number) => latePercent(centre.answer([operators, operators])[0]);
    expect(late(0)).toBe(100);
    expect(late(1)).toBeGreaterThan(late(8));
    expect(late(8)).toBe(late(8));
    const settled = centre.answer([8, 8]).map(({ actions }) => actions.settled);
    expect(Math.min(...settled)).toBeGreaterThan(0);
  });
});
