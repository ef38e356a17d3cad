import { profileOf } from "@dosekit/firmware-model";
import {
  type FaultDraw,
  type FaultedHome,
  faultsOfDevice,
  faultsOfGateway,
} from "../faults/draw-faults.ts";
import type { DeviceFault, GatewayFault } from "../faults/fault.ts";
import type { DeviceSpec, RunSpec } from "./run-spec.ts";

/** What the faults of a run are drawn from. */
export function faultDrawOf({ seed, faults, startMs, endMs, world }: RunSpec): FaultDraw {
  const draw = { seed, plan: faults, startMs, endMs };
  return world === undefined ? draw : { ...draw, world };
}

/** The faults of the home that was asked for last: they are wanted once more when it begins. */
let lastDrawn:
  | { readonly spec: RunSpec; readonly device: DeviceSpec; readonly faults: readonly DeviceFault[] }
  | undefined;

/** Draws the faults of one home of a run; no other home makes a difference. */
export function faultsOfHome(spec: RunSpec, device: DeviceSpec): readonly DeviceFault[] {
  if (lastDrawn?.spec === spec && lastDrawn.device === device) return lastDrawn.faults;
  const drawn = faultsOfDevice(faultDrawOf(spec), faultedHome(spec, device));
  const faults = sinceStart(drawn, device);
  lastDrawn = { spec, device, faults };
  return faults;
}

/** Leaves out faults that were over before a device was put up. */
export function sinceStart<T extends DeviceFault | GatewayFault>(
  faults: readonly T[],
  { startsMs }: Pick<DeviceSpec, "startsMs">,
): readonly T[] {
  if (startsMs === undefined) return faults;
  return faults.filter(({ fromMs, durationMs }) => fromMs + durationMs > startsMs);
}

/** All homes of a run have the same gateway faults. */
const GATEWAY_FAULTS = new WeakMap<RunSpec, readonly GatewayFault[]>();

/** Draws the faults that strike where all homes of a run meet. */
export function gatewayFaultsOf(spec: RunSpec): readonly GatewayFault[] {
  const known = GATEWAY_FAULTS.get(spec);
  if (known !== undefined) return known;
  const faults = faultsOfGateway(faultDrawOf(spec));
  GATEWAY_FAULTS.set(spec, faults);
  return faults;
}

/** Says of a home what its faults depend on. */
export function faultedHome(
  { profiles = [] }: Pick<RunSpec, "profiles">,
  { deviceId, product }: Pick<DeviceSpec, "deviceId" | "product">,
): FaultedHome {
  const profile = profiles.find((one) => one.product === product) ?? profileOf(product);
  return { deviceId, isOn2g: profile?.network?.value === "2g" };
}
