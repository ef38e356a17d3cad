import { DEFAULT_LADDER } from "@dosekit/protocols";
import type { DeviceSpec, RunSpec } from "@dosekit/simulator";
import { HOUR, MONDAY_MS, plan } from "../checked.ts";

/** A home of one product whose user forgets much, as data. */
export function livedHome(
  product: string,
  days: number,
  changes: Partial<RunSpec> = {},
): RunSpec & { readonly devices: readonly [DeviceSpec] } {
  const device = {
    ...{ deviceId: "home-1", product, plan: plan(), configVersion: 1 },
    persona: "forgetful",
  } as const;
  return {
    seed: "lived",
    startMs: MONDAY_MS,
    endMs: MONDAY_MS + days * 24 * HOUR,
    drainMs: 3 * HOUR,
    faults: { preset: "storm", planned: [] },
    people: { preset: "B" },
    refill: { onAlert: true, everyDays: 7 },
    ladder: DEFAULT_LADDER,
    ...changes,
    devices: [device],
  };
}
