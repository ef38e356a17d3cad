import type { ProductProfile } from "@dosekit/firmware-model";
import { instant, type JournalRecord } from "@dosekit/protocols";
import { allCheckers, type Observation, type Order, runVirtual } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { ask } from "../../../support/firmware-model/asking.ts";
import {
  dosesOf,
  MEDIDO,
  offeredRoll,
  usedRoll,
} from "../../../support/firmware-model/roll-stories.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  follow,
  HOUR,
  MINUTE,
  outcomes,
  raised,
  recordsOf,
  SECOND,
  storyPlan,
} from "../../../support/firmware-model/tray-stories.ts";
import { deviceIdsOf, RUN_START_MS, runSpecOf } from "../../../support/storm-spec.ts";

const DAY = 24 * HOUR;

function alertedAfter(minutes: number): ProductProfile {
  const alertPoints = MEDIDO.alertPoints.map((point) =>
    point.after === "minutes" ? { ...point, minutes: { ...point.minutes, value: minutes } } : point,
  );
  return { ...MEDIDO, alertPoints };
}

function figured(name: string, value: number): ProductProfile {
  const figure = MEDIDO.mechanismFigures[name];
  if (figure === undefined) throw new Error(`no figure ${name}`);
  const mechanismFigures = { ...MEDIDO.mechanismFigures, [name]: { ...figure, value } };
  const { "1.9": _held, ...unreachableAlerts } = MEDIDO.unreachableAlerts;
  return { ...MEDIDO, mechanismFigures, unreachableAlerts };
}

