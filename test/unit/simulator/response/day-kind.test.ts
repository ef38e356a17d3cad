import { dayNumberOf } from "@dosekit/protocols";
import { dayKindOf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

function kindOf(date: string, holidays: "norway" | readonly string[] = "norway"): string {
  return dayKindOf(dayNumberOf(date) ?? Number.NaN, holidays);
}

/** Easter Sundays as almanacs print them. */
const EASTER = ["2000-04-23", "2008-03-23", "2024-03-31", "2026-04-05", "2027-03-28", "2038-04-25"];

describe("days of the roster", () => {
  test.each(EASTER)("knows Easter %s and the days that move with it", (easter) => {
    const sunday = dayNumberOf(easter) ?? Number.NaN;
    const kinds = [-3, -2, 0, 1, 39, 49, 50].map((days) => dayKindOf(sunday + days, "norway"));
    expect(new Set(kinds)).toEqual(new Set(["holiday"]));
    expect(dayKindOf(sunday - 1, "norway")).toBe("sat");
    expect(dayKindOf(sunday + 2, "norway")).toBe("tue");
  });

  test.each(["2026-01-01", "2026-05-01", "2026-05-17", "2026-12-25", "2026-12-26"])(
    "knows that %s is a holiday in Norway",
    (date) => {
      expect(kindOf(date)).toBe("holiday");
    },
  );

  test("calls every other day by its weekday", () => {
    const week = [23, 24, 25, 26, 27, 28, 29].map((day) => kindOf(`2026-11-${day}`));
    expect(week).toEqual(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
    expect(kindOf("2026-12-24")).toBe("thu");
  });

  test("takes holidays from a list instead", () => {
    expect(kindOf("2026-12-24", ["2026-12-24"])).toBe("holiday");
    expect(kindOf("2026-12-25", ["2026-12-24"])).toBe("fri");
  });
});
