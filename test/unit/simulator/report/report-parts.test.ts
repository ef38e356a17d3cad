import {
  dayGroups,
  devicesPerRow,
  mapRowOf,
  mapRows,
  ReportNumbers,
  sumOfGroup,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { FIRST_DAY } from "../../../support/simulator/report-sample.ts";

describe("days of a report", () => {
  test("stand by themselves as long as there is room, then in weeks and longer", () => {
    expect(dayGroups(3, 62)).toEqual([
      { from: 0, to: 0 },
      { from: 1, to: 1 },
      { from: 2, to: 2 },
    ]);
    expect(dayGroups(63, 62).slice(-2)).toEqual([
      { from: 49, to: 55 },
      { from: 56, to: 62 },
    ]);
    expect(dayGroups(365, 31).at(-1)).toEqual({ from: 364, to: 364 });
    expect(dayGroups(3_660, 31).length).toBeLessThanOrEqual(31);
  });

  test("are never left out or counted twice", () => {
    for (const days of [1, 2, 61, 62, 63, 365, 434, 435, 3_660]) {
      const row = Array.from({ length: days }, (_, day) => day + 1);
      const groups = dayGroups(days, 62);
      const sums = groups.map((group) => sumOfGroup(row, group));
      expect(sums.reduce((sum, count) => sum + count, 0)).toBe((days * (days + 1)) / 2);
      expect(groups.length).toBeLessThanOrEqual(62);
    }
    expect(sumOfGroup(undefined, { from: 0, to: 3 })).toBe(0);
    expect(sumOfGroup([1], { from: 0, to: 3 })).toBe(1);
  });
});

describe("rows of the fleet map", () => {
  test("hold one device each in a small fleet, and as many as it takes in a large one", () => {
    const small = ["b", "c", "a"].map((deviceId) => ({ deviceId }));
    expect(mapRows(small)).toEqual([
      ["a", "a"],
      ["b", "b"],
      ["c", "c"],
    ]);
    expect(mapRowOf(small, "c")).toBe(2);
    const large = Array.from({ length: 7_500 }, (_, index) => ({
      deviceId: `d${String(index).padStart(4, "0")}`,
    }));
    expect(devicesPerRow(7_500)).toBe(188);
    expect(mapRows(large)).toHaveLength(40);
    expect(mapRows(large).at(-1)).toEqual(["d7332", "d7499"]);
    expect(mapRowOf(large, "d7332")).toBe(39);
    expect(mapRowOf(large, "d7331")).toBe(38);
  });
});

describe("numbers of a report", () => {
  const [english, norwegian] = [new ReportNumbers("en"), new ReportNumbers("no")];

  test("have the form of their language", () => {
    expect([english, norwegian].map((numbers) => numbers.whole(1_234_567))).toEqual([
      ...["1,234,567", "1\u00a0234\u00a0567"],
    ]);
    expect([english, norwegian].map((numbers) => numbers.decimal(-1_234.56))).toEqual([
      ...["−1,234.6", "−1\u00a0234,6"],
    ]);
    expect([english, norwegian].map((numbers) => numbers.percent(0.99617))).toEqual([
      ...["99.62%", "99,62\u00a0%"],
    ]);
    expect([english, norwegian].map((numbers) => numbers.date(FIRST_DAY))).toEqual([
      ...["2026-11-23", "23.11.2026"],
    ]);
    expect([english, norwegian].map((numbers) => numbers.shortDate(FIRST_DAY))).toEqual([
      ...["11-23", "23.11."],
    ]);
    expect(norwegian.minutes(90_000)).toBe("1,5");
    expect(norwegian.minutes(undefined)).toBe("–");
    expect(english.decimal(0.96)).toBe("1.0");
    expect(english.whole(0)).toBe("0");
  });
});
