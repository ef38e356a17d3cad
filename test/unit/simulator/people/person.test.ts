import { type PersonaPreset, personaNamed } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import {
  LIT,
  OFF,
  ON,
  type PersonWish,
  personaWith,
  personBench,
  WAIT,
} from "../../../support/simulator/person-bench.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const SURE = personaWith("stable", { takesAlone: 1, takesAfterCall: 0 });
const ON_CALL = personaWith("stable", { takesAlone: 0, takesAfterCall: 1 });
const NEVER = personaWith("stable", { takesAlone: 0, takesAfterCall: 0 });
const OUT_ON_CALL = personaWith("away", { takesAlone: 0, takesAfterCall: 1 });

/** Share of new calls that are answered within ten hours, over many people. */
function shareTaking(name: string, preset: PersonaPreset, called: boolean): number {
  const people = 1_000;
  let taken = 0;
  for (let index = 0; index < people; index += 1) {
    const persona = personaNamed(name);
    const { queue, person, types } = personBench({ persona, preset, seed: `${index}` });
    person.see(ON);
    // A second round of reminding, for those who ignore the first.
    queue.runUntil(5 * MINUTE_MS);
    if (types().length === 0) {
      person.see(LIT);
      person.see(ON);
    }
    queue.runUntil(60 * MINUTE_MS);
    if (called) person.called();
    queue.runUntil(600 * MINUTE_MS);
    if (types().includes("tilt")) taken += 1;
  }
  return taken / people;
}

describe("a person", () => {
  test("turns the signalling device over and back, once", () => {
    const { queue, person, types } = personBench();
    person.see(ON);
    queue.runUntil(120 * MINUTE_MS);
    expect(types()).toEqual(["tilt", "right"]);
  });

  test("presses and takes where there is a button, and only takes what already lies there", () => {
    const { queue, person, types } = personBench({ gesture: "press", onAct: () => undefined });
    person.see({ ...ON, text: "press" });
    while (types().length === 0) queue.step();
    person.see({ ...LIT, text: "take" });
    queue.runUntil(queue.nowMs() + 2 * MINUTE_MS);
    expect(types().slice(0, 3)).toEqual(["press", "take", "take"]);
  });

  test("does nothing while the device is quiet", () => {
    const { queue, person, acts } = personBench();
    person.see(OFF);
    queue.runUntil(600 * MINUTE_MS);
    expect(acts).toEqual([]);
  });

  test("leaves alone a device that asks for staff", () => {
    const { queue, person, acts } = personBench({ persona: SURE });
    person.see({ ...ON, sound: 10, text: "call-staff" });
    queue.runUntil(600 * MINUTE_MS);
    expect(acts).toEqual([]);
  });

  test("tries again while the device keeps signalling, and gives up", () => {
    const { queue, person, types } = personBench({ onAct: () => undefined });
    person.see(ON);
    queue.runUntil(600 * MINUTE_MS);
    expect(types().filter((type) => type === "tilt")).toHaveLength(3);
  });

  test("takes a dose alone about as often as the persona says", () => {
    expect(shareTaking("stable", "B", false)).toBeCloseTo(0.99, 1);
    expect(shareTaking("forgetful", "B", false)).toBeCloseTo(0.955, 1);
    expect(shareTaking("cognitive-decline", "B", false)).toBeCloseTo(0.88, 1);
  });

  test("takes some more after a call", () => {
    const alone = shareTaking("forgetful", "B", false);
    const called = shareTaking("forgetful", "B", true);
    expect(called).toBeGreaterThan(alone);
    expect(called).toBeLessThan(1);
  });

  test("takes a dose that they take alone before anybody is told, however slow their hand", () => {
    const slow = personaWith("stable", { takesAlone: 1, takesAfterCall: 0, latencyMedian: 55 });
    const times = [true, false].map((inTime) =>
      Array.from({ length: 200 }, (_, index) => {
        const bench = personBench({ persona: slow, seed: `${index}`, habits: { inTime } });
        bench.person.see(ON);
        bench.queue.runUntil(DAY_MS);
        return bench.acts[0]?.atMs ?? Number.POSITIVE_INFINITY;
      }),
    );
    expect(Math.max(...(times[0] ?? []))).toBeLessThan(WAIT.alertMs);
    expect(Math.max(...(times[1] ?? []))).toBeGreaterThan(WAIT.alertMs);
  });

  test("heeds the second round of reminding where the first is ignored", () => {
    const persona = personaWith("stable", {
      takesAlone: 1,
      takesAfterCall: 0,
      ignoresFirstReminder: 1,
    });
    const { queue, person, acts } = personBench({ persona });
    person.see(ON);
    queue.runUntil(20 * MINUTE_MS);
    expect(acts).toEqual([]);
    person.see(LIT);
    person.see(ON);
    queue.runUntil(70 * MINUTE_MS);
    expect(acts).not.toEqual([]);
    const heeding = personBench({ persona, habits: { ignoring: false } });
    heeding.person.see(ON);
    heeding.queue.runUntil(60 * MINUTE_MS);
    expect(heeding.acts).not.toEqual([]);
  });

  test("who comes to a dark device waits until it calls again", () => {
    const { queue, person, acts } = personBench({ persona: SURE });
    person.see(ON);
    person.see(OFF);
    queue.runUntil(30 * MINUTE_MS);
    expect(acts).toEqual([]);
    person.see(ON);
    queue.runUntil(32 * MINUTE_MS);
    expect(acts).not.toEqual([]);
  });

  test("presses or turns once too often now and then, and not where mistakes are left out", () => {
    const persona = personaWith("stable", { takesAlone: 1, takesAfterCall: 0, wrongPress: 1 });
    const counts = [true, false].map((mistakes) => {
      const bench = personBench({ persona, gesture: "press", habits: { mistakes } });
      bench.person.see(ON);
      bench.queue.runUntil(60 * MINUTE_MS);
      return bench.types().filter((type) => type === "press").length;
    });
    expect(counts).toEqual([2, 1]);
  });

  test("handles the device without a reason now and then, if the run has that in it", () => {
    const persona = personaNamed("cognitive-decline");
    const { queue, person, types } = personBench({ persona, habits: { idling: true } });
    person.start();
    queue.runUntil(40 * DAY_MS);
    // 1.5 a day for 40 days: 60 times, and four deviations of a Poisson number either way.
    const times = types().filter((act) => act === "press" || act === "tilt").length;
    expect(times).toBeGreaterThan(30);
    expect(times).toBeLessThan(110);
    expect(types()).toContain("press");
    expect(types()).toContain("tilt");
    const still = personBench({ persona });
    still.person.start();
    still.queue.runUntil(40 * DAY_MS);
    expect(still.acts).toEqual([]);
  });

  test("who leaves a dose does not take it by chance, and handles the device again after it", () => {
    const restless = personaWith("stable", { takesAlone: 0, takesAfterCall: 0, idlePresses: 200 });
    const { queue, person, acts } = personBench({ persona: restless, habits: { idling: true } });
    person.start();
    person.see(ON);
    queue.runUntil(120 * MINUTE_MS);
    expect(acts).toEqual([]);
    person.see(OFF);
    queue.runUntil(240 * MINUTE_MS);
    expect(acts.length).toBeGreaterThan(5);
  });

  test("helped by somebody beside them, takes what they would have left", () => {
    const { queue, person, types } = personBench({ persona: NEVER });
    person.helped();
    queue.runUntil(10 * MINUTE_MS);
    expect(types()).toEqual([]);
    person.see(ON);
    person.helped();
    queue.runUntil(20 * MINUTE_MS);
    expect(types()).toContain("tilt");
  });
});

