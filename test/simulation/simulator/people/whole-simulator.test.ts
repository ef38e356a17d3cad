import { DEFAULT_LADDER, instant } from "@dosekit/protocols";
import {
  allCheckers,
  CALIBRATION_HABITS,
  type DeviceSpec,
  DoseAccount,
  EventQueue,
  type Observation,
  type PeopleHabits,
  Person,
  type Persona,
  personaNamed,
  type RunSpec,
  runLanes,
  runVirtual,
  streamOf,
  USUAL_HABITS,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { profileNamed } from "../../../support/firmware-model/mechanism-bench.ts";
import {
  calibrate,
  deviationPer100,
  E300_ALERT_AT_60,
  per100,
} from "../../../support/simulator/calibration.ts";
import { oneDosePlan } from "../../../support/simulator/one-dose-plan.ts";
import { personaWith } from "../../../support/simulator/person-bench.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Midnight of a Monday in November in Oslo. */
const START_MS = instant(Date.UTC(2026, 10, 22, 23));
const MORNING_AND_EVENING = [480, 1_200];
/** Nothing that spoils a roll. */
const NO_ROLL_FAULTS = {
  ...{ jam: 0, cutFailure: 0, unreadable: 0, torn: 0, missing: 0, duplicated: 0 },
  ...{ swappedRoll: 0, leaderLeft: 0, trailerLeft: 0 },
};

interface Wish {
  readonly product: string;
  readonly days: number;
  readonly personas: readonly Persona[];
  readonly habits: Partial<PeopleHabits>;
  readonly everyDays?: number;
  /** Number of the first home. */
  readonly firstId?: number;
}

const SEED = "whole";

function idAt(index: number): string {
  return `d${String(index).padStart(3, "0")}`;
}

/** A home for each persona, without faults. */
function specOf({ product, days, personas, habits, everyDays = 14, firstId = 0 }: Wish): RunSpec {
  const profile = product === E300_ALERT_AT_60.product ? E300_ALERT_AT_60 : profileNamed(product);
  const devices = personas.map(
    ({ name }, index): DeviceSpec => ({
      ...{
        deviceId: idAt(firstId + index),
        product,
        configVersion: 1,
        persona: name,
      },
      plan: oneDosePlan(profile, MORNING_AND_EVENING),
      roundStop: { round: "round-1", stop: index % 10 },
    }),
  );
  return {
    ...{ profiles: [E300_ALERT_AT_60], seed: SEED, devices, ladder: DEFAULT_LADDER },
    ...{ startMs: START_MS, endMs: START_MS + days * DAY_MS, drainMs: 6 * HOUR_MS },
    faults: { preset: "none", planned: [] },
    people: { preset: "B", habits },
    personas: personas.filter((one, at) => personas.indexOf(one) === at),
    refill: { onAlert: true, everyDays },
    rollFaults: NO_ROLL_FAULTS,
  };
}

/** Runs homes through the whole simulator. */
function live(wish: Wish) {
  return watched(specOf(wish));
}

function watched(spec: RunSpec) {
  const account = new DoseAccount();
  const checkers = allCheckers();
  const opened = new Map<string, number[]>();
  const run = runVirtual(spec, {
    sink: {
      observe: (seen: Observation) => {
        for (const checker of checkers) checker.observe(seen);
        if (seen.seen === "record") account.journalled(seen.deviceId, seen.record);
        if (seen.seen === "input" && seen.input.type === "lid.opened") {
          opened.set(seen.deviceId, [...(opened.get(seen.deviceId) ?? []), seen.trueMs]);
        }
      },
      stopped: (deviceId, fault) => {
        throw new Error(`${deviceId}: ${fault.message}`);
      },
    },
  });
  const violations = checkers.flatMap((checker) => checker.finish(run.endedMs).violations);
  return { totals: account.totals(), violations, opened };
}

/** The kinds of people of whom most is missed, so that a small run has something to show. */
const RISKY = ["away", "away", "away", "cognitive-decline", "cognitive-decline", "forgetful"];
const SCALE = LONG ? 10 : 1;
/** Days of a hundred homes, a persona's share of them each. */
const WHOLE_DAYS = LONG ? 150 : 3;

describe.each([
  { loop: "closed", devices: 6, days: 10 * SCALE },
  { loop: "open", devices: 12, days: 20 * SCALE },
] as const)("in a loop that is $loop", ({ loop, devices, days }) => {
  test("the whole simulator misses and tells of as many doses as scripted dispensers do", async () => {
    const personas = Array.from({ length: devices }, (_, at) =>
      personaNamed(RISKY[at % RISKY.length] ?? "away"),
    );
    const wish = { product: E300_ALERT_AT_60.product, days, personas };
    const { sums } = await runLanes({ ...specOf({ ...wish, habits: CALIBRATION_HABITS }), loop });
    expect(sums.violations).toEqual([]);
    const { retrieved, missed, uncertain, "released-ahead": ahead } = sums.totals.outcomes;
    const doses = retrieved + missed;
    // Staff who open the lid on a dose whose user is out leave the device without a way to know.
    expect(uncertain).toBeLessThan(0.01 * doses);
    expect(doses + ahead + uncertain).toBeGreaterThanOrEqual(2 * devices * days - devices);
    const mix = RISKY.map((name, at) => ({
      ...personaNamed(name),
      ...{ name: `${name}-${at}`, share: { ...personaNamed(name).share, value: 1 } },
    }));
    const large = { profile: E300_ALERT_AT_60, preset: "B", doses: 10_000, seed: "mix" } as const;
    const scripted = calibrate({ ...large, personas: mix });
    for (const [what, found, expected] of [
      ["missed", missed, scripted.missed],
      ["told of", sums.totals.alerts["1.1"] ?? 0, scripted.alerts],
    ] as const) {
      const rate = per100(scripted, expected);
      const apart = Math.abs((100 * found) / doses - rate);
      const allowed =
        3 * Math.hypot(deviationPer100(rate, doses), deviationPer100(rate, scripted.doses));
      expect(found, what).toBeGreaterThan(0);
      expect(apart, `${what}: ${found} of ${doses}, ${rate} per 100`).toBeLessThan(allowed);
    }
  }, 900_000);
});

test("the open loop as a whole misses what the calibration says", async () => {
  const personas = Array.from({ length: 100 }, (_, at) => personaNamed(shippedNameAt(at)));
  const wish = { product: E300_ALERT_AT_60.product, days: WHOLE_DAYS, personas };
  const spec = specOf({ ...wish, habits: CALIBRATION_HABITS });
  const { sums } = await runLanes({
    ...spec,
    people: { ...spec.people, preset: "A" },
    loop: "open",
  });
  const { retrieved, missed } = sums.totals.outcomes;
  const doses = retrieved + missed;
  expect(doses).toBeGreaterThan(170 * WHOLE_DAYS);
  for (const [rate, within, found] of [
    [0.44, 0.05, missed],
    [1.3, 0.1, sums.totals.alerts["1.1"] ?? 0],
  ] as const) {
    const allowed = within + 3 * deviationPer100(rate, doses);
    expect(Math.abs((100 * found) / doses - rate)).toBeLessThan(allowed);
  }
}, 3_600_000);

/** The persona of the home of that number among a hundred. */
function shippedNameAt(at: number): string {
  return at < 70 ? "stable" : at < 90 ? "forgetful" : at < 97 ? "cognitive-decline" : "away";
}

describe.each(["evondos-e300", "medido", "pilly-sms", "carousel-28"])("on %s", (product) => {
  test("journeys take doses along, and every rule holds", () => {
    const traveller = personaWith("stable", { takesAlone: 1, takesAfterCall: 0, journeys: 12 });
    const personas = [traveller, traveller];
    const { totals, violations } = live({ product, days: 8, personas, habits: {} });
    expect(violations).toEqual([]);
    expect(totals.outcomes["released-ahead"]).toBeGreaterThan(1);
    expect(totals.outcomes.missed).toBe(0);
  });
});

test("for whoever stops no dose comes due any more, and every rule holds", () => {
  const habits = { dropOut: true, journeys: false };
  const stopsEarly = Array.from({ length: 200 }, (_, at) => at).find((at) =>
    hasStoppedBy(3 * DAY_MS, idAt(at)),
  );
  if (stopsEarly === undefined) throw new Error("nobody stops within three days");
  const personas = [personaNamed("stable")];
  const wish = { product: "evondos-e300", days: 6, personas, firstId: stopsEarly };
  const { totals, violations } = live({ ...wish, habits });
  expect(violations).toEqual([]);
  // Twelve doses in six days, had the service gone on.
  expect(totals.due).toBeLessThanOrEqual(6);
  expect(totals.outcomes.missed).toBe(0);
});

/** Lives as the user of that home does until then, without a dispenser. */
function hasStoppedBy(untilMs: number, deviceId: string): boolean {
  const queue = new EventQueue(0);
  const person = new Person({
    ...{ scheduler: queue, lane: 0, preset: "B", gesture: "press" },
    stream: (purpose) => streamOf(SEED, deviceId, purpose),
    persona: personaNamed("stable"),
    habits: { ...USUAL_HABITS, dropOut: true, journeys: false, idling: false },
    wait: { alertMs: HOUR_MS, lateMs: 2 * HOUR_MS },
    hands: () => undefined,
  });
  person.start();
  queue.runUntil(untilMs);
  return person.hasStopped();
}

test("a round of staff comes to its homes one after the other", () => {
  const personas = Array.from({ length: 5 }, () => personaNamed("stable"));
  const wish = { product: "medido", days: 8, personas, everyDays: 3, habits: { idling: false } };
  const { opened } = live(wish);
  const first = [...opened.values()].map(
    (times) => times.find((ms) => ms > START_MS + DAY_MS) ?? 0,
  );
  expect(first).toHaveLength(5);
  expect(first).toEqual([...first].sort((a, b) => a - b));
  expect(new Set(first.map((ms) => Math.floor(ms / DAY_MS))).size).toBe(1);
});