describe("Roar's story on the Medido", () => {
  test.each([45, 75])(
    "R-1: not taken is told %i minutes after the due time, to the minute",
    (at) => {
      const bench = usedRoll(alertedAfter(at));
      bench.advanceTo(FIRST_LATE_MS + HOUR);
      const told = recordsOf(bench, "alert.raised").filter(({ alert }) => alert === "1.1");
      expect(told).toHaveLength(1);
      const afterMs = Number(told[0]?.civilMs) - FIRST.dueMs;
      expect(Math.abs(afterMs - at * MINUTE)).toBeLessThanOrEqual(MINUTE);
    },
  );

  test.each([45, 75])("R-2: OK before %i minutes lets the one pouch go and tells nothing", (at) => {
    const bench = usedRoll(alertedAfter(at));
    bench.advanceTo(FIRST.dueMs + (at - 1) * MINUTE);
    for (let press = 0; press < 5; press += 1) bench.take();
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
    expect(raised(bench)).not.toContain("1.1");
  });

  test("R-2: OK between alert point and late limit lets the one pouch go and ends the alert", () => {
    const bench = usedRoll(alertedAfter(45));
    bench.advanceTo(FIRST.dueMs + 50 * MINUTE);
    expect(active(bench)).toContain("1.1");
    for (let press = 0; press < 5; press += 1) bench.take();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
    expect(active(bench)).not.toContain("1.1");
  });

  test.each([
    ["holds missed pouches", MEDIDO],
    ["puts missed pouches away", figured("missedPouchHeld", 0)],
  ])("R-2: a device that %s lets nothing go at or after the late limit", (_policy, product) => {
    const bench = offeredRoll(product);
    bench.advanceTo(FIRST_LATE_MS);
    for (let press = 0; press < 5; press += 1) bench.take();
    bench.advanceTo(SECOND.dueMs - MINUTE);
    for (let press = 0; press < 5; press += 1) bench.take();
    expect(bench.letGo).toEqual([]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  });

  test("R-2: a device that puts missed pouches away stops by 1.9 when its store is full", () => {
    const bench = usedRoll(figured("missedPouchHeld", 0));
    bench.advanceTo(FIRST_LATE_MS + 12 * HOUR * 9 + MINUTE);
    expect(bench.store).toHaveLength(10);
    expect(active(bench)).toContain("1.9");
    bench.advance(12 * HOUR);
    bench.take();
    expect(bench.letGo).toEqual([]);
    expect(outcomes(bench).at(-1)).toMatch(/prevented reject-store-full$/);
    bench.load(28);
    bench.advanceTo(FIRST.dueMs + 6 * DAY + MINUTE);
    bench.take();
    expect(bench.letGo.map(({ pouch }) => pouch.doseId)).toEqual(
      bench.letGo.map(({ announced }) => announced),
    );
    expect(bench.letGo.length).toBeGreaterThan(0);
  });

  test("R-3: an empty pouch at the front that was removed does no harm", () => {
    const bench = offeredRoll(MEDIDO);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
  });

  test("R-3: one that was left is told where the leader is checked, and nothing is let go", () => {
    const bench = usedRoll(figured("leaderChecked", 1), undefined, 0);
    bench.checksLeader = true;
    bench.pack = (pouches) => [{ doseId: "empty", reading: { found: "blank" } }, ...pouches];
    bench.load(28);
    bench.advanceTo(FIRST.dueMs + 10_000);
    bench.take();
    expect(active(bench)).toContain("1.7");
    expect(bench.letGo).toEqual([]);
  });

  test("R-4: a week plan takes effect at once, survives a reboot, and is in the journal", () => {
    const bench = usedRoll(MEDIDO);
    const plan = storyPlan({ revision: 2 });
    const entries = plan.entries.map((entry) => ({
      ...entry,
      minuteOfDay: entry.minuteOfDay + 60,
    }));
    const atMs = bench.trueMs;
    follow(bench, { ...plan, entries }, 2);
    expect(bench.reports.at(-1)).toMatchObject({ version: 2, planRevision: 2, result: "applied" });
    expect(recordsOf(bench, "plan.accepted").at(-1)).toMatchObject({ count: 2, civilMs: atMs });
    bench.cutPower();
    bench.advance(MINUTE);
    bench.boot();
    bench.advanceTo(FIRST.dueMs + 30 * MINUTE);
    bench.take();
    expect(bench.user).toEqual([]);
    bench.advanceTo(FIRST.dueMs + HOUR + MINUTE);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
  });

  test("R-4: a volume takes effect at once, survives a reboot, and is in the journal", () => {
    const bench = usedRoll(MEDIDO);
    const commandId = ask(bench, "set-volume", { actor: "operator", volume: 1 });
    expect(recordsOf(bench, "command.handled").at(-1)).toMatchObject({ commandId });
    bench.cutPower();
    bench.advance(MINUTE);
    bench.boot();
    const sounds: number[] = [];
    bench.advanceTo(FIRST.dueMs);
    for (let minute = 0; minute < 30; minute += 1) {
      bench.advance(MINUTE / 2);
      sounds.push(bench.signal?.sound ?? 0);
    }
    expect(Math.max(...sounds)).toBe(1);
  });

  test("R-5: a dose taken out early is the right one, and staff see who asked and when", () => {
    const bench = usedRoll(MEDIDO);
    const commandId = ask(bench, "release-assisted");
    bench.takeByStaff();
    bench.advance(MINUTE);
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId]);
    expect(recordsOf(bench, "dose.closed")[0]).toMatchObject({
      outcome: "released-ahead",
      actor: "staff",
    });
    expect(recordsOf(bench, "command.handled").at(-1)).toMatchObject({ commandId });
    bench.advanceTo(SECOND.dueMs + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([FIRST.doseId, SECOND.doseId]);
    expect(raised(bench)).not.toContain("1.1");
  });

  test("R-5: an absence is silent and seen by staff, and ends with the right pouch", () => {
    const bench = usedRoll(MEDIDO);
    ask(bench, "pause", { pauseReason: "holiday", untilMs: instant(FIRST_LATE_MS + HOUR) });
    expect(recordsOf(bench, "mode.changed").at(-1)).toMatchObject({ mode: "temporary-stop" });
    bench.advanceTo(FIRST_LATE_MS + 30 * MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld paused`]);
    expect(active(bench)).toEqual([]);
    bench.advance(HOUR);
    // Its roll is not read: until staff took the passed pouch off nothing is let go.
    expect(active(bench)).toContain("1.7");
    bench.takeOff(1);
    bench.advanceTo(SECOND.dueMs + 10_000);
    bench.take();
    expect(dosesOf(bench.user)).toEqual([SECOND.doseId]);
    expect(recordsOf(bench, "roll.handled")).toHaveLength(1);
  });
});

describe("Roar's story on a Medido at home", () => {
  /** Four days of one home; from the second to the third its network is gone. */
  function withoutNetwork() {
    const [deviceId = ""] = deviceIdsOf(1);
    const fault = {
      kind: "link-cut",
      fromMs: RUN_START_MS + DAY + HOUR,
      durationMs: DAY,
    } as const;
    const spec = runSpecOf({
      seed: "roar",
      days: 4,
      deviceIds: [deviceId],
      faults: { preset: "none", planned: [{ fault, target: { all: true } }] },
    });
    const volume: Order = {
      deviceId,
      atMs: RUN_START_MS + 2 * HOUR,
      wish: { verb: "set-volume", actor: "operator", volume: 1 },
    };
    const devices = spec.devices.map((device) => ({ ...device, product: "medido" }));
    const checkers = allCheckers();
    const written: (JournalRecord & { readonly trueMs: number })[] = [];
    const committed: (JournalRecord & { readonly trueMs: number })[] = [];
    const run = runVirtual(
      { ...spec, devices, orders: [volume] },
      {
        sink: {
          observe: (seen: Observation) => {
            for (const checker of checkers) checker.observe(seen);
            const { trueMs } = seen;
            if (seen.seen === "record") written.push({ ...seen.record, trueMs });
            if (seen.seen === "committed") committed.push({ ...seen.record, trueMs });
          },
        },
      },
    );
    const violations = checkers.flatMap((checker) => checker.finish(run.endedMs).violations);
    return { written, committed, violations, volume, fault };
  }

  test("R-6: a day without network stops no dose; its events come in order with their times", () => {
    const { written, committed, violations, fault } = withoutNetwork();
    expect(violations).toEqual([]);
    const endMs = fault.fromMs + fault.durationMs;
    const during = written.filter(({ trueMs }) => trueMs > fault.fromMs && trueMs < endMs);
    const taken = during.filter(({ outcome }) => outcome === "retrieved");
    expect(taken.length).toBeGreaterThanOrEqual(1);
    expect(committed.filter(({ trueMs }) => trueMs > fault.fromMs && trueMs < endMs)).toEqual([]);
    const events = (records: readonly JournalRecord[]) =>
      records.filter(({ kind }) => kind.startsWith("dose.") || kind.startsWith("alert."));
    const told = (records: readonly JournalRecord[]) =>
      events(records).map(({ seq, kind, civilMs, doseId }) => [seq, kind, civilMs, doseId]);
    expect(told(committed)).toEqual(told(written));
  });

  test("R-4: a volume from the portal takes effect within a quarter of an hour", () => {
    const { written, volume } = withoutNetwork();
    const handled = written.find(({ kind }) => kind === "command.handled");
    expect(Number(handled?.trueMs) - volume.atMs).toBeLessThanOrEqual(15 * MINUTE);
  });
});