describe("a call", () => {
  test("brings those to their dose whom it can help, a few minutes later", () => {
    expect(firstActAfterCall({ persona: ON_CALL })).toBeLessThanOrEqual(68 * MINUTE_MS);
    expect(firstActAfterCall({ persona: NEVER })).toBeUndefined();
  });

  test("brings somebody home who is out, who acts there and not before", () => {
    const atMs = firstActAfterCall({ persona: OUT_ON_CALL });
    expect(atMs).toBeGreaterThanOrEqual(70 * MINUTE_MS);
    expect(atMs).toBeLessThan(96 * MINUTE_MS);
  });

  test("that belongs to the persona comes between the alert and the end, the centre's then nothing", () => {
    const persona = personaWith("stable", { takesAlone: 0, takesAfterCall: 1 });
    for (let seed = 0; seed < 50; seed += 1) {
      const wish = { seed: `${seed}`, persona, habits: { calls: "persona" } } as const;
      const atMs = firstActAfterCall(wish) ?? 0;
      expect(atMs).toBeGreaterThanOrEqual(WAIT.alertMs);
      expect(atMs).toBeLessThan(WAIT.lateMs);
      expect(firstActAfterCall({ ...wish, isCalled: false })).toBe(atMs);
    }
  });

  test("helps nobody where the alert comes at the end of the window", () => {
    const wait = { alertMs: WAIT.lateMs, lateMs: WAIT.lateMs };
    expect(firstActAfterCall({ persona: ON_CALL, habits: { calls: "persona" }, wait })).toBe(
      undefined,
    );
  });
});

