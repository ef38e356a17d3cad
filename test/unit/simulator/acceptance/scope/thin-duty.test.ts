import { dutyWarnings, thinHours } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const shift = (from: string, until: string, operators: number) => ({
  ...{ name: `${from} ${until}`, from, until, operators },
});
const DAY = shift("07:00", "22:00", 2);
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"] as const;

describe("a roster", () => {
  test("with two at every hour is not warned of", () => {
    expect(thinHours([DAY, shift("22:00", "07:00", 2)])).toEqual([]);
    expect(dutyWarnings([DAY, shift("22:00", "07:00", 1), shift("21:00", "08:00", 1)])).toEqual([]);
    expect(dutyWarnings([shift("07:00", "07:00", 2)])).toEqual([]);
  });

  test("with one alone at night is warned of, both halves of the night named", () => {
    const [only, ...others] = dutyWarnings([DAY, shift("22:00", "07:00", 1)]);
    expect(others).toEqual([]);
    expect(only?.nb).toBe(
      "Bare én er på vakt i responssenteret: alle dager 00:00–07:00, 22:00–24:00. Én alene på vakt regnes ikke som forsvarlig (IS-2552).",
    );
    expect(only?.en).toContain("every day 00:00–07:00, 22:00–24:00");
  });

  test("with an hour of nobody, or a shift of nobody, is warned of", () => {
    const night = shift("23:00", "07:00", 2);
    expect(dutyWarnings([DAY, night]).map(({ nb }) => nb)).toEqual([
      expect.stringMatching(/^Ingen er på vakt .*: alle dager 22:00–23:00\. Varsler/),
    ]);
    expect(dutyWarnings([DAY, night, shift("22:00", "23:00", 0)])).toHaveLength(1);
  });

  test("with nobody is told before one with one alone", () => {
    const told = dutyWarnings([DAY, shift("23:00", "07:00", 1)]).map(({ en }) => en);
    expect(told).toEqual([
      expect.stringMatching(/^Nobody is on duty/),
      expect.stringMatching(/^One person is alone/),
    ]);
  });

  test("whose night is kept on weekdays alone is thin on Saturday evening and Monday morning", () => {
    const night = { ...shift("22:00", "07:00", 2), days: [...WEEKDAYS] };
    const morning = { operators: 0, fromMin: 0, untilMin: 420 };
    const evening = { operators: 0, fromMin: 1_320, untilMin: 1_440 };
    expect(thinHours([DAY, night])).toEqual([
      { day: "mon", ...morning },
      { day: "sat", ...evening },
      { day: "sun", ...morning },
      { day: "sun", ...evening },
      { day: "holiday", ...morning },
      { day: "holiday", ...evening },
      { day: "after-holiday", ...morning },
    ]);
  });

  test("that forgets public holidays is thin on these", () => {
    const week = { days: [...WEEKDAYS, "sat", "sun"] as const };
    const roster = [DAY, shift("22:00", "07:00", 2)].map((one) => ({
      ...one,
      days: [...week.days],
    }));
    expect(thinHours(roster)).toEqual([
      { day: "holiday", operators: 0, fromMin: 0, untilMin: 1_440 },
      { day: "after-holiday", operators: 0, fromMin: 0, untilMin: 420 },
    ]);
    expect(dutyWarnings(roster)[0]?.nb).toContain(
      "helligdag 00:00–24:00; dagen etter en helligdag 00:00–07:00",
    );
  });
});
