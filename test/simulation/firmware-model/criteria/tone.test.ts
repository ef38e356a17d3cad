import { describe, expect, test } from "vitest";
import { answersTo, ask } from "../../../support/firmware-model/asking.ts";
import {
  callsByLightThenRisingSound,
  everythingAUserCanDo,
  handsOutForAJourney,
  keepsAWrongPouch,
  offersInsideTheWindowOnly,
  takesBackWhatNobodyTook,
  WRONG_POUCHES,
} from "../../../support/firmware-model/reader-criteria.ts";
import { dosesOf, READERS, usedRoll } from "../../../support/firmware-model/roll-stories.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  HOUR,
  MINUTE,
  outcomes,
  raised,
  recordsOf,
  SECOND,
} from "../../../support/firmware-model/tray-stories.ts";

const [E300] = READERS;

describe("Tone's story on the Evondos E300", () => {
  test("T-1: a dose is offered inside its window only, and nothing lets another pouch go", () => {
    offersInsideTheWindowOnly(E300);
  });

  test("T-2: light calls first, then sound that rises until the button is pressed", () => {
    callsByLightThenRisingSound(E300);
  });

  test("T-3: a pouch that nobody took is locked away within a minute; a full store stops", () => {
    takesBackWhatNobodyTook(E300);
  });

  test.each(WRONG_POUCHES)("T-4: %s is not let go, and staff are told", (_what, reading, alert) => {
    keepsAWrongPouch(E300, reading, alert);
  });

  test("T-5: doses for a journey are one event, their windows are silent; too few are none", () => {
    handsOutForAJourney(E300);
  });

  test("T-6: in assisted mode it is silent and locked until staff let the dose go, told as 1.2", () => {
    const bench = usedRoll(E300);
    ask(bench, "set-assistance", { on: 1 });
    bench.advanceTo(FIRST.dueMs + 20 * MINUTE);
    expect(bench.signal?.sound ?? 0).toBe(0);
    everythingAUserCanDo(bench);
    expect(bench.letGo).toEqual([]);
    const id = ask(bench, "release-assisted");
    bench.takeByStaff();
    bench.advance(MINUTE);
    expect(answersTo(bench, id)).toEqual(["done"]);
    expect(recordsOf(bench, "dose.released")).toMatchObject([{ dispense: "1.2", actor: "staff" }]);
    expect(recordsOf(bench, "dose.reminded")).toEqual([]);
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
  });

  test("T-6: a dose that staff did not let go is told to staff by 1.1 all the same", () => {
    const bench = usedRoll(E300);
    ask(bench, "set-assistance", { on: 1 });
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented awaiting-staff`]);
    expect(raised(bench).filter((code) => code === "1.1")).toHaveLength(1);
  });

  test("T-7: four hours without mains lose no dose and shift no time, and are told and ended", () => {
    const bench = usedRoll(E300);
    bench.advanceTo(FIRST.dueMs - HOUR);
    bench.input({ type: "mains.lost" });
    expect(active(bench)).toContain("1.19");
    bench.advanceTo(FIRST.dueMs + 10_000);
    expect(recordsOf(bench, "dose.offered")[0]?.civilMs).toBeLessThan(FIRST.dueMs + 10_000);
    bench.take();
    bench.advanceTo(FIRST.dueMs + 3 * HOUR);
    bench.input({ type: "mains.restored" });
    expect(active(bench)).not.toContain("1.19");
    expect(recordsOf(bench, "mains.restored")).toHaveLength(1);
    bench.advanceTo(SECOND.dueMs + 10_000);
    bench.take();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`, `${SECOND.doseId} retrieved`]);
  });

  test("T-7: four hours without any power lose no dose whose window is still open", () => {
    const bench = usedRoll(E300);
    bench.advanceTo(FIRST.dueMs - 3 * HOUR + MINUTE);
    bench.cutPower();
    bench.advance(4 * HOUR);
    bench.boot();
    bench.advance(MINUTE);
    bench.take();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });
});
