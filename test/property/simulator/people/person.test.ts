import { PROFILES } from "@dosekit/firmware-model";
import { localDateOf, type SignalShow } from "@dosekit/protocols";
import {
  EventQueue,
  type HandAction,
  Person,
  plantOf,
  shippedPersonas,
  streamOf,
  USUAL_HABITS,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  LIT,
  OFF,
  ON,
  type PersonWish,
  personBench,
  WAIT,
} from "../../../support/simulator/person-bench.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LONG = process.env["DOSEKIT_LONG"] === "1";
const RUNS = { numRuns: LONG ? 5_000 : 400 };

type Cue =
  | { readonly type: "shows"; readonly shown: SignalShow }
  | { readonly type: "called" }
  | { readonly type: "helped" };

const shown: fc.Arbitrary<SignalShow> = fc.constantFrom(
  ...[ON, ON, LIT, OFF, OFF],
  { ...ON, text: "press" },
  { ...LIT, text: "take" },
  { ...ON, text: "call-staff" },
  { ...OFF, speech: "press" },
);

const showing = shown.map((one): Cue => ({ type: "shows", shown: one }));
const calling = fc.constantFrom<Cue>({ type: "called" }, { type: "helped" });

const wish: fc.Arbitrary<PersonWish> = fc.record({
  persona: fc.constantFrom(...shippedPersonas()),
  preset: fc.constantFrom("A", "B"),
  gesture: fc.constantFrom("tilt", "press"),
  seed: fc.integer({ min: 1, max: 1_000_000 }).map(String),
  habits: fc.record({
    calls: fc.constantFrom("centre", "persona"),
    inTime: fc.boolean(),
    ignoring: fc.boolean(),
    training: fc.boolean(),
    decline: fc.boolean(),
  }),
});

/** Cues with the minutes before each. */
function cues(cue: fc.Arbitrary<Cue>) {
  const after = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 600 }));
  return fc.array(fc.tuple(after, cue), { minLength: 1, maxLength: 25 });
}

/** Lets a person live through cues; hands change nothing of what the device shows. */
function live(wished: PersonWish, script: readonly (readonly [number, Cue])[]) {
  let now: SignalShow = OFF;
  const begun: SignalShow[] = [];
  const bench = personBench({
    ...wished,
    onAct: ({ type }) => {
      if (type === "press" || type === "tilt") begun.push(now);
    },
  });
  bench.person.start();
  for (const [afterMin, cue] of script) {
    bench.queue.runUntil(bench.queue.nowMs() + afterMin * MINUTE_MS);
    if (cue.type === "called") bench.person.called();
    else if (cue.type === "helped") bench.person.helped();
    else {
      now = cue.shown;
      bench.person.see(now);
    }
  }
  return { ...bench, begun };
}

function signals({ light, sound, text, speech }: SignalShow): boolean {
  const isForUser = text !== "call-staff";
  return isForUser && (light !== "off" || sound > 0 || text !== undefined || speech !== undefined);
}

test("a person never acts while the device shows nothing and nobody calls", () => {
  let acted = 0;
  fc.assert(
    fc.property(wish, cues(showing), (wished, script) => {
      const habits = { ...wished.habits, calls: "centre" } as const;
      const { begun, queue } = live({ ...wished, habits }, script);
      queue.runUntil(queue.nowMs() + DAY_MS);
      for (const at of begun) expect(signals(at), JSON.stringify(at)).toBe(true);
      acted += begun.length;
    }),
    RUNS,
  );
  expect(acted).toBeGreaterThan(RUNS.numRuns / 2);
});

test("a person always comes to an end, whatever was shown and whoever called", () => {
  fc.assert(
    fc.property(wish, cues(fc.oneof(showing, calling)), (wished, script) => {
      const { person, queue, acts } = live(wished, script);
      person.see(OFF);
      queue.runUntil(queue.nowMs() + WAIT.lateMs + DAY_MS);
      expect(queue.pending(0)).toBe(0);
      expect(person.isFree()).toBe(true);
      // Three tries for each cue, two actions and one that comes too often for each try.
      expect(acts.length).toBeLessThanOrEqual(script.length * 3 * 4);
      const [opened, closed] = ["tilt", "right"].map(
        (type) => acts.filter((act) => act.type === type).length,
      );
      expect(opened).toBe(closed);
    }),
    RUNS,
  );
});

