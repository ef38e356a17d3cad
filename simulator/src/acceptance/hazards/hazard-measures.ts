import type { BothTexts } from "../criterion.ts";
import type { OperationResult } from "../result/operation-result.ts";
import type { HazardEntry } from "./hazard-entry.ts";

/** How often a hazard came about in operation, out of how many times that it could have. */
export interface MeasuredHazard {
  readonly count: number;
  readonly of: number;
  readonly per: BothTexts;
}

const DOSES: BothTexts = { nb: "doser", en: "doses" };
const ALERTS: BothTexts = { nb: "varsler", en: "alerts" };
const EVENTS: BothTexts = { nb: "hendelser", en: "events" };
const DEVICES: BothTexts = { nb: "enheter", en: "devices" };
const DEVICE_DAYS: BothTexts = { nb: "enhetsdøgn", en: "device-days" };
const CHECKS: BothTexts = { nb: "prøver av regelen", en: "checks of the rule" };

type Measure = (operation: OperationResult) => MeasuredHazard;

/**
 * What is counted of each hazard: cases in which rules did not hold, and cases in which something
 * else happened in a mechanism than its device believed. One case may count in both, so that a
 * count is never too low. A hazard without an entry is not measured in operation.
 */
const MEASURES: Readonly<Partial<Record<HazardEntry["topic"], Measure>>> = {
  "wrong-dose": (of) => inDoses(of, seen(of, "wrong-dose", "wrong-pouch", "wrong-compartment")),
  "double-dose": (of) => inDoses(of, broken(of, "S1", "S8") + seen(of, "two-doses", "two-pouches")),
  "early-dose": (of) => inDoses(of, broken(of, "S2")),
  "missed-dose-unnoticed": (of) => inDoses(of, broken(of, "S3") + of.measures.missedFoundLate),
  "access-to-all-doses": (of) => ({
    count: broken(of, "S6") + seen(of, "open-after-close", "open-after-failure"),
    of: deviceDays(of),
    per: DEVICE_DAYS,
  }),
  "wrong-patients-medicine": (of) => inDoses(of, seen(of, "wrong-patient")),
  clock: (of) => ({ count: broken(of, "S9"), of: of.run.checks.S9.made, per: CHECKS }),
  "false-taken": (of) => inDoses(of, seen(of, "false-taken", "empty-compartment")),
  "alert-lost": (of) => ({ count: broken(of, "S4"), of: of.run.checks.S4.made, per: ALERTS }),
  "alert-late": (of) => {
    const limited = of.measures.bySeverity.filter(({ limits }) => limits !== undefined);
    return {
      count: sum(limited.map(({ lateActions }) => lateActions)),
      of: sum(limited.map(({ raised }) => raised)),
      per: ALERTS,
    };
  },
  "not-followed-up": (of) => ({
    count: of.measures.devicesWithoutFollowUp,
    of: of.run.devices,
    per: DEVICES,
  }),
  "alert-duplicated": ({ run }) => ({
    count: run.delivery.doubled,
    of: run.delivery.sent,
    per: EVENTS,
  }),
  "silent-device-death": (of) => ({
    count: of.run.stops ?? 0,
    of: deviceDays(of),
    per: DEVICE_DAYS,
  }),
  "alarm-fatigue": ({ measures }) => ({
    count: measures.falseAlarms,
    of: measures.alerts - (measures.falseAlarmsNotKnown ?? 0),
    per: ALERTS,
  }),
};

/** Says how often a hazard came about; `undefined` where it was not measured or could not come. */
export function measuredHazard(
  topic: HazardEntry["topic"],
  operation: OperationResult,
): MeasuredHazard | undefined {
  const measured = MEASURES[topic]?.(operation);
  return measured === undefined || measured.of <= 0 ? undefined : measured;
}

function inDoses({ run }: OperationResult, count: number): MeasuredHazard {
  return { count, of: run.totals.due, per: DOSES };
}

function broken({ run }: OperationResult, ...rules: readonly (keyof typeof run.checks)[]): number {
  return sum(rules.map((rule) => run.checks[rule].violated));
}

function seen({ run }: OperationResult, ...hazards: readonly string[]): number {
  return sum(hazards.map((hazard) => run.hazards?.[hazard] ?? 0));
}

function deviceDays({ byProduct }: OperationResult): number {
  return sum(byProduct.map((product) => product.deviceDays));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
