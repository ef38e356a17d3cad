import {
  codeReader,
  type PlantResponse,
  type RollPouch,
  readPrintedText,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { HOUR_MS, rollPlant, twiceDaily } from "../../../support/roll-plants.ts";

function inputs({ reactions }: PlantResponse): readonly unknown[] {
  return reactions.map(({ input }) => input);
}

function hazards({ facts }: PlantResponse): readonly string[] {
  return facts.flatMap((fact) => (fact.type === "hazard" ? [fact.hazard] : []));
}

const FIRST = { found: "print", date: "2026-01-01", minuteOfDay: 120, owner: "own" };

describe("a roll with a reader", () => {
  test("reads the first pouch where it hangs, as often as it is asked", () => {
    const { plant, load, drive } = rollPlant("reader");
    load(4);
    expect(inputs(drive("roll.check"))).toMatchObject([{ reading: { found: "none" } }]);
    for (let time = 0; time < 2; time += 1) {
      expect(inputs(drive("roll.read"))).toMatchObject([{ type: "pouch.read", reading: FIRST }]);
    }
    expect(plant.count()).toMatchObject({ slot: 4, mechanism: 0 });
  });

  test("takes a pouch from the roll through window and drawer to the user", () => {
    const { queue, plant, load, drive } = rollPlant("reader");
    load(4);
    queue.runUntil(2 * HOUR_MS);
    drive("roll.read");
    drive("roll.park");
    expect(plant.count()).toMatchObject({ slot: 3, mechanism: 1 });
    const release = drive("roll.release");
    expect(inputs(release)).toMatchObject([{ type: "outlet.filled" }, { type: "motion.finished" }]);
    expect(hazards(release)).toEqual([]);
    expect(inputs(plant.handle({ type: "take" }))).toEqual([{ type: "outlet.emptied" }]);
    expect(plant.count()).toMatchObject({ slot: 3, mechanism: 0, drawer: 0, user: 1 });
  });

  test("puts a pouch into the locked store until that is full", () => {
    const { plant, load, drive } = rollPlant("reader");
    load(6);
    const ends = Array.from({ length: 4 }, () => {
      drive("roll.read");
      drive("roll.park");
      return inputs(drive("roll.retract"))[0];
    });
    expect(ends.map((end) => (end as { type: string }).type)).toEqual([
      ...Array.from({ length: 3 }, () => "motion.finished"),
      "motion.failed",
    ]);
    expect(plant.count()).toMatchObject({ "reject-store": 3, mechanism: 1 });
  });

  test("can't read the pouches whose print was smudged, and reads the one behind them", () => {
    const { plant, load, drive } = rollPlant("reader");
    load(4);
    plant.smudge(2);
    const readings = Array.from({ length: 3 }, () => {
      const [reading] = inputs(drive("roll.read"));
      drive("roll.park");
      drive("roll.retract");
      return reading;
    });
    expect(readings).toMatchObject([
      { reading: { found: "unreadable" } },
      { reading: { found: "unreadable" } },
      { reading: { found: "print", owner: "own" } },
    ]);
  });

  test("is somebody else's while rolls are mixed up, with that person's doses on it", () => {
    const { plant, load, drive } = rollPlant("reader");
    plant.swapRoll({ patientKey: "other", nextDoses: (count) => twiceDaily(count).slice(1) });
    load(3);
    expect(inputs(drive("roll.read"))).toMatchObject([
      { reading: { owner: "other", minuteOfDay: 840 } },
    ]);
    plant.swapRoll({ patientKey: "nobody" });
    load(3);
    expect(inputs(drive("roll.read"))).toMatchObject([
      { reading: { owner: "other", minuteOfDay: 120 } },
    ]);
    plant.swapRoll(undefined);
    load(3);
    expect(inputs(drive("roll.read"))).toMatchObject([{ reading: FIRST }]);
  });

  test("tells a cutter that fails from a drive that jams", () => {
    const blunt = rollPlant("reader", { chances: { cutFailure: 1 } });
    blunt.load(2);
    blunt.drive("roll.read");
    expect(inputs(blunt.drive("roll.park"))).toMatchObject([{ cause: "cut" }]);
    const jammed = rollPlant("reader", { chances: { jam: 1 } });
    jammed.load(2);
    expect(inputs(jammed.drive("roll.read"))).toMatchObject([{ cause: "stall" }]);
  });

  test("takes a cut back that power ended before it was done", () => {
    const { queue, plant, load, drive } = rollPlant("reader");
    load(4);
    drive("roll.read");
    plant.drive({ type: "motion.start", motion: "roll.park" });
    queue.runUntil(queue.nowMs() + 500);
    plant.losePower();
    plant.regainPower();
    const told = plant.handle({ type: "press", actor: "user" });
    expect(told.facts).toMatchObject([{ type: "moved", from: "mechanism", to: "slot" }]);
    expect(plant.count()).toMatchObject({ slot: 4, mechanism: 0 });
    expect(inputs(drive("roll.check"))).toMatchObject([{ reading: FIRST }]);
  });

  test("leaves a pouch in the drawer that had fallen before power ended", () => {
    const { queue, plant, load, drive } = rollPlant("reader");
    load(4);
    drive("roll.read");
    drive("roll.park");
    plant.drive({ type: "motion.start", motion: "roll.release" });
    queue.runUntil(queue.nowMs() + 2_500);
    plant.losePower();
    expect(inputs(plant.regainPower())).toEqual([{ type: "outlet.filled" }]);
    expect(plant.count()).toMatchObject({ drawer: 1 });
  });

  test("counts what came at the wrong time, for somebody else, or beside another one", () => {
    const { queue, load, drive } = rollPlant("reader", { chances: { swappedRoll: 1 } });
    load(4);
    const release = () => {
      drive("roll.read");
      drive("roll.park");
      return hazards(drive("roll.release"));
    };
    queue.runUntil(2 * HOUR_MS);
    expect(release()).toEqual(["wrong-patient"]);
    expect(release()).toEqual(["wrong-pouch", "wrong-patient", "two-pouches"]);
    expect(hazards(drive("roll.release"))).toEqual(["empty-release"]);
  });

  test("comes to an empty pouch at the end of its roll, and then to nothing", () => {
    const { load, drive } = rollPlant("reader", { chances: { trailerLeft: 1 } });
    load(1);
    const found = () => {
      const read = inputs(drive("roll.read"));
      drive("roll.park");
      drive("roll.retract");
      return read;
    };
    expect(found()).toMatchObject([{ reading: FIRST }]);
    expect(found()).toMatchObject([{ reading: { found: "blank" } }]);
    expect(found()).toMatchObject([{ reading: { found: "none" } }]);
  });

  test("tells the same for ever while its reader sticks", () => {
    const { plant, load, drive } = rollPlant("reader");
    load(4);
    drive("roll.read");
    plant.setStuck("index", true);
    drive("roll.park");
    drive("roll.retract");
    expect(inputs(drive("roll.read"))).toMatchObject([{ reading: FIRST }]);
    plant.setStuck("index", false);
    expect(inputs(drive("roll.read"))).toMatchObject([{ reading: { minuteOfDay: 840 } }]);
  });
});

describe("a roll on a plan", () => {
  test("moves on by one pouch and tells its place", () => {
    const { queue, plant, load, drive } = rollPlant("plan");
    load(4);
    queue.runUntil(2 * HOUR_MS);
    expect(inputs(drive("roll.check"))).toMatchObject([{ slot: 0 }]);
    expect(hazards(drive("roll.release"))).toEqual([]);
    expect(inputs(drive("roll.check"))).toMatchObject([{ slot: 1 }]);
    expect(plant.count()).toMatchObject({ slot: 3, drawer: 1 });
  });

  test("takes a release back that power ended before it was done, its place with it", () => {
    const { queue, plant, load, drive } = rollPlant("plan");
    load(4);
    plant.drive({ type: "motion.start", motion: "roll.release" });
    queue.runUntil(queue.nowMs() + 500);
    plant.losePower();
    expect(inputs(plant.regainPower())).toEqual([]);
    expect(inputs(drive("roll.check"))).toMatchObject([{ slot: 0 }]);
    expect(plant.count()).toMatchObject({ slot: 4, mechanism: 0, drawer: 0 });
  });

  test("finds an empty pouch at the front of a new roll", () => {
    const { load, drive } = rollPlant("plan", { chances: { leaderLeft: 1 } });
    load(4);
    expect(inputs(drive("roll.check"))).toMatchObject([{ reading: { found: "blank" } }]);
    expect(hazards(drive("roll.release"))).toEqual(["wrong-pouch"]);
  });

  test("lets a jammed pouch hang half way now and then, where it can be pulled out", () => {
    const pulled = Array.from({ length: 20 }, (_, index) => {
      const { plant, load, drive } = rollPlant("plan", { seed: `${index}`, chances: { jam: 1 } });
      load(2);
      drive("roll.release");
      const hangs = inputs(drive("roll.check")).some(
        (input) => (input as { type: string }).type === "motion.failed",
      );
      return [hangs, hazards(plant.handle({ type: "take" })).includes("pulled-out")];
    });
    expect(pulled.every(([hangs, isOut]) => hangs === isOut)).toBe(true);
    expect(pulled.some(([hangs]) => hangs)).toBe(true);
    expect(pulled.some(([hangs]) => !hangs)).toBe(true);
  });
});

describe.each(["reader", "plan"] as const)("a release that was asked for, on a %s", (kind) => {
  const released = (doseId: string, isAsked: boolean) => {
    const { plant, load, drive } = rollPlant(kind);
    load(4);
    plant.announce({ doseId, isAsked });
    drive("roll.read");
    drive("roll.park");
    return hazards(drive("roll.release"));
  };

  test("is right outside its time, if it is the very dose", () => {
    expect(released("dose-0", true)).toEqual([]);
    expect(released("dose-1", true)).toEqual(["wrong-pouch"]);
    expect(released("dose-0", false)).toEqual(["wrong-pouch"]);
  });
});

describe.each(["reader", "plan"] as const)("staff's hands on a %s", (kind) => {
  const over = (count: number) => (doseId: string) => Number(doseId.slice(5)) < count;

  test("take the passed pouches off behind the open lid, and say how many", () => {
    const { plant, load } = rollPlant(kind);
    load(4);
    plant.handle({ type: "open-lid", withKey: true });
    expect(inputs(plant.removePassed(over(2)))).toEqual([{ type: "roll.handled", removed: 2 }]);
    expect(plant.count()).toMatchObject({ slot: 2, staff: 2 });
    expect(inputs(plant.removePassed(over(0)))).toEqual([{ type: "roll.handled", removed: 0 }]);
    expect(inputs(plant.removePassed(over(9)))).toEqual([{ type: "roll.handled", removed: 2 }]);
    expect(plant.count()).toMatchObject({ slot: 0, staff: 4 });
  });

  test("reach nothing while the lid is closed", () => {
    const { plant, load } = rollPlant(kind);
    load(4);
    expect(plant.removePassed(over(2))).toEqual({ reactions: [], facts: [] });
    expect(plant.count()).toMatchObject({ slot: 4, staff: 0 });
  });
});

describe("the place of a roll on a plan", () => {
  test("counts the pouches that staff took off", () => {
    const { plant, load, drive } = rollPlant("plan");
    load(4);
    plant.handle({ type: "open-lid", withKey: true });
    plant.removePassed(() => true);
    plant.handle({ type: "close-lid" });
    expect(inputs(drive("roll.check"))).toMatchObject([{ slot: 4 }]);
  });

  test("goes on until the store of put-away pouches is full", () => {
    const { plant, load, drive } = rollPlant("plan");
    load(4);
    for (let pouch = 0; pouch < 3; pouch += 1) {
      expect(inputs(drive("roll.retract"))).toMatchObject([{ type: "motion.finished" }]);
    }
    expect(inputs(drive("roll.retract"))).toMatchObject([{ type: "motion.failed" }]);
    expect(plant.count()).toMatchObject({ slot: 1, "reject-store": 3 });
  });
});

describe("reading a pouch", () => {
  const pouch: RollPouch = {
    place: 0,
    print: { date: "2026-01-01", minuteOfDay: 120, patientKey: "own" },
    condition: "whole",
    doses: 1,
  };

  test("by its text tells owner, date and time, or why not", () => {
    expect(readPrintedText(pouch, "own")).toEqual(FIRST);
    expect(readPrintedText(pouch, "me")).toMatchObject({ owner: "other" });
    expect(readPrintedText({ ...pouch, condition: "smudged" }, "own").found).toBe("unreadable");
    expect(readPrintedText({ ...pouch, condition: "torn" }, "own").found).toBe("torn");
    const { print: _none, ...blank } = pouch;
    expect(readPrintedText(blank, "own").found).toBe("blank");
  });

  test("by its code needs a code that is understood", () => {
    const reader = codeReader(({ payload }) =>
      payload === "1" ? { date: "2026-01-01", minuteOfDay: 120, patientKey: "own" } : undefined,
    );
    expect(reader(pouch, "own").found).toBe("blank");
    const coded = { ...pouch, code: { symbology: "qr", payload: "1" } };
    expect(reader(coded, "own")).toEqual(FIRST);
    expect(reader({ ...coded, code: { symbology: "qr", payload: "2" } }, "own").found).toBe(
      "unreadable",
    );
  });
});
