import { instant, type JournalRecord } from "@dosekit/protocols";
import { allCheckers, type Observation, type Order, runVirtual } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { deviceIdsOf, RUN_START_MS, type RunWish, runSpecOf } from "../../../support/storm-spec.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DEVICES = deviceIdsOf(12);
const STORM: RunWish["faults"] = { preset: "storm", planned: [] };

/** What is asked of each device: a journey, a visit, an absence, and at one the end of service. */
function ordersFor(deviceId: string, index: number): readonly Order[] {
  const at = (hours: number) => RUN_START_MS + hours * HOUR_MS + index * 60_000;
  const staff = { deviceId, actor: "staff" } as const;
  const order = (hours: number, wish: Order["wish"], staffTakes = 0): Order => ({
    ...{ deviceId, atMs: at(hours), wish, staffTakes },
  });
  const { actor } = staff;
  return [
    order(4, { verb: "release-travel", actor: "user", doses: 5 }, 5),
    order(5, { verb: "release-travel", actor, doses: 3 }, 3),
    order(6, { verb: "release-travel", actor, doses: 29 }, 2),
    order(29, { verb: "release-assisted", actor }, 1),
    // A day and more ahead: the device sleeps, and takes it on its next contact.
    order(34, {
      ...{ verb: "pause", actor: "operator" },
      ...{ notBeforeMs: instant(at(60)), untilMs: instant(at(90)) },
    }),
    order(76, { verb: "resume", actor }),
    order(78, { verb: "set-assistance", actor, on: 1 }),
    order(80, { verb: "release-assisted", actor }, 1),
    ...(index === 0 ? [order(100, { verb: "set-mode", actor, mode: "ended" })] : []),
  ];
}

function watch(faults: RunWish["faults"]) {
  const wish = { seed: "orders-1", days: 5, deviceIds: DEVICES };
  const spec = runSpecOf(faults === undefined ? wish : { ...wish, faults });
  const checkers = allCheckers();
  const records: JournalRecord[] = [];
  const orders = DEVICES.flatMap(ordersFor);
  const run = runVirtual(
    { ...spec, orders, endMs: RUN_START_MS + 5 * DAY_MS },
    {
      sink: {
        observe: (seen: Observation) => {
          for (const checker of checkers) checker.observe(seen);
          if (seen.seen === "record") records.push(seen.record);
        },
      },
    },
  );
  const reports = checkers.map((checker) => checker.finish(run.endedMs));
  return { records, violations: reports.flatMap(({ violations }) => violations) };
}

const count = (records: readonly JournalRecord[], is: (record: JournalRecord) => boolean) =>
  records.filter(is).length;

describe("journeys, visits, absences and an end of service on twelve devices", () => {
  test("keep every rule in calm days, and each is told as what it was", () => {
    const { records, violations } = watch(undefined);
    expect(violations).toEqual([]);
    const journeys = records.filter(({ kind }) => kind === "travel.dispensed");
    expect(journeys.map(({ dispense, count: doses }) => `${dispense} ${doses}`)).toContain("2.2 3");
    expect(journeys.length).toBeGreaterThan(8);
    const ahead = count(records, ({ outcome }) => outcome === "released-ahead");
    const left = journeys.reduce((sum, one) => sum + (one.count ?? 0), 0);
    expect(ahead).toBeGreaterThanOrEqual(left);
    expect(count(records, ({ dispense }) => dispense === "1.2")).toBeGreaterThan(6);
    expect(count(records, ({ reason }) => reason === "paused")).toBeGreaterThan(8);
    expect(count(records, ({ alert, kind }) => kind === "alert.raised" && alert === "1.14")).toBe(
      0,
    );
    expect(count(records, ({ mode }) => mode === "ended")).toBe(1);
  });

  test("keep every rule in a storm", () => {
    const { records, violations } = watch(STORM);
    expect(violations).toEqual([]);
    expect(count(records, ({ kind }) => kind === "travel.dispensed")).toBeGreaterThan(4);
  });
});
