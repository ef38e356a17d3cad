import { type Persona, personaNamed } from "@dosekit/simulator";
import {
  type CalibrationCount,
  calibrate,
  deviationPer100,
  E300_ALERT_AT_60,
} from "./calibration.ts";

/** What is stated of one kind of people, and how many doses show it. */
export interface StatedKind {
  readonly kind: string;
  /** Part of all users. */
  readonly share: number;
  /** Of 100 doses: missed in the end, and told of as not taken. */
  readonly missed: number;
  readonly alerts: number;
  /** Enough that some sixty misses are expected: half of them lies outside of the interval. */
  readonly doses: number;
}

/** The kinds that ship, in preset A; who misses rarely is asked more often. */
export const STATED_KINDS: readonly StatedKind[] = [
  { kind: "stable", share: 0.7, missed: 0.1, alerts: 0.4, doses: 60_000 },
  { kind: "forgetful", share: 0.2, missed: 0.4, alerts: 1.5, doses: 20_000 },
  { kind: "cognitive-decline", share: 0.07, missed: 2, alerts: 6, doses: 8_000 },
  { kind: "away", share: 0.03, missed: 5, alerts: 10, doses: 4_000 },
];

/** Deviations of a binomial number that a count may be off, on either side. */
const DEVIATIONS = 3;

/** Lets homes of one kind of people alone live with scripted dispensers. */
export function countKind({ kind, doses }: StatedKind, persona?: Persona): CalibrationCount {
  return calibrate({
    ...{ profile: E300_ALERT_AT_60, preset: "A", doses, seed: `kind-${kind}` },
    personas: [persona ?? personaNamed(kind)],
  });
}

/** Says what of a count lies outside of what is stated; nothing where all of it holds. */
export function strangeIn(found: CalibrationCount, stated: StatedKind): readonly string[] {
  return (["missed", "alerts"] as const).flatMap((what) => {
    const expected = (stated[what] / 100) * found.doses;
    const deviation = (deviationPer100(stated[what], found.doses) / 100) * found.doses;
    const isOff = Math.abs(found[what] - expected) > DEVIATIONS * deviation;
    const side = found[what] < expected ? "too few" : "too many";
    return isOff ? [`${side} ${what}: ${found[what]} of ${found.doses}, not ${expected}`] : [];
  });
}
