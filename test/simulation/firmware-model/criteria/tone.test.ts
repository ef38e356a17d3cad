import { describe, expect, test } from "vitest";
import { firstReads, offeredRoll, READERS } from "../../../support/firmware-model/roll-stories.ts";
import {
  active,
  FIRST_LATE_MS,
  MINUTE,
  outcomes,
} from "../../../support/firmware-model/tray-stories.ts";
import { expectPassed } from "../../../support/simulator/acceptance/expect-judged.ts";

const [E300] = READERS;

describe("Tone's story on the Evondos E300", () => {
  test("T-1: a dose is offered inside its window only, and nothing lets another pouch go", async () => {
    await expectPassed("offered-inside-window", E300);
  });

  test("T-2: light calls first, then sound that rises until the button is pressed", async () => {
    await expectPassed("light-then-rising-sound", E300);
  });

  test("T-3: a pouch that nobody took is locked away within a minute; a full store stops", async () => {
    await expectPassed("untaken-locked-away", E300);
  });

  test("T-4: a pouch that is unreadable, torn, another's or of another date is kept, and told", async () => {
    await expectPassed("wrong-pouch-kept", E300);
  });

  test("T-4: a pouch whose owner can't be read is not let go, and staff are told", () => {
    const print = { found: "print", date: "2026-11-22", minuteOfDay: 480 } as const;
    const bench = offeredRoll(E300, firstReads({ ...print, owner: "unknown" }));
    bench.advance(2 * MINUTE);
    for (let round = 0; round < 5; round += 1) bench.take();
    expect(bench.letGo).toEqual([]);
    expect(active(bench)).toContain("1.6");
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(outcomes(bench)[0]).toMatch(/prevented/);
  });

  test("T-5: doses for a journey are one event, their windows are silent; too few are none", async () => {
    await expectPassed("travel-doses-together", E300);
  });

  test("T-6: in assisted mode it is silent and locked until staff let the dose go, or hear of it", async () => {
    await expectPassed("assisted-silent-and-locked", E300);
  });

  test("T-7: four hours without mains lose no dose and shift no time, and are told and ended", async () => {
    await expectPassed("mains-off-four-hours", E300);
  });
});
