import type { PouchReading } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import {
  dosesOf,
  firstReads,
  offeredRoll,
  READERS,
  releasedRoll,
  usedRoll,
} from "../../../support/firmware-model/roll-stories.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  HOUR,
  MINUTE,
  motions,
  outcomes,
  raised,
  recordsOf,
  SECOND,
} from "../../../support/firmware-model/tray-stories.ts";

const SMUDGED: PouchReading = { found: "unreadable" };

/** T-1 to T-4 and T-7 of the user stories hold for both sizes of the device, which is what H-1 asks. */
describe.each(READERS)("$product, one dose", (product) => {
  test("T-1: its pouch is read, cut off and offered at its time, and no sooner", () => {
    const bench = usedRoll(product);
    bench.advanceTo(FIRST.dueMs - 1);
    bench.press();
    expect(bench.begun.map(({ motion }) => motion.motion)).not.toContain("roll.read");
    bench.advance(10_000);
    expect(motions(bench).slice(-2)).toEqual(["roll.read", "roll.park"]);
    expect(recordsOf(bench, "dose.offered")[0]).toMatchObject({ doseId: FIRST.doseId });
    expect(bench.outlet).toEqual([]);
  });

  test("T-1: a press lets this one pouch into the drawer, announced before it moves", () => {
    const bench = releasedRoll(product);
    expect(dosesOf(bench.outlet)).toEqual([FIRST.doseId]);
    const release = bench.begun.at(-1);
    expect(release?.motion.motion).toBe("roll.release");
    expect(release?.durable.at(-1)).toMatchObject({ kind: "dose.offering", doseId: FIRST.doseId });
    expect(recordsOf(bench, "dose.released")[0]).toMatchObject({ dispense: "1.1", actor: "user" });
    for (let press = 0; press < 5; press += 1) bench.press();
    bench.advance(MINUTE);
    expect(bench.outlet).toHaveLength(1);
  });

  test("an emptied drawer is a dose retrieved", () => {
    const bench = releasedRoll(product);
    bench.takeOut();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    expect(bench.signal).toMatchObject({ light: "off" });
  });

  test("T-2: a light calls first, then sound that rises until the button is pressed", () => {
    const bench = offeredRoll(product);
    expect(bench.signal).toMatchObject({ light: "blink", sound: 0 });
    bench.advance(2 * MINUTE);
    const loudness: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      loudness.push(bench.signal?.sound ?? -1);
      bench.advance(5 * MINUTE);
    }
    expect(loudness).toEqual([2, 3, 4]);
    bench.press();
    bench.advance(5_000);
    expect(bench.signal).toMatchObject({ sound: 0, text: "take" });
  });

  test("T-3: a pouch that nobody took is in the locked store within a minute of the late limit", () => {
    const bench = offeredRoll(product);
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(dosesOf(bench.store)).toEqual([FIRST.doseId]);
    expect(bench.state?.machine.context["stored"]).toBe(1);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
    bench.advance(5 * HOUR);
    expect(raised(bench).filter((code) => code === "1.1")).toHaveLength(1);
  });

  test("T-4: a pouch that can't be read is kept and dispensing stops", () => {
    const bench = offeredRoll(product, firstReads(SMUDGED));
    expect(motions(bench).filter((motion) => motion === "roll.read")).toHaveLength(3);
    expect(active(bench)).toContain("1.6");
    bench.press();
    bench.advanceTo(SECOND.dueMs + MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented pouch-unreadable`]);
    expect(bench.letGo).toEqual([]);
    bench.pack = (pouches) => pouches;
    bench.load(20);
    bench.take();
    expect(bench.letGo.map(({ pouch }) => pouch.doseId)).toEqual([SECOND.doseId]);
    expect(active(bench)).not.toContain("1.6");
  });

  test("T-4: a pouch of somebody else is kept and dispensing stops", () => {
    const others = {
      found: "print",
      date: "2026-11-22",
      minuteOfDay: 480,
      owner: "other",
    } as const;
    const bench = offeredRoll(product, firstReads(others));
    bench.press();
    bench.advanceTo(SECOND.dueMs + MINUTE);
    bench.press();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented roll-fault`]);
    expect(active(bench)).toContain("1.7");
    expect(bench.letGo).toEqual([]);
  });

  test("T-4: a pouch for later is kept for its own time and the missing dose is prevented", () => {
    const bench = offeredRoll(product, ([, ...rest]) => rest);
    expect(active(bench)).toContain("1.7");
    bench.press();
    bench.advanceTo(SECOND.dueMs + 10_000);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented roll-fault`]);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([SECOND.doseId]);
    expect(active(bench)).not.toContain("1.7");
  });

  test("T-7: a power cut of four hours loses no dose and moves none", () => {
    const bench = usedRoll(product);
    bench.advance(MINUTE);
    bench.input({ type: "mains.lost" });
    bench.advance(4 * HOUR - 3 * MINUTE);
    bench.input({ type: "mains.restored" });
    expect(raised(bench)).toContain("1.19");
    expect(recordsOf(bench, "dose.offered")[0]?.civilMs).toBeLessThan(FIRST.dueMs + 10_000);
    expect(recordsOf(bench, "mains.restored")).toHaveLength(1);
  });

  test("H-2: a device that is carried away and back offers the same dose again, without staff", () => {
    const bench = offeredRoll(product);
    bench.cutPower();
    bench.advance(20 * MINUTE);
    bench.boot();
    bench.advance(10_000);
    bench.take();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    expect(raised(bench)).not.toContain("1.3");
  });
});

describe("the roll", () => {
  const [e300, mini] = READERS;

  test("a second pouch of one dose is kept and dispensing stops", () => {
    const bench = usedRoll(e300, ([first, ...rest]) =>
      first === undefined ? [] : [first, first, ...rest],
    );
    bench.advanceTo(FIRST.dueMs + 10_000);
    bench.take();
    bench.advanceTo(SECOND.dueMs + MINUTE);
    bench.press();
    bench.advance(MINUTE);
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
    expect(bench.outlet).toEqual([]);
    expect(active(bench)).toContain("1.7");
  });

  test("pouches for earlier times and blank ones go to the locked store", () => {
    const blank = { doseId: "", reading: { found: "blank" } } as const;
    const bench = usedRoll(e300, (pouches) => [blank, ...pouches]);
    bench.cutPower();
    bench.advanceTo(SECOND.dueMs - MINUTE);
    bench.boot();
    bench.advance(2 * MINUTE);
    expect(dosesOf(bench.store)).toEqual(["", FIRST.doseId]);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([SECOND.doseId]);
    expect(raised(bench)).not.toContain("1.7");
  });

  test("more blank pouches than a leader has are no roll", () => {
    const blank = { doseId: "", reading: { found: "blank" } } as const;
    const bench = offeredRoll(e300, (pouches) => [blank, blank, blank, blank, ...pouches]);
    bench.advance(MINUTE);
    expect(active(bench)).toContain("1.7");
    expect(bench.store).toHaveLength(3);
  });

  test("the end of the roll is told as out of medicine", () => {
    const bench = offeredRoll(e300, () => []);
    expect(active(bench)).toEqual(["1.13", "1.2"]);
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented out-of-medicine`]);
  });

  test("low supply is told three days ahead by the plan", () => {
    const bench = usedRoll(e300, undefined, 7);
    expect(active(bench)).not.toContain("1.12");
    bench.advanceTo(FIRST.dueMs + 10_000);
    bench.take();
    expect(active(bench)).toContain("1.12");
  });

  test("a full store stops dispensing until it is emptied", () => {
    const bench = usedRoll(mini);
    for (let missed = 0; missed < 5; missed += 1) bench.advance(12 * HOUR);
    bench.advance(HOUR);
    expect(bench.store).toHaveLength(5);
    expect(active(bench)).toContain("1.9");
    bench.advance(12 * HOUR);
    expect(outcomes(bench).at(-1)).toContain("prevented reject-store-full");
    expect(bench.store).toHaveLength(5);
    bench.load(20);
    expect(active(bench)).not.toContain("1.9");
  });

  test("a jam before the offer stops the device until staff have been there", () => {
    const bench = usedRoll(e300);
    bench.advanceTo(FIRST.dueMs - 1);
    bench.fates = ["stuck"];
    bench.advance(MINUTE);
    expect(bench.cycle).toBe("stopped");
    expect(active(bench)).toEqual(["1.5", "1.8"]);
    bench.press();
    bench.load(20);
    bench.advance(10_000);
    expect(active(bench)).toEqual([]);
    bench.take();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("a cutter that fails stops the device as a technical fault", () => {
    const bench = usedRoll(e300);
    bench.blunt = true;
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(bench.cycle).toBe("stopped");
    expect(active(bench)).toEqual(["1.5"]);
    expect(bench.letGo).toEqual([]);
  });

  test("a jam in the release stops the device and the window decides", () => {
    const bench = offeredRoll(e300);
    bench.fates = ["stuck"];
    bench.press();
    bench.advance(MINUTE);
    expect(bench.cycle).toBe("stopped");
    expect(raised(bench)).toContain("1.8");
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  });

  test("a release that its motor calls good and the drawer did not see is looked into", () => {
    const bench = offeredRoll(e300);
    bench.fates = ["too-far"];
    bench.press();
    bench.advance(MINUTE);
    expect(recordsOf(bench, "dose.released")).toEqual([]);
    expect(bench.cycle).toBe("stopped");
  });

  test("nothing follows a pouch that still lies in the drawer", () => {
    const bench = releasedRoll(e300);
    bench.advanceTo(SECOND.dueMs + MINUTE);
    bench.press();
    bench.advance(MINUTE);
    expect(bench.outlet).toHaveLength(1);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} released-not-retrieved`]);
    expect(raised(bench)).toContain("1.3");
    bench.takeOut();
    bench.take();
    expect(outcomes(bench).at(-1)).toBe(`${SECOND.doseId} retrieved`);
  });

  test("a press while the clock cannot be trusted lets nothing go", () => {
    const bench = offeredRoll(e300);
    bench.clockErrorMs = 11 * MINUTE;
    bench.press();
    bench.advance(MINUTE);
    expect(bench.letGo).toEqual([]);
  });

  test("a press whose record can't be written lets nothing go, and the dose waits again", () => {
    const bench = offeredRoll(e300);
    bench.failingCommits = 2;
    bench.press();
    bench.advance(10_000);
    expect(bench.letGo).toEqual([]);
    bench.failingCommits = 0;
    bench.advance(2 * MINUTE);
    bench.take();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("a press shortly before the late limit never ends in a release after it", () => {
    const bench = offeredRoll(e300);
    bench.advanceTo(FIRST_LATE_MS - 500);
    bench.press();
    bench.advance(MINUTE);
    expect(recordsOf(bench, "dose.released")).toEqual([]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
  });

  test("a lid opened without the key keeps the roll locked until staff have been there", () => {
    const bench = usedRoll(e300);
    bench.openLid(false);
    bench.closeLid();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    bench.press();
    expect(active(bench)).toContain("1.22");
    expect(motions(bench)).not.toContain("roll.read");
    bench.load(20);
    bench.advance(10_000);
    bench.take();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("what the print says is trusted", () => {
    const bench = usedRoll(e300, ([first, second, ...rest]) =>
      first === undefined || second === undefined
        ? []
        : [{ ...first, doseId: "something-else" }, second, ...rest],
    );
    bench.advanceTo(FIRST.dueMs + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual(["something-else"]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });
});

describe("a power cut in the release ends in what the window tells", () => {
  const [e300] = READERS;

  test.each([
    ["not-begun", "offered again", `${FIRST.doseId} retrieved`],
    ["at-its-end", "known to lie in the drawer", `${FIRST.doseId} retrieved`],
    ["half-way", "uncertain", `${FIRST.doseId} uncertain`],
  ] as const)("%s: the dose is %s", (fate, _what, outcome) => {
    const bench = offeredRoll(e300);
    bench.press();
    bench.advance(100);
    bench.cutPower(fate);
    bench.advance(MINUTE);
    bench.boot();
    bench.advance(10_000);
    if (bench.outlet.length > 0) bench.takeOut();
    else bench.take();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([outcome]);
    expect(bench.letGo.length).toBeLessThanOrEqual(1);
  });

  test("a pouch that was taken out of the drawer while the device was off was retrieved", () => {
    const bench = releasedRoll(e300);
    bench.cutPower();
    bench.takeOut();
    bench.boot();
    bench.advance(10_000);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("a pouch that waited behind the button over its late limit was missed, and is put away", () => {
    const bench = offeredRoll(e300);
    bench.cutPower();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    bench.boot();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
    expect(dosesOf(bench.store)).toEqual([FIRST.doseId]);
    expect(raised(bench)).not.toContain("1.3");
  });
});
