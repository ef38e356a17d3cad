import { dayNumberOf, localDateOf, localTimeOf, minuteOfDay, weekdayOf } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

describe("dayNumberOf", () => {
  it.each([
    ["1970-01-01", 0],
    ["1969-12-31", -1],
    ["2000-02-29", 11_016],
    ["2026-11-22", 20_779],
  ])("counts %s as day %i", (date, day) => {
    expect(dayNumberOf(date)).toBe(day);
    expect(localDateOf(day)).toBe(date);
  });

  it.each([
    "2026-02-29",
    "1900-02-29",
    "2026-02-30",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-1-1",
    "26-01-01",
    "2026-01-01T00:00",
    " 2026-01-01",
    "2026/01/01",
    "",
  ])("knows that %j is no date", (text) => {
    expect(dayNumberOf(text)).toBeUndefined();
  });
});

describe("weekdayOf", () => {
  it("knows that the Unix epoch began on a Thursday, and the days around it", () => {
    expect([-4, -3, 0, 3, 4].map(weekdayOf)).toEqual([7, 1, 4, 7, 1]);
  });
});

describe("minuteOfDay", () => {
  it.each([
    ["00:00", 0],
    ["08:00", 480],
    ["23:59", 1_439],
  ])("counts %s as minute %i and back", (time, minute) => {
    expect(minuteOfDay(time)).toBe(minute);
    expect(localTimeOf(minute)).toBe(time);
  });

  it.each(["24:00", "8:00", "08:60", "08:0", "08:00:00", "", "ab:cd"])(
    "knows that %j is no time of day",
    (text) => {
      expect(minuteOfDay(text)).toBeUndefined();
    },
  );
});