test("hands never get from a device what it has not let go, however they handle it", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PROFILES),
      fc.constantFrom(...shippedPersonas()),
      fc.integer({ min: 1, max: 1_000_000 }),
      cues(fc.oneof(showing, calling)),
      (profile, base, seed, script) => {
        const queue = new EventQueue(0);
        const often = { unit: "per-day", confidence: "inferred", source: "for the test" } as const;
        const offer = plantOf(profile, {
          nowMs: () => queue.nowMs(),
          random: streamOf(`${seed}`, "device", "plant"),
          nextDoses: (count) => dosesFrom(count),
        });
        const act = (action: HandAction) => void offer.plant.handle(action);
        offer.plant.regainPower();
        act({ type: "open-lid", withKey: true });
        act({ type: "refill", doses: offer.capacity });
        act({ type: "close-lid" });
        const before = offer.plant.count();
        const person = new Person({
          ...{ scheduler: queue, lane: 0, gesture: offer.gesture, wait: WAIT, hands: act },
          stream: (purpose) => streamOf(`${seed}`, "device", purpose),
          persona: {
            ...base,
            idlePresses: { ...often, value: 100 },
            idleTilts: { ...often, value: 100 },
          },
          preset: "B",
          habits: USUAL_HABITS,
        });
        person.start();
        for (const [afterMin, cue] of script) {
          queue.runUntil(queue.nowMs() + afterMin * MINUTE_MS);
          if (cue.type === "called") person.called();
          else if (cue.type === "helped") person.helped();
          else person.see(cue.shown);
        }
        expect(offer.plant.count()).toEqual(before);
        expect(before.user).toBe(0);
        expect(before.slot).toBeGreaterThan(0);
      },
    ),
    { numRuns: RUNS.numRuns / 4 },
  );
});

test("a person does the same alone and among others, wherever they stand in the fleet", () => {
  fc.assert(
    fc.property(wish, cues(showing), fc.integer({ min: 1, max: 5 }), (wished, script, lane) => {
      const all = among(wished, script, [0, 1, 2, 3, 4, 5]);
      const alone = among(wished, script, [lane]);
      expect(all[lane]).toEqual(alone[0]);
    }),
    { numRuns: RUNS.numRuns / 8 },
  );
});

/** The people of some homes on one queue, a lane each in their order; what each did. */
function among(
  { persona, preset = "A", gesture = "tilt", seed = "1", habits }: PersonWish,
  script: readonly (readonly [number, Cue])[],
  homes: readonly number[],
): readonly (readonly string[])[] {
  const queue = new EventQueue(0);
  const lives = homes.map((home, lane) => {
    const acts: string[] = [];
    const person = new Person({
      ...{ scheduler: queue, lane, gesture, preset, wait: WAIT },
      persona: persona ?? shippedPersonas()[0] ?? raise(),
      stream: (purpose) => streamOf(seed, `home-${home}`, purpose),
      habits: { ...USUAL_HABITS, ...habits },
      hands: ({ type }) => acts.push(`${queue.nowMs()} ${type}`),
    });
    return { person, acts };
  });
  for (const { person } of lives) person.start();
  for (const [afterMin, cue] of script) {
    queue.runUntil(queue.nowMs() + afterMin * MINUTE_MS);
    if (cue.type === "shows") for (const { person } of lives) person.see(cue.shown);
  }
  return lives.map(({ acts }) => acts);
}

function raise(): never {
  throw new Error("no persona ships");
}

function dosesFrom(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    ...{ doseId: `dose-${at}`, date: localDateOf(at), minuteOfDay: 480 },
    ...{ earlyMs: at * DAY_MS, lateMs: at * DAY_MS + 120 * MINUTE_MS },
  }));
}
