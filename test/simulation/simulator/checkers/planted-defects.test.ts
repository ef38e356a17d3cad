import { instant, type JournalRecord } from "@dosekit/protocols";
import {
  type DeviceFault,
  type Finding,
  type HomeSpoilers,
  LOOPS,
  type RunSpec,
  tryHome,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, MONDAY_MS } from "../../../support/checked.ts";
import { livedHome } from "../../../support/replay/lived-home.ts";
import {
  asking,
  committing,
  guessingTime,
  hearingPlan,
  LETTING_TWO_GO,
  movingAgain,
  SEEING_IT_TAKEN,
  stepping,
  truly,
  writing,
} from "../../../support/replay/planted-defects.ts";

/** Makes an unread message of what a device tells of its mechanism. */
function withoutWord(record: JournalRecord): JournalRecord {
  const isWord = ["1.3", "1.5", "1.8"].includes(record.alert ?? "");
  return isWord ? { ...record, alert: "1.4", severity: 10 } : record;
}

interface Defect {
  readonly where: "device" | "journal" | "plant" | "gateway";
  readonly defect: string;
  readonly spoil: () => HomeSpoilers;
  /** `medido` when absent. */
  readonly product?: string;
  /** What goes wrong in the sound home too; nothing when absent. */
  readonly faults?: readonly DeviceFault[];
}

interface Row extends Defect {
  readonly rule: Finding["rule"];
  /** What the defect breaks besides; nothing else may be found. */
  readonly also?: readonly Finding["rule"][];
}

/** Without mains, contact and the time, two minutes after the first dose of the run is due. */
const CUT_MS = MONDAY_MS + 8 * HOUR + 2 * MINUTE;
const CLOCK_LOST: readonly DeviceFault[] = [
  { kind: "link-cut", fromMs: MONDAY_MS + 5 * HOUR, durationMs: 12 * HOUR },
  { kind: "power-cut", fromMs: CUT_MS, durationMs: MINUTE, aim: "start", clockLost: true },
];
/** Makes a device that can't give the first dose, so that there is an alert of severity 30. */
const JAMMED: readonly DeviceFault[] = [
  { kind: "jam", fromMs: MONDAY_MS + 5 * HOUR, durationMs: 6 * HOUR },
];

/** Pouches stick half-way out for more than a day, where their user pulls them out. */
const STUCK: readonly DeviceFault[] = [
  { kind: "jam", fromMs: MONDAY_MS + 5 * HOUR, durationMs: 30 * HOUR },
];

const LATER_BY_THREE_HOURS = () =>
  hearingPlan((plan) => ({
    ...plan,
    entries: plan.entries.map((one) => ({ ...one, minuteOfDay: one.minuteOfDay + 180 })),
  }));

