import { nextWindow, zoneTableOf } from "@dosekit/firmware-model";
import { DAY_MS, instant, type JournalRecord } from "@dosekit/protocols";
import { Pharmacy, packRoll, ROLL_FAULT_CHANCES, streamOf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { dosePlan, planEntry } from "../../../support/plans.ts";
import { NO_FAULTS, twiceDaily } from "../../../support/roll-plants.ts";

/** Sunday 2026-11-22 in India. */
const MORNING = Date.UTC(2026, 10, 22, 1);
const PLAN = dosePlan(
  [planEntry("m", "08:00", { lateMin: 120 }), planEntry("e", "20:00", { lateMin: 120 })],
  { zone: "Asia/Kolkata", minimumSpacingMin: 240 },
);

function pharmacyAt(nowMs: () => number): Pharmacy {
  const table = zoneTableOf("Asia/Kolkata");
  if (table === undefined) throw new Error("no table");
  return new Pharmacy({ plan: PLAN, table, nowMs });
}

function record(fields: Partial<JournalRecord>): JournalRecord {
  return {
    ...{ epoch: 1, seq: 1, kind: "dose.closed", bootId: 1, uptimeMs: 1, clock: "synced" },
    ...fields,
  };
}

function names(pharmacy: Pharmacy, count: number): readonly string[] {
  return pharmacy.nextDoses(count).map(({ date, minuteOfDay }) => `${date} ${minuteOfDay / 60}`);
}

/** The doses that the device's own reckoning has for the plan. */
function plannedAfter(nowMs: number, count: number): readonly string[] {
  const table = zoneTableOf("Asia/Kolkata");
  const planned: string[] = [];
  let afterMs = nowMs;
  while (table !== undefined && planned.length < count) {
    const window = nextWindow(PLAN, table, afterMs);
    if (window === undefined) break;
    planned.push(`${window.localDate} ${window.entryId === "m" ? 8 : 20}`);
    afterMs = window.dueMs;
  }
  return planned;
}

describe("a pharmacy", () => {
  test("packs the next doses of the plan in their order", () => {
    expect(
      names(
        pharmacyAt(() => MORNING),
        3,
      ),
    ).toEqual(["2026-11-22 8", "2026-11-22 20", "2026-11-23 8"]);
  });

  test("packs the doses of the plan whoever asked for them before, and from when", () => {
    for (const days of [40, -10, 41, 3, 400, 39, 0]) {
      const nowMs = MORNING + days * DAY_MS;
      expect(
        names(
          pharmacyAt(() => nowMs),
          9,
        ),
      ).toEqual(plannedAfter(nowMs, 9));
    }
  });

  test("packs a dose whose window is open only if the device knew it and it has no end", () => {
    let nowMs = MORNING;
    const pharmacy = pharmacyAt(() => nowMs);
    pharmacy.note(record({ kind: "plan.accepted", civilMs: instant(MORNING) }));
    nowMs = MORNING + 2 * 3_600_000;
    expect(names(pharmacy, 1)).toEqual(["2026-11-22 8"]);
    pharmacy.note(record({ doseId: "m/2026-11-22" }));
    expect(names(pharmacy, 1)).toEqual(["2026-11-22 20"]);
    expect(
      names(
        pharmacyAt(() => nowMs),
        1,
      ),
    ).toEqual(["2026-11-22 20"]);
  });
});

describe("a packed roll", () => {
  const order = {
    doses: twiceDaily(20),
    patientKey: "own",
    random: streamOf("1", "device", "roll"),
  };

  test("holds one whole pouch for each dose where nothing goes wrong", () => {
    const roll = packRoll({ ...order, chances: NO_FAULTS });
    expect(roll.map(({ place }) => place)).toEqual([...Array(20).keys()]);
    expect(roll.every(({ condition, doses }) => condition === "whole" && doses === 1)).toBe(true);
  });

  test("lacks pouches, has them twice, belongs to others or begins blank as often as asked", () => {
    expect(packRoll({ ...order, chances: { ...NO_FAULTS, missing: 1 } })).toHaveLength(0);
    expect(packRoll({ ...order, chances: { ...NO_FAULTS, duplicated: 1 } })).toHaveLength(40);
    const swapped = packRoll({ ...order, chances: { ...NO_FAULTS, swappedRoll: 1 } });
    expect(swapped.some(({ print }) => print?.patientKey === "own")).toBe(false);
    const [leader] = packRoll({ ...order, chances: { ...NO_FAULTS, leaderLeft: 1 } });
    expect(leader).toMatchObject({ doses: 0, place: 0 });
    expect(leader?.print).toBeUndefined();
  });

  test("has about one unreadable pouch in a thousand by default", () => {
    const pouches = Array.from({ length: 1_000 }, () =>
      packRoll({ ...order, chances: ROLL_FAULT_CHANCES }),
    ).flat();
    const smudged = pouches.filter(({ condition }) => condition === "smudged").length;
    expect(smudged).toBeGreaterThan(5);
    expect(smudged).toBeLessThan(40);
  });
});
