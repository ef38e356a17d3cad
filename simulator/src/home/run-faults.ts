import { profileOf } from "@dosekit/firmware-model";
import { type FaultDraw, type FaultedHome, faultsOfDevice } from "../faults/draw-faults.ts";
import type { DeviceFault } from "../faults/fault.ts";
import type { DeviceSpec, RunSpec } from "./run-spec.ts";

/** What the faults of a run are drawn from. */
export function faultDrawOf({ seed, faults, startMs, endMs, world }: RunSpec): FaultDraw {
  const draw = { seed, plan: faults, startMs, endMs };
  return world === undefined ? draw : { ...draw, world };
}

/** Draws the faults of one home of a run; no other home makes a difference. */
export function faultsOfHome(spec: RunSpec, device: DeviceSpec): readonly DeviceFault[] {
  return faultsOfDevice(faultDrawOf(spec), faultedHome(spec, device));
}

/** Says of a home what its faults depend on. */
export function faultedHome(
  { profiles = [] }: Pick<RunSpec, "profiles">,
  { deviceId, product }: Pick<DeviceSpec, "deviceId" | "product">,
): FaultedHome {
  const profile = profiles.find((one) => one.product === product) ?? profileOf(product);
  return { deviceId, isOn2g: profile?.network?.value === "2g" };
}
