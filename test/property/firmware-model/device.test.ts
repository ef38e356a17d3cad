import type { Checkpoint, DeviceInput } from "@dosekit/protocols";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complaintsAboutCommands } from "../../support/firmware-model/asking-oracle.ts";
import { complaints, dosesWithoutOutcome } from "../../support/firmware-model/journal-oracle.ts";
import type { TrayBench } from "../../support/firmware-model/tray-bench.ts";
import {
  BETWEEN_DOSES_H,
  calmDown,
  type Happening,
  happen,
  happenings,
  happeningsWithCommands,
  happeningsWithPlans,
  hourlyPlan,
} from "../../support/firmware-model/tray-chaos.ts";
import { follow, freshBench } from "../../support/firmware-model/tray-stories.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const RUNS = { numRuns: LONG ? 3_000 : 150 };
const HOUR_OF_DOSE = 8;
const HOURS = [HOUR_OF_DOSE, HOUR_OF_DOSE + BETWEEN_DOSES_H];

function startedBench(): TrayBench {
  const bench = freshBench();
  bench.load(28);
  bench.advance(1_000);
  follow(bench, hourlyPlan(HOUR_OF_DOSE, 1), 1);
  return bench;
}

function live(days: readonly Happening[]): TrayBench {
  const bench = startedBench();
  for (const what of days) happen(bench, what);
  return bench;
}

describe("whatever happens to a device", () => {
  test("S1, S2, S7, S8 and S9 hold in its journal at every moment", () => {
    fc.assert(
      fc.property(happenings, (days) => {
        expect(complaints(live(days))).toEqual([]);
      }),
      RUNS,
    );
  });

  test("they hold when plans come again and move doses within their day", () => {
    fc.assert(
      fc.property(happeningsWithPlans, (days) => {
        const bench = live(days);
        calmDown(bench);
        expect(complaints(bench)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("they hold whatever anybody asks of it, and no command does more than its right", () => {
    fc.assert(
      fc.property(happeningsWithCommands, (days) => {
        const bench = live(days);
        expect([...complaints(bench), ...complaintsAboutCommands(bench)]).toEqual([]);
      }),
      RUNS,
    );
  });

  test("S3: every known dose has exactly one outcome, whatever was asked short of the end", () => {
    fc.assert(
      fc.property(happeningsWithCommands, (days) => {
        const bench = live(days.filter((what) => what.do !== "ask" || what.wish.mode !== "ended"));
        calmDown(bench);
        expect([...complaints(bench), ...complaintsAboutCommands(bench)]).toEqual([]);
        expect(dosesWithoutOutcome(bench, HOURS)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("S3: once all is well again every known dose has exactly one outcome", () => {
    fc.assert(
      fc.property(happenings, (days) => {
        const bench = live(days);
        calmDown(bench);
        expect(complaints(bench)).toEqual([]);
        expect(dosesWithoutOutcome(bench, HOURS)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("S6: without a window no hands turn the tray to the opening", () => {
    const hands = happenings.map((days) =>
      days.filter(({ do: what }) => !["load", "wait", "plan", "set-clock"].includes(what)),
    );
    fc.assert(
      fc.property(hands, (days) => {
        const bench = live(days.filter((what) => what.do !== "cut" || what.offMinutes < 5));
        const spentMs = bench.trueMs - startedBench().trueMs;
        fc.pre(spentMs < 3_600_000);
        expect(bench.begun.filter(({ motion }) => motion.motion === "tray.offer")).toEqual([]);
      }),
      RUNS,
    );
  });

  test("a checkpoint is what its text says, and stays so whatever comes after it", () => {
    fc.assert(
      fc.property(happeningsWithCommands, happenings, (past, future) => {
        const bench = live(past);
        const [checkpoints, texts]: [Checkpoint[], string[]] = [[], []];
        for (const what of future) {
          if (bench.state !== undefined) {
            const checkpoint = bench.logic.checkpoint(bench.state);
            checkpoints.push(checkpoint);
            texts.push(JSON.stringify(checkpoint));
          }
          happen(bench, what);
        }
        expect(checkpoints).toStrictEqual(texts.map((text) => JSON.parse(text)));
      }),
      RUNS,
    );
  });

  test("a checkpoint that went through JSON has the same future", () => {
    fc.assert(
      fc.property(happenings, happenings, (past, future) => {
        const [bench, twin] = [live(past), live(past)];
        twin.keepsCheckpointAsText = false;
        for (const one of [bench, twin]) {
          one.cutPower();
          one.boot();
          for (const what of future) happen(one, what);
        }
        expect(twin.records).toEqual(bench.records);
        expect(twin.begun).toEqual(bench.begun);
        expect(twin.state).toEqual(bench.state);
      }),
      { numRuns: LONG ? 1_000 : 40 },
    );
  });

  test("the same inputs give the same states and effects, and none is changed in place", () => {
    fc.assert(
      fc.property(happenings, (days) => {
        const bench = live(days);
        const { state, logic } = bench;
        if (state === undefined) throw new Error("the bench is off");
        deepFreeze(state);
        const input: DeviceInput = { type: "posture.tilted" };
        const now = bench.now();
        expect(logic.step(state, input, now)).toEqual(logic.step(state, input, now));
      }),
      { numRuns: LONG ? 1_000 : 40 },
    );
  });
});

describe("hostile data", () => {
  const bench = startedBench();
  const numbers = fc.oneof(fc.integer(), fc.double(), fc.constant(Number.NaN));
  const inputs = fc.oneof(
    fc.record({ type: fc.constant("stock.loaded"), doses: numbers, firstSlot: numbers }),
    fc.record({ type: fc.constant("battery.measured"), permille: numbers }),
    fc.record({ type: fc.constant("timer.fired"), slot: fc.string(), atMs: numbers }),
    fc.record({
      type: fc.constantFrom("motion.finished", "motion.failed"),
      motion: fc.oneof(fc.string(), fc.constantFrom("tray.offer", "tray.close")),
      slot: fc.option(numbers, { nil: undefined }),
      cause: fc.constant("stall"),
    }),
    fc.record({
      type: fc.constant("command.received"),
      command: fc.record({
        commandId: fc.string(),
        verb: fc.string(),
        actor: fc.string(),
        notAfterMs: numbers,
        alertId: fc.option(fc.string(), { nil: undefined }),
      }),
    }),
  );

  test("no input makes a step throw", () => {
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 20 }), (rows) => {
        let state = bench.state;
        for (const input of rows) {
          if (state === undefined) throw new Error("the bench is off");
          [state] = bench.logic.step(state, input as unknown as DeviceInput, bench.now());
        }
        expect(state?.journal.epoch).toBe(bench.state?.journal.epoch);
      }),
      RUNS,
    );
  });

  test("a checkpoint that is none starts a device anew", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
        const input = { cause: "unknown" as const, freshEpoch: 77 };
        const [state] = bench.logic.boot(data as Checkpoint, input, bench.now());
        expect(state.journal.epoch).toBe(77);
      }),
      RUNS,
    );
  });
});

function deepFreeze(value: object): void {
  Object.freeze(value);
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null && !Object.isFrozen(inner)) deepFreeze(inner);
  }
}
