import type { ProductProfile } from "@dosekit/firmware-model";
import { DAY_MS, DEFAULT_LADDER, type DosePlan, HOUR_MS } from "@dosekit/protocols";
import { CHECK_IDS, type CheckId } from "../checkers/checker.ts";
import type { FaultPlan } from "../faults/fault.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import type { Persona, PersonaName } from "../people/persona.ts";

/** What a vendor's device is put through. */
export interface PortTrial {
  /** The same seed gives the same people, faults and findings. */
  readonly seed: string;
  /** Devices, each in a home of its own. */
  readonly devices: number;
  readonly days: number;
  /** True time at the start, ms since the Unix epoch; default: a Sunday midnight in Oslo. */
  readonly startMs?: number;
  readonly plan: DosePlan;
  /** Who lives with the devices, taking turns; default: one of each that ships. */
  readonly people?: readonly PersonaName[];
  /** Personas of the vendor's own. */
  readonly personas?: readonly Persona[];
  /** What goes wrong; default: nothing. */
  readonly faults?: FaultPlan;
  /** Days between two visits of staff who fill the device; default 1. */
  readonly refillEveryDays?: number;
  /** Rules that are watched; default {@link PORT_CHECKS}. */
  readonly checks?: readonly CheckId[];
}

/**
 * The rules that are judged by events and plant alone, for any device. L2 is left out: the ladder of
 * an alert is climbed by the gateway, which is not the vendor's here.
 */
export const PORT_CHECKS: readonly CheckId[] = CHECK_IDS.filter((id) => id !== "L2");

const START_MS = Date.UTC(2026, 10, 21, 23);
const DRAIN_MS = 6 * HOUR_MS;
const EVERYBODY: readonly PersonaName[] = ["stable", "forgetful", "cognitive-decline", "away"];

/** Writes the run of a trial. */
export function runOfTrial(trial: PortTrial, profile: ProductProfile): RunSpec {
  const { seed, days, startMs = START_MS, personas, refillEveryDays = 1 } = trial;
  return {
    seed,
    profiles: [profile],
    startMs,
    endMs: startMs + days * DAY_MS,
    drainMs: DRAIN_MS,
    devices: devicesOf(trial, profile.product),
    faults: trial.faults ?? { preset: "none", planned: [] },
    people: { preset: "B" },
    ...(personas === undefined ? {} : { personas }),
    refill: { onAlert: true, everyDays: refillEveryDays },
    ladder: DEFAULT_LADDER,
  };
}

function devicesOf({ devices, plan, people = EVERYBODY }: PortTrial, product: string) {
  if (people.length === 0) throw new RangeError("nobody lives with the devices");
  return Array.from({ length: devices }, (_, at): DeviceSpec => {
    const deviceId = `${product}-${String(at + 1).padStart(3, "0")}`;
    const persona = people[at % people.length] ?? "stable";
    return { deviceId, product, plan, configVersion: 1, persona };
  });
}
