import { DutyRoster, type Shift } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];
/** Mondays, midnight in Oslo: in winter, and in the week that ends with summer time. */
const [WINTER_MS, AUTUMN_MS] = [Date.UTC(2026, 10, 22, 23), Date.UTC(2026, 9, 18, 22)];

const WORKDAYS = ["mon", "tue", "wed", "thu", "fri"] as const;
const DAY: Shift = { name: "day", operators: 3, from: "07:30", to: "15:00", days: WORKDAYS };
const NIGHT: Shift = {
  ...{ name: "night", operators: 2, from: "22:00", to: "07:30" },
  days: [...WORKDAYS, "sat", "sun", "holiday"],
};

function rosterOf(...shifts: readonly Shift[]): DutyRoster {
  return new DutyRoster({ zone: "Europe/Oslo", holidays: "norway", shifts });
}

describe("the roster of operators", () => {
  test("says who is on duty from the first minute of a shift to its last", () => {
    const roster = rosterOf(DAY);
    const at = (hour: number, minute: number) =>
      roster.onDuty(WINTER_MS + hour * HOUR_MS + minute * MINUTE_MS);
    expect([at(7, 29), at(7, 30), at(14, 59), at(15, 0)]).toEqual([0, 3, 3, 0]);
  });

  test("carries a night over midnight, from the day on which it began", () => {
    const roster = rosterOf({ ...NIGHT, days: ["mon"] });
    expect(roster.onDuty(WINTER_MS + 2 * HOUR_MS)).toBe(0);
    expect(roster.onDuty(WINTER_MS + 23 * HOUR_MS)).toBe(2);
    expect(roster.onDuty(WINTER_MS + 26 * HOUR_MS)).toBe(2);
    expect(roster.onDuty(WINTER_MS + 50 * HOUR_MS)).toBe(0);
  });

  test("adds up shifts that overlap", () => {
    const roster = rosterOf(DAY, { ...DAY, operators: 1, from: "14:00", to: "22:00" });
    expect(roster.onDuty(WINTER_MS + 14.5 * HOUR_MS)).toBe(4);
  });

  test("keeps to the wall clock when summer time ends: the night is an hour longer", () => {
    const roster = rosterOf(NIGHT);
    const saturdayNightMs = AUTUMN_MS + (5 * 24 + 22) * HOUR_MS;
    expect(roster.onDuty(saturdayNightMs)).toBe(2);
    const endMs = roster.nextChange(saturdayNightMs) ?? Number.NaN;
    expect((endMs - saturdayNightMs) / HOUR_MS).toBe(10.5);
  });

  test("leaves the shifts of weekdays out on a public holiday", () => {
    const roster = rosterOf(DAY, { ...DAY, name: "free", operators: 1, days: ["holiday"] });
    const ascensionMs = Date.UTC(2026, 4, 14, 8);
    expect(roster.onDuty(ascensionMs)).toBe(1);
    expect(roster.onDuty(ascensionMs + 24 * HOUR_MS)).toBe(3);
  });

  test("finds the next change, however far it is, and none in an empty roster", () => {
    const christmas = rosterOf({ ...DAY, days: ["holiday"] });
    expect(christmas.nextChange(WINTER_MS)).toBe(Date.UTC(2026, 11, 25, 6, 30));
    expect(rosterOf().nextChange(WINTER_MS)).toBeUndefined();
    expect(rosterOf().onDuty(WINTER_MS)).toBe(0);
  });

  test("refuses zones and times that do not exist", () => {
    expect(() => rosterOf({ ...DAY, from: "25:00" })).toThrow(RangeError);
    expect(() => rosterOf({ ...DAY, operators: 1.5 })).toThrow(RangeError);
    expect(() => new DutyRoster({ zone: "Europe/Olso", holidays: "norway", shifts: [] })).toThrow(
      "Europe/Olso",
    );
  });
});
