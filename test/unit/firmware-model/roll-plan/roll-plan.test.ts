import type { ProductProfile } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import {
  dosesOf,
  MEDIDO,
  MEDIDO_THAT_PUTS_AWAY,
  offeredRoll,
  releasedRoll,
  usedRoll,
} from "../../../support/firmware-model/roll-stories.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  follow,
  HOUR,
  MINUTE,
  motions,
  outcomes,
  raised,
  recordsOf,
  SECOND,
  storyPlan,
} from "../../../support/firmware-model/tray-stories.ts";

/** The product with an alert point at other minutes. */
function alertedAfter(minutes: number): ProductProfile {
  const alertPoints = MEDIDO.alertPoints.map((point) =>
    point.after === "minutes" ? { ...point, minutes: { ...point.minutes, value: minutes } } : point,
  );
  return { ...MEDIDO, alertPoints };
}

describe("medido, one dose", () => {
  test("waits behind the button at its time, and nothing moves", () => {
    const bench = offeredRoll(MEDIDO);
    expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
    expect(motions(bench)).toEqual(["roll.check", "roll.check"]);
    expect(bench.signal).toMatchObject({ light: "blink", sound: 5 });
  });

  test("a press moves the roll on by one pouch, announced before it moves", () => {
    const bench = releasedRoll(MEDIDO);
    for (let press = 0; press < 5; press += 1) bench.press();
    bench.advance(MINUTE);
    expect(dosesOf(bench.outlet)).toEqual([FIRST.doseId]);
    expect(bench.begun.at(-1)?.durable.at(-1)).toMatchObject({ kind: "dose.offering" });
    bench.takeOut();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test.each([45, 75])("R-1: with %i minutes 1.1 is raised then, to the minute", (alertMin) => {
    const bench = usedRoll(alertedAfter(alertMin));
    bench.advanceTo(FIRST.dueMs + (alertMin - 1) * MINUTE);
    expect(raised(bench)).not.toContain("1.1");
    bench.advance(2 * MINUTE);
    expect(recordsOf(bench, "alert.raised").at(-1)).toMatchObject({
      alert: "1.1",
      doseId: FIRST.doseId,
      civilMs: FIRST.dueMs + alertMin * MINUTE,
    });
  });

  test("R-2: a press before the alert point raises nothing", () => {
    const bench = offeredRoll(MEDIDO);
    bench.take();
    bench.advance(3 * HOUR);
    expect(raised(bench)).not.toContain("1.1");
  });

  test("R-2: a press between alert point and late limit takes the one pouch and ends the alert", () => {
    const bench = offeredRoll(MEDIDO);
    bench.advance(80 * MINUTE);
    expect(active(bench)).toEqual(["1.1"]);
    bench.take();
    expect(active(bench)).toEqual([]);
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
  });

  test("R-2: a press at or after the late limit lets nothing go", () => {
    const bench = offeredRoll(MEDIDO);
    bench.advanceTo(FIRST_LATE_MS);
    bench.press();
    bench.advance(MINUTE);
    bench.press();
    bench.advance(MINUTE);
    expect(bench.letGo).toEqual([]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  });

  test("that it was not taken is told once, at the alert point and not again at the late limit", () => {
    const bench = offeredRoll(MEDIDO);
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    expect(raised(bench).filter((code) => code === "1.1")).toHaveLength(1);
  });

  test("an alert that was taken charge of is not raised again at the late limit", () => {
    const bench = offeredRoll(MEDIDO);
    bench.advance(80 * MINUTE);
    const alertId = bench.state?.alerts[0]?.alertId ?? "";
    bench.command({ commandId: "c", verb: "acknowledge-alert", actor: "operator", alertId });
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    expect(raised(bench).filter((code) => code === "1.1")).toHaveLength(1);
  });
});

describe("a roll that is out of step", () => {
  test("the pouch of a missed dose is held until staff come", () => {
    const bench = offeredRoll(MEDIDO);
    bench.advanceTo(SECOND.dueMs + MINUTE);
    bench.press();
    bench.advance(MINUTE);
    expect(active(bench)).toContain("1.7");
    expect(bench.letGo).toEqual([]);
    bench.load(20);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([SECOND.doseId]);
    expect(active(bench)).not.toContain("1.7");
  });

  test("by the other policy the pouch is put away and the next dose gets its own", () => {
    const bench = offeredRoll(MEDIDO_THAT_PUTS_AWAY);
    bench.advanceTo(SECOND.dueMs + 10_000);
    bench.take();
    expect(dosesOf(bench.store)).toEqual([FIRST.doseId]);
    expect(dosesOf(bench.user)).toEqual([SECOND.doseId]);
    expect(active(bench)).not.toContain("1.7");
  });

  test("the pouches of doses that passed while the device was off are not given later", () => {
    const bench = usedRoll(MEDIDO);
    bench.cutPower();
    bench.advanceTo(SECOND.dueMs - MINUTE);
    bench.boot();
    bench.advance(2 * MINUTE);
    bench.press();
    bench.advance(MINUTE);
    expect(bench.letGo).toEqual([]);
    expect(active(bench)).toContain("1.7");
  });

  test("a roll that is loaded out of step lets the wrong pouch go without an alert", () => {
    const bench = usedRoll(MEDIDO, ([, ...rest]) => rest);
    bench.advanceTo(FIRST.dueMs + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([SECOND.doseId]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    expect(active(bench)).toEqual([]);
  });

  test("an empty pouch at the front is noticed only where the leader is checked", () => {
    const blank = { doseId: "", reading: { found: "blank" } } as const;
    const unchecked = offeredRoll(MEDIDO, (pouches) => [blank, ...pouches]);
    unchecked.take();
    expect(dosesOf(unchecked.user)).toEqual([""]);
    const bench = usedRoll(MEDIDO);
    bench.checksLeader = true;
    bench.pack = (pouches) => [blank, ...pouches];
    bench.load(20);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    bench.press();
    bench.advance(MINUTE);
    expect(bench.letGo).toEqual([]);
    expect(active(bench)).toContain("1.7");
  });

  test("a roll that stands elsewhere than it stood is not trusted", () => {
    const bench = usedRoll(MEDIDO);
    bench.cutPower();
    bench.roll.shift();
    bench.gone += 1;
    bench.boot();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    bench.press();
    bench.advance(MINUTE);
    expect(bench.letGo).toEqual([]);
    expect(active(bench)).toContain("1.7");
  });

  test("a plan that takes a known dose away holds its pouch for staff", () => {
    const bench = offeredRoll(MEDIDO);
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    bench.load(20);
    bench.advance(10_000);
    follow(bench, storyPlan({ revision: 2 }), 2);
    expect(recordsOf(bench, "plan.accepted")).toHaveLength(2);
    bench.advanceTo(SECOND.dueMs + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([SECOND.doseId]);
  });
});

describe("faults of the mechanism", () => {
  test("a jam in the release stops the device and the place of the roll decides", () => {
    const bench = offeredRoll(MEDIDO);
    bench.fates = ["stuck"];
    bench.press();
    bench.advance(MINUTE);
    expect(bench.cycle).toBe("stopped");
    expect(active(bench)).toEqual(["1.5", "1.8"]);
    expect(outcomes(bench)).toEqual([]);
    bench.load(20);
    bench.advance(10_000);
    bench.take();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("nothing follows a pouch that still lies in the outlet", () => {
    const bench = releasedRoll(MEDIDO);
    bench.advanceTo(SECOND.dueMs + MINUTE);
    bench.press();
    bench.advance(MINUTE);
    expect(bench.outlet).toHaveLength(1);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} released-not-retrieved`]);
  });

  test("a lid opened without the key keeps the roll locked until staff have been there", () => {
    const bench = usedRoll(MEDIDO);
    bench.openLid(false);
    bench.closeLid();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    bench.press();
    bench.advance(MINUTE);
    expect(bench.letGo).toEqual([]);
    expect(active(bench)).toContain("1.22");
  });

  test.each([
    ["not-begun", `${FIRST.doseId} retrieved`],
    ["at-its-end", `${FIRST.doseId} retrieved`],
    ["half-way", `${FIRST.doseId} uncertain`],
  ] as const)(
    "a power cut in the release ends in what the place of the roll tells: %s",
    (fate, outcome) => {
      const bench = offeredRoll(MEDIDO);
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
    },
  );

  test("a dose that waited behind the button without power is missed, not uncertain", () => {
    const bench = offeredRoll(MEDIDO);
    bench.cutPower();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    bench.boot();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  });
});