function firstActAfterCall({
  isCalled = true,
  ...wish
}: PersonWish & { readonly isCalled?: boolean }): number | undefined {
  const { queue, person, acts } = personBench(wish);
  person.see(ON);
  queue.runUntil(60 * MINUTE_MS);
  expect(acts).toEqual([]);
  if (isCalled) person.called();
  queue.runUntil(600 * MINUTE_MS);
  return acts[0]?.atMs;
}

describe("somebody who is out", () => {
  test("is home again after the dose is over, and then takes what waits", () => {
    const out = personaWith("away", { takesAlone: 0, takesAfterCall: 0 });
    const { queue, person, acts } = personBench({ persona: out });
    person.see(ON);
    person.helped();
    queue.runUntil(119 * MINUTE_MS);
    expect(person.isFree()).toBe(false);
    person.see(OFF);
    queue.runUntil(181 * MINUTE_MS);
    expect(acts).toEqual([]);
    expect(person.isFree()).toBe(true);
  });
});

describe("journeys", () => {
  const often = personaWith("stable", { journeys: 30 });
  const habits = { journeys: true };

  test("begin with asking for travel mode; the doses that come are taken, and none while away", () => {
    const asked: number[] = [];
    const bench = personBench({
      ...{ persona: often, habits },
      asks: {
        travel: (untilMs) => {
          asked.push(untilMs);
          bench.person.see(ON);
        },
      },
    });
    bench.person.start();
    while (asked.length === 0) bench.queue.step();
    bench.queue.runUntil(bench.queue.nowMs() + 20 * MINUTE_MS);
    expect(bench.types()).toEqual(["tilt", "right"]);
    const untilMs = asked[0] ?? 0;
    bench.queue.runUntil(bench.queue.nowMs() + 120 * MINUTE_MS);
    bench.person.see(ON);
    bench.queue.runUntil(untilMs - 1);
    expect(bench.types()).toEqual(["tilt", "right"]);
    expect(asked).toEqual([untilMs]);
  });

  test("are put off after four times of asking when no dose comes, and not made without asking", () => {
    const asked: number[] = [];
    const silent = personBench({
      persona: often,
      habits,
      asks: { travel: (ms) => asked.push(ms) },
    });
    silent.person.start();
    while (asked.length === 0) silent.queue.step();
    silent.queue.runUntil(silent.queue.nowMs() + 90 * MINUTE_MS);
    expect(asked).toHaveLength(4);
    expect(silent.person.isFree()).toBe(true);
    const unable = personBench({ persona: SURE, habits });
    unable.person.start();
    unable.queue.runUntil(60 * DAY_MS);
    expect(unable.person.isFree()).toBe(true);
  });

  test("without travel mode leave the doses to an empty home", () => {
    const heedless = personaWith("stable", {
      ...{ takesAlone: 1, takesAfterCall: 0, journeys: 30, asksForTravelMode: 0 },
    });
    const { queue, person, acts } = personBench({ persona: heedless, habits });
    person.start();
    while (person.isFree()) queue.runUntil(queue.nowMs() + 10 * MINUTE_MS);
    person.see(ON);
    person.called();
    queue.runUntil(queue.nowMs() + 3 * 60 * MINUTE_MS);
    expect(acts).toEqual([]);
  });
});

test("some stop within three months, tell home care, and never act again", () => {
  const stopped = Array.from({ length: 300 }, (_, index) => {
    let ended = 0;
    const bench = personBench({
      ...{ seed: `${index}`, preset: "B", persona: SURE, habits: { dropOut: true } },
      asks: { endService: () => (ended += 1) },
    });
    bench.person.start();
    bench.queue.runUntil(91 * DAY_MS);
    bench.person.see(ON);
    bench.queue.runUntil(92 * DAY_MS);
    expect(ended).toBe(bench.person.hasStopped() ? 1 : 0);
    expect(bench.acts.length === 0).toBe(bench.person.hasStopped());
    return ended;
  });
  const share = stopped.reduce((sum, ended) => sum + ended, 0) / stopped.length;
  expect(share).toBeGreaterThan(0.17);
  expect(share).toBeLessThan(0.33);
});

test("what one habit draws changes nothing of what another does", () => {
  const lives = [false, true].map((dropOut) => {
    const { queue, person, acts } = personBench({
      ...{ persona: personaNamed("forgetful"), preset: "A", habits: { idling: true, dropOut } },
      seed: "3",
    });
    person.start();
    for (let day = 1; day < 20; day += 1) {
      person.see(ON);
      queue.runUntil(day * DAY_MS);
      person.see(OFF);
    }
    expect(person.hasStopped()).toBe(false);
    return acts;
  });
  expect(lives[0]?.length).toBeGreaterThan(20);
  expect(lives[1]).toEqual(lives[0]);
});
