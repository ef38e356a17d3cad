import { faultsOfGateway } from "../faults/draw-faults.ts";
import type { PlannedFault } from "../faults/fault.ts";
import { faultDrawOf, faultsOfHome } from "../home/run-faults.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import type { Happening } from "./happening.ts";

/**
 * A run of one home in which nothing is drawn that people do or that goes wrong: both are told one
 * by one, with their instants. It is run like any other.
 */
export interface Timeline extends RunSpec {
  readonly devices: readonly [DeviceSpec];
  readonly happenings: readonly Happening[];
}

/**
 * Turns one home of a run into a timeline, from what its people were seen to do and the faults that
 * are drawn for it.
 */
export function explicitTimeline(
  spec: RunSpec,
  device: DeviceSpec,
  happenings: readonly Happening[],
): Timeline {
  const { faults, world, orders, ...kept } = spec;
  const { outageMinMs } = faults;
  const own = orders?.filter(({ deviceId }) => deviceId === device.deviceId) ?? [];
  return {
    ...kept,
    ...(own.length === 0 ? {} : { orders: own }),
    ...(world === undefined ? {} : { world: withoutEndOf2g(world) }),
    faults: {
      preset: "none",
      planned: faultsToldOf(spec, device),
      ...(outageMinMs === undefined ? {} : { outageMinMs }),
    },
    devices: [device],
    happenings,
  };
}

function faultsToldOf(spec: RunSpec, device: DeviceSpec): readonly PlannedFault[] {
  const target = { deviceIds: [device.deviceId] };
  return [
    ...faultsOfHome(spec, device).map((fault) => ({ fault, target })),
    ...faultsOfGateway(faultDrawOf(spec)).map((fault) => ({ fault })),
  ];
}

/** The end of 2G is among the faults that are told. */
function withoutEndOf2g({ twoGOffMs: _, ...world }: NonNullable<RunSpec["world"]>) {
  return world;
}
