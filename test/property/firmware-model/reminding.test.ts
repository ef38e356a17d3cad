import { localOf, OUTSIDE_TABLE } from "@dosekit/firmware-model";
import type { Reminding } from "@dosekit/protocols";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MechanismBench } from "../../support/firmware-model/mechanism-bench.ts";
import { profileNamed } from "../../support/firmware-model/mechanism-bench.ts";
import { usedRoll } from "../../support/firmware-model/roll-stories.ts";
import {
  FIRST,
  HOUR,
  MINUTE,
  SECOND,
  take,
  usedBench,
} from "../../support/firmware-model/tray-stories.ts";
import { tableOf } from "../../support/plans.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const RUNS = { numRuns: LONG ? 1_000 : 40 };
const TABLE = tableOf("Asia/Kolkata");
const WINDOW_MS = 2 * HOUR;
/** What a mechanism takes to fetch, shut or take back, and a pouch to be taken out. */
const MOVING_MS = 2 * MINUTE;

/** Within the first twenty minutes of the dose that is due at 08:00. */
function nearFirst() {
  return fc.integer({ min: 480, max: 500 });
}

const SWITCHES = fc.record({
  light: fc.constantFrom(0, 1),
  sound: fc.constantFrom(0, 1),
  speech: fc.constantFrom(0, 1),
  text: fc.constantFrom(0, 1),
});
const quiet = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 1_439 }), nearFirst()),
    fc.integer({ min: 0, max: 1_439 }),
  )
  .filter(([from, until]) => from !== until)
  .map(([quietFromMin, quietUntilMin]) => ({ quietFromMin, quietUntilMin }));
/** Any way of reminding that a robot with all four can follow. */
const reminding: fc.Arbitrary<Reminding> = fc
  .tuple(
    SWITCHES.filter((one) => Object.values(one).includes(1)),
    fc.option(quiet),
    fc.option(fc.integer({ min: 2, max: 30 })),
    fc.option(fc.integer({ min: 1, max: 6 })),
  )
  .map(([switches, hours, repeatMin, roundsMax]) => ({
    ...switches,
    ...hours,
    ...(repeatMin === null ? {} : { repeatMin }),
    ...(roundsMax === null ? {} : { roundsMax }),
  }));
/** When the user takes the dose, minutes after it is due; beyond its window for never. */
const takenAfterMin = fc.integer({ min: 1, max: 150 });

/** Looks at what is to be seen and heard every twenty seconds of two doses' windows. */
function watched(bench: MechanismBench, act: (minute: number) => void, judge: () => void): void {
  for (const dueMs of [FIRST.dueMs, SECOND.dueMs]) {
    bench.advanceTo(dueMs - 10 * MINUTE);
    for (let third = 0; third < 3 * 150; third += 1) {
      bench.advance(MINUTE / 3);
      judge();
      if (third % 3 === 0) act(third / 3 - 10);
    }
  }
}

function minuteNow({ trueMs }: MechanismBench): number {
  const local = localOf(TABLE, trueMs);
  if (local === OUTSIDE_TABLE) throw new Error("inside the table");
  return local.minuteOfDay;
}

function isQuiet({ quietFromMin, quietUntilMin }: Reminding, minute: number): boolean {
  if (quietFromMin === undefined || quietUntilMin === undefined) return false;
  const span = (quietUntilMin - quietFromMin + 1_440) % 1_440;
  return (minute - quietFromMin + 1_440) % 1_440 < span;
}

function isNearWindow({ trueMs }: MechanismBench): boolean {
  return [FIRST, SECOND].some(
    ({ dueMs }) => trueMs >= dueMs && trueMs < dueMs + WINDOW_MS + MOVING_MS,
  );
}

describe("a reminder", () => {
  test("is never given outside a window, in quiet hours only by light, and as switched", () => {
    fc.assert(
      fc.property(reminding, takenAfterMin, (how, takenMin) => {
        const bench = usedRoll(profileNamed("evondos-e300"));
        bench.input({ type: "config.received", config: { version: 9, reminding: how } });
        expect(bench.reports.at(-1)?.result).toBe("applied");
        const act = (minute: number) => {
          if (minute === takenMin) bench.press();
          if (minute === takenMin + 1) bench.takeOut();
        };
        watched(bench, act, () => {
          const { light = "off", sound = 0, text, speech } = bench.signal ?? {};
          if (!isNearWindow(bench)) expect([light, sound, text]).toEqual(["off", 0, undefined]);
          if (isQuiet(how, minuteNow(bench))) {
            expect([sound, text, speech]).toEqual([0, undefined, undefined]);
          }
          if (how.light === 0) expect(light).toBe("off");
          if (how.sound === 0) expect(sound).toBe(0);
          if (how.text === 0) expect(text).toBeUndefined();
          if (how.speech === 0) expect(speech).toBeUndefined();
        });
      }),
      RUNS,
    );
  });

  test("stops when the dose is taken", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 115 }), (takenMin) => {
        const bench = usedBench();
        bench.advanceTo(FIRST.dueMs + takenMin * MINUTE);
        take(bench);
        for (let minute = 0; minute < 130; minute += 1) {
          expect(bench.signal).toMatchObject({ light: "off", sound: 0 });
          bench.advance(MINUTE);
        }
      }),
      RUNS,
    );
  });
});