const ROWS: readonly Row[] = [
  { rule: "S1", where: "device", defect: "lets a dose go twice", spoil: movingAgain },
  {
    ...{ rule: "S1", where: "device", defect: "opens twice", spoil: movingAgain },
    // The plant calls the tray open though it was locked, and the device tells of nothing.
    ...{ product: "pilly-sms", also: ["H1"] },
  },
  {
    ...{ rule: "S2", also: ["S3", "S6", "L1"], where: "device", spoil: LATER_BY_THREE_HOURS },
    defect: "hears all doses three hours later",
  },
  {
    ...{ rule: "S3", also: ["L1"], where: "device", defect: "does not hear of the evening dose" },
    spoil: () => hearingPlan((plan) => ({ ...plan, entries: plan.entries.slice(0, 1) })),
  },
  {
    ...{ rule: "S4", also: ["doubled"], where: "gateway", defect: "commits alerts twice" },
    spoil: () =>
      committing((record) => (record.kind === "alert.raised" ? [record, record] : [record])),
  },
  {
    ...{ rule: "S4", also: ["L1", "lost"], where: "gateway", defect: "loses alerts" },
    spoil: () => committing((record) => (record.kind === "alert.raised" ? [] : [record])),
  },
  {
    ...{ rule: "S5", where: "plant", defect: "lets one dose fall beside each load" },
    spoil: () =>
      truly((fact) =>
        fact.type === "loaded" && fact.doses > 0 ? [{ ...fact, doses: fact.doses - 1 }] : [fact],
      ),
  },
  {
    ...{ rule: "S6", also: ["S2", "S3", "L1"], where: "device", spoil: LATER_BY_THREE_HOURS },
    defect: "hears all doses three hours later",
  },
  {
    ...{ rule: "S7", where: "journal", defect: "has no word of a dose that is let go" },
    spoil: () =>
      writing((record) =>
        record.kind === "dose.offering" ? { ...record, kind: "dose.reminded" } : record,
      ),
  },
  {
    ...{ rule: "S8", where: "device", defect: "hears the second dose two hours after the first" },
    also: ["S2", "S6"],
    spoil: () =>
      hearingPlan((plan) => ({
        ...plan,
        minimumSpacingMin: 60,
        entries: plan.entries.map((one, at) => ({ ...one, minuteOfDay: 480 + 120 * at })),
      })),
  },
  {
    ...{ rule: "S9", also: ["S6"], where: "device", defect: "offers by a time that it guessed" },
    ...{ spoil: () => guessingTime(CUT_MS + MINUTE), faults: CLOCK_LOST },
  },
  {
    ...{ rule: "S9", where: "journal", defect: "has times of a clock that was unset" },
    spoil: () =>
      writing((record) =>
        record.clock === "unset" ? { ...record, civilMs: instant(CUT_MS) } : record,
      ),
    faults: CLOCK_LOST,
  },
  {
    ...{ rule: "L1", also: ["lost"], where: "gateway", defect: "loses outcomes" },
    spoil: () => committing((record) => (record.kind === "dose.closed" ? [] : [record])),
  },
  {
    ...{ rule: "stopped", where: "device", defect: "fails when a pouch is taken" },
    spoil: () =>
      stepping((logic, state, input, now) => {
        if (input.type === "outlet.emptied") throw new Error("planted");
        return logic.step(state, input, now);
      }),
  },
  {
    ...{ rule: "L2", where: "device", defect: "tells nobody", product: "pilly-sms" },
    ...{ spoil: () => asking((one) => (one.type === "notice.send" ? [] : [one])), faults: JAMMED },
  },
  {
    ...{ rule: "L2", where: "gateway", defect: "waits twice as long as it should" },
    spoil: () => ({
      ladder: (ladder) => ({
        ...ladder,
        rungs: ladder.rungs.map((rung) => ({ ...rung, afterMin: 2 * rung.afterMin + 5 })),
      }),
    }),
    faults: JAMMED,
  },
  {
    ...{ rule: "H1", where: "journal", defect: "has no word of a pouch that was pulled out" },
    ...{ spoil: () => writing(withoutWord), faults: STUCK },
  },
  {
    ...{ rule: "H1", where: "plant", defect: "has pouches pulled out and no sensor that tells" },
    spoil: () =>
      truly((fact) =>
        fact.type === "moved" && fact.to === "drawer"
          ? [fact, { type: "hazard", hazard: "pulled-out", detectable: true }]
          : [fact],
      ),
  },
];

/** Defects of which devices know nothing: no rule is broken, and the plant counts them. */
const HAZARDS: readonly (Defect & { readonly counted: Readonly<Record<string, number>> })[] = [
  {
    ...{ where: "plant", defect: "lets two pouches go for one", spoil: () => LETTING_TWO_GO },
    counted: { "two-pouches": 6, "wrong-pouch": 11 },
  },
  {
    ...{ where: "plant", defect: "lets two compartments go for one" },
    ...{ spoil: () => LETTING_TWO_GO, product: "carousel-28" },
    counted: { "empty-release": 6 },
  },
  {
    ...{ where: "plant", defect: "tells of doses taken that lie there" },
    spoil: () => SEEING_IT_TAKEN,
    counted: { "false-taken": 6 },
  },
];

describe.each(LOOPS)("a whole simulated home, %s loop", (loop) => {
  function lived({ product = "medido", faults = [], spoil }: Defect) {
    const planned = faults.map((fault) => ({ fault, target: { all: true } }) as const);
    const changes: Partial<RunSpec> = { loop, faults: { preset: "none", planned } };
    const spec = livedHome(product, 3, changes);
    const [device] = spec.devices;
    return { sound: tryHome(spec, device), spoiled: tryHome(spec, device, { spoil: spoil() }) };
  }

  test.each(ROWS)("$rule fires when the $where $defect", (row) => {
    const { sound, spoiled } = lived(row);
    expect(sound.findings).toEqual([]);
    const rules = new Set(spoiled.findings.map((one) => one.rule));
    expect(rules).toEqual(new Set([row.rule, ...(row.also ?? [])]));
  });

  test.each(HAZARDS)("a hazard is counted when the $where $defect", (row) => {
    const { sound, spoiled } = lived(row);
    expect(sound.sums.hazards).toEqual({});
    expect(spoiled.findings).toEqual([]);
    expect(spoiled.sums.hazards).toEqual(row.counted);
    expect(spoiled.sums.totals.outcomes.retrieved).toBe(6);
  });
});
