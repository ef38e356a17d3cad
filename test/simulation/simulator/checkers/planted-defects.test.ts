import { type CheckId, type HomeSpoilers, LOOPS, tryHome } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { livedHome } from "../../../support/replay/lived-home.ts";
import { committing, hearingPlan, truly } from "../../../support/replay/planted-defects.ts";

interface Row {
  readonly rule: CheckId;
  readonly where: "device" | "plant" | "gateway";
  readonly defect: string;
  readonly spoil: () => HomeSpoilers;
}

const ROWS: readonly Row[] = [
  {
    ...{ rule: "S2", where: "device", defect: "hears all doses three hours later" },
    spoil: () =>
      hearingPlan((plan) => ({
        ...plan,
        entries: plan.entries.map((one) => ({ ...one, minuteOfDay: one.minuteOfDay + 180 })),
      })),
  },
  {
    ...{ rule: "S3", where: "device", defect: "does not hear of the evening dose" },
    spoil: () => hearingPlan((plan) => ({ ...plan, entries: plan.entries.slice(0, 1) })),
  },
  {
    ...{ rule: "S4", where: "gateway", defect: "commits alerts twice" },
    spoil: () =>
      committing((record) => (record.kind === "alert.raised" ? [record, record] : [record])),
  },
  {
    ...{ rule: "S4", where: "gateway", defect: "loses alerts" },
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
    ...{ rule: "S6", where: "device", defect: "hears all doses three hours later" },
    spoil: () =>
      hearingPlan((plan) => ({
        ...plan,
        entries: plan.entries.map((one) => ({ ...one, minuteOfDay: one.minuteOfDay + 180 })),
      })),
  },
  {
    ...{ rule: "S8", where: "device", defect: "hears the second dose two hours after the first" },
    spoil: () =>
      hearingPlan((plan) => ({
        ...plan,
        minimumSpacingMin: 60,
        entries: plan.entries.map((one, at) => ({ ...one, minuteOfDay: 480 + 120 * at })),
      })),
  },
  {
    ...{ rule: "L1", where: "gateway", defect: "loses outcomes" },
    spoil: () => committing((record) => (record.kind === "dose.closed" ? [] : [record])),
  },
];

const CASES = LOOPS.flatMap((loop) => ROWS.map((row) => ({ loop, ...row })));

describe("a whole simulated home", () => {
  test.each(CASES)("$loop loop: $rule fires when the $where $defect", (row) => {
    const { loop, rule, spoil } = row;
    const spec = livedHome("medido", 3, { loop, faults: { preset: "none", planned: [] } });
    const [device] = spec.devices;
    const sound = tryHome(spec, device);
    expect(sound.findings).toEqual([]);
    const spoiled = tryHome(spec, device, { spoil: spoil() });
    expect(spoiled.findings.map((one) => one.rule)).toContain(rule);
  });
});
