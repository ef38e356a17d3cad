import { MECHANISMS, type RollContext, type Verdict, verdictOf } from "@dosekit/firmware-model";
import type { LocalDate, PouchReading } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { READERS } from "../../../support/firmware-model/roll-stories.ts";

const DATE: LocalDate = "2026-11-22";

function contextWith(changes: Partial<RollContext> = {}): RollContext {
  const fresh = MECHANISMS["pouch-roll-reader"]?.freshContext(READERS[0]);
  return { ...(fresh as unknown as RollContext), wanted: "2026-11-22T0480", stock: 3, ...changes };
}

function print(minuteOfDay: number, date: LocalDate = DATE): PouchReading {
  return { found: "print", date, minuteOfDay, owner: "own" };
}

const ROWS: readonly (readonly [string, PouchReading, Partial<RollContext>, Verdict])[] = [
  ["the very print", print(480), {}, "wanted"],
  ["an earlier time of the day", print(479), {}, "passed-over"],
  ["an earlier day", print(1_200, "2026-11-21"), {}, "passed-over"],
  ["a later time of the day", print(481), {}, "later"],
  ["a later day", print(0, "2026-11-23"), {}, "later"],
  ["the same print again", print(480), { lastCut: "2026-11-22T0480" }, "wrong-roll"],
  [
    "the pouch that is cut off already",
    print(480),
    { lastCut: "2026-11-22T0480", parked: true },
    "wanted",
  ],
  ["an earlier print again", print(479), { lastCut: "2026-11-22T0479" }, "wrong-roll"],
  ["somebody else's pouch", { ...print(480), owner: "other" } as PouchReading, {}, "wrong-roll"],
  [
    "a pouch of nobody knows whom",
    { ...print(480), owner: "unknown" } as PouchReading,
    {},
    "again",
  ],
  ["a clock time that there is not", print(1_440), {}, "again"],
  ["a smudged pouch", { found: "unreadable" }, {}, "again"],
  ["a torn pouch at the last try", { found: "torn" }, { tries: 2 }, "unreadable"],
  ["a blank pouch", { found: "blank" }, {}, "blank"],
  ["one blank pouch too many", { found: "blank" }, { blanks: 3 }, "wrong-roll"],
  ["nothing, while pouches are counted", { found: "none" }, {}, "again"],
  ["nothing again and again", { found: "none" }, { tries: 2 }, "ended"],
  ["nothing, as counted", { found: "none" }, { stock: 0 }, "ended"],
];

describe("for a dose that is due on 22 November at 08:00", () => {
  test.each(ROWS)("%s", (_title, reading, changes, verdict) => {
    expect(verdictOf(contextWith(changes), reading)).toBe(verdict);
  });
});
