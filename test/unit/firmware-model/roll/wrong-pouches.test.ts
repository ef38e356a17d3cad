import type { ProductProfile } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { complaints } from "../../../support/firmware-model/journal-oracle.ts";
import { RollBench } from "../../../support/firmware-model/roll-bench.ts";
import {
  MEDIDO,
  MEDIDO_THAT_PUTS_AWAY,
  READERS,
  wrongPouches,
} from "../../../support/firmware-model/roll-stories.ts";
import {
  calmDown,
  type Happening,
  happen,
  hourlyPlan,
} from "../../../support/firmware-model/tray-chaos.ts";
import { active, follow } from "../../../support/firmware-model/tray-stories.ts";

const ROLLS = [...READERS, MEDIDO, MEDIDO_THAT_PUTS_AWAY].map(
  (profile, at) => [`${profile.product}${at === 3 ? " that puts away" : ""}`, profile] as const,
);

/** Two doses a day from 08:00 on, each within reach for an hour, and 28 pouches. */
function live(profile: ProductProfile, days: readonly Happening[]): RollBench {
  const bench = new RollBench(profile);
  bench.boot("first-boot");
  bench.advance(1_000);
  follow(bench, hourlyPlan(8, 1), 1);
  bench.load(28);
  bench.advance(1_000);
  for (const what of days) happen(bench, what);
  return bench;
}

const cut = (offMinutes: number): Happening => ({
  ...{ do: "cut", fate: "not-begun", offMinutes, shaken: false, clock: "kept" },
});
const load = (doses: number): Happening => ({ do: "load", doses, firstSlot: 0 });
const approach = (moment: "late/" | "plan/"): Happening => ({ do: "approach", moment, seconds: 0 });

/** Lives that once ended in a wrong pouch or a release that was not announced last. */
const LIVES: readonly (readonly [string, readonly Happening[]])[] = [
  [
    "a press is the first input after the clock is good again",
    [
      approach("plan/"),
      { do: "clock-error", minutes: 11 },
      { do: "take" },
      { do: "clock-error", minutes: 0 },
      { do: "press" },
      { do: "wait-seconds", seconds: 1 },
    ],
  ],
  [
    "staff load while only the device knows that a dose is over",
    [
      { do: "journal-fails", times: 2 },
      cut(180),
      load(1),
      approach("plan/"),
      { do: "take" },
      { do: "right" },
    ],
  ],
  [
    "power goes in the step in which staff say what they loaded",
    [
      { do: "open-lid", withKey: true },
      { do: "cut-after-effects", effects: 8 },
      { do: "wait", minutes: 120 },
      { do: "set-clock", byMinutes: -11 },
      approach("late/"),
      load(2),
      approach("plan/"),
      { do: "take" },
      { do: "wait", minutes: 60 },
    ],
  ],
  [
    "a dose gets its outcome while staff stand at the open lid with a roll",
    [
      { do: "clock-error", minutes: 11 },
      approach("plan/"),
      { do: "journal-fails", times: 4 },
      { do: "wait", minutes: 60 },
      load(0),
      { do: "clock-error", minutes: 0 },
      { do: "wait-seconds", seconds: 1 },
      load(1),
      approach("plan/"),
      { do: "take" },
      { do: "wait", minutes: 1 },
    ],
  ],
];

describe.each(ROLLS)("%s", (_name, profile) => {
  test.each(LIVES)("lets no wrong pouch go when %s", (_title, days) => {
    const bench = live(profile, days);
    calmDown(bench);
    expect(wrongPouches(bench)).toEqual([]);
    expect(complaints(bench)).toEqual([]);
  });
});

describe("a roll that is not read", () => {
  test("is not trusted when it was loaded while the journal failed", () => {
    const bench = live(MEDIDO, []);
    bench.failingCommits = 3;
    bench.load(28);
    expect(active(bench)).toContain("1.7");
    bench.failingCommits = 0;
    bench.advance(120_000);
    bench.load(28);
    expect(active(bench)).not.toContain("1.7");
  });

  test("is not trusted when staff took pouches off while it put one away", () => {
    const bench = live(MEDIDO_THAT_PUTS_AWAY, [approach("plan/"), approach("late/")]);
    expect(bench.cycle).toBe("retracting");
    bench.takeOff(1);
    bench.advance(60_000);
    expect(active(bench)).toContain("1.7");
    for (const what of [approach("plan/"), { do: "take" } as const]) happen(bench, what);
    expect(bench.letGo).toEqual([]);
  });

  test("is not trusted when a dose ended behind the open lid before it was loaded", () => {
    const bench = live(MEDIDO, [approach("plan/")]);
    const packed = bench.openDoses(28);
    bench.openLid(true);
    bench.advance(61 * 60_000);
    bench.roll = [...packed];
    bench.gone = 0;
    bench.input({ type: "stock.loaded", doses: 28, firstSlot: 0 });
    bench.closeLid();
    bench.advance(1_000);
    expect(active(bench)).toContain("1.7");
    bench.load(28);
    expect(active(bench)).not.toContain("1.7");
  });

  test("changed without power is noticed by its place alone", () => {
    for (const [taken, isNoticed] of [
      [1, true],
      [0, false],
    ] as const) {
      const bench = live(MEDIDO, []);
      for (let dose = 0; dose < taken; dose += 1) {
        for (const what of [approach("plan/"), { do: "take" } as const]) happen(bench, what);
      }
      bench.cutPower();
      bench.gone = 0;
      bench.boot();
      bench.advance(1_000);
      expect(active(bench).includes("1.7")).toBe(isNoticed);
    }
  });

  test("puts nothing away after a power cut: a load that nobody could note may have come between", () => {
    const bench = live(MEDIDO_THAT_PUTS_AWAY, [approach("plan/"), approach("late/")]);
    expect(bench.cycle).toBe("retracting");
    bench.cutPower("not-begun");
    bench.boot();
    bench.advance(60_000);
    expect(bench.store).toEqual([]);
    expect(active(bench)).toContain("1.7");
    bench.load(28);
    bench.advance(60_000);
    expect(active(bench)).not.toContain("1.7");
  });

  test("is not trusted when power went while staff stood at the open lid", () => {
    const bench = live(MEDIDO, [{ do: "open-lid", withKey: true }, cut(5)]);
    bench.closeLid();
    bench.advance(1_000);
    expect(active(bench)).toContain("1.7");
  });
});
