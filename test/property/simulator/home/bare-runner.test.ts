import type { DeviceLogic } from "@dosekit/protocols";
import {
  BareRunner,
  CivilClock,
  EventQueue,
  type PoweredPlant,
  ScheduledRetryTimer,
  SimulatedBoard,
  streamOf,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";
import { scriptedLogic, type Wish } from "../../../support/scripted-logic.ts";

const START = 1_800_000_000_000;
const slot = fc.constantFrom("a", "b");
/** Times around that of a write, 8 ms, so that inputs and deadlines come while one is under way. */
const soon = fc.nat(20);

const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ wish: fc.constant("commit" as const), records: fc.constantFrom(1, 2) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ wish: fc.constant("arm" as const), slot, civil: fc.boolean(), inMs: soon },
    }),
  },
  { weight: 2, arbitrary: fc.record({ wish: fc.constant("cancel" as const), slot }) },
  { weight: 2, arbitrary: fc.record({ wish: fc.constant("show" as const), sound: fc.nat(10) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      wish: fc.constant("set-civil" as const),
      byMs: fc.integer({ min: -30, max: 30 }),
    }),
  },
);
const script = fc.array(fc.array(wish, { maxLength: 4 }), { minLength: 1, maxLength: 6 });

const happening = fc.oneof(
  { weight: 6, arbitrary: fc.constant("press" as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("cut-kept" as const, "cut-torn" as const, "cut-lost" as const),
  },
  { weight: 2, arbitrary: fc.constantFrom("io" as const, "full" as const, "works" as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("clock-back" as const, "clock-on" as const, "hang" as const),
  },
);
const life = fc.array(fc.tuple(soon, happening), { maxLength: 25 });

type Life = readonly (readonly [
  number,
  (
    | "press"
    | "cut-kept"
    | "cut-torn"
    | "cut-lost"
    | "io"
    | "full"
    | "works"
    | "clock-back"
    | "clock-on"
    | "hang"
  ),
])[];

/** A mechanism that does nothing. */
const NO_PLANT: PoweredPlant = {
  drive: () => ({ facts: [], reactions: [] }),
  handle: () => ({ facts: [], reactions: [] }),
  losePower: () => undefined,
  regainPower: () => ({ facts: [], reactions: [] }),
  count: () => ({ slot: 0, mechanism: 0, drawer: 0, user: 0, "reject-store": 0, staff: 0 }),
};

/** Everything that a board was seen to do, each with its time. */
function lived(
  wishes: readonly (readonly Wish[])[],
  happenings: Life,
  bare: boolean,
): readonly string[] {
  const queue = new EventQueue(START);
  const seen: string[] = [];
  const note = (what: string) => seen.push(`${queue.nowMs() - START} ${what}`);
  let lastSeq = 0;
  const way = { take: () => undefined, waiting: () => 0, onContact: () => undefined };
  const board = new SimulatedBoard({
    ...{ scheduler: queue, lane: 0, random: streamOf("1", "d", "board") },
    ...{ deviceId: "d", product: "test", spoolEventsMax: 1_000 },
    logic: scriptedLogic(wishes) as DeviceLogic<unknown>,
    civil: new CivilClock({ driftPpm: 20, civilMs: START, errorMs: 0 }, START),
    plant: NO_PLANT,
    transport: {
      open: () => undefined,
      send: () => undefined,
      close: () => undefined,
      abort: () => undefined,
    },
    retryTimer: new ScheduledRetryTimer(queue, 0),
    newRunner: bare ? (options) => new BareRunner(options, way) : undefined,
    watch: {
      onRecord: (record) => {
        lastSeq = record.seq;
        note(`record ${JSON.stringify(record)}`);
      },
      onInput: (input, now) => note(`input ${JSON.stringify(input)} ${JSON.stringify(now)}`),
      onEffect: (effect, durable, now) =>
        note(`${JSON.stringify(effect)} ${durable} ${JSON.stringify(now)}`),
      onPower: (on) => note(on ? "on" : "off"),
      onFact: () => undefined,
      onSignal: ({ sound }) => note(`sound ${sound}`),
      onMotion: () => undefined,
      onFault: ({ message }) => note(message),
    },
  });
  board.powerOn("first-boot");
  for (const [afterMs, what] of happenings) {
    queue.runUntil(queue.nowMs() + afterMs);
    if (what === "press") board.input({ type: "button.pressed", actor: "user" });
    else if (what === "io" || what === "full") board.store.failWith(what);
    else if (what === "works") board.store.failWith(undefined);
    else if (what === "hang") board.hang();
    else if (what === "clock-back" || what === "clock-on") {
      board.clock.stepCivil(what === "clock-on" ? 15 : -15);
    } else {
      const write = what === "cut-kept" ? "kept" : what === "cut-torn" ? "torn" : "lost";
      // A journal that was being written anew gives back what was told of before, too.
      for (const record of board.powerOff({ write })) {
        if (record.seq <= lastSeq) continue;
        lastSeq = record.seq;
        note(`kept ${record.seq}`);
      }
      board.powerOn("power-restored");
    }
  }
  board.store.failWith(undefined);
  queue.runUntil(queue.nowMs() + 100);
  board.stop();
  return seen;
}

test("a program without bytes lives through the same as on the SDK's runtime, whatever befalls it", () => {
  fc.assert(
    fc.property(script, life, (wishes, happenings) => {
      expect(lived(wishes, happenings, true)).toEqual(lived(wishes, happenings, false));
    }),
    { numRuns: process.env["DOSEKIT_LONG"] === "1" ? 20_000 : 400 },
  );
});
