import type { FaultedFleet } from "../fault-file/fault-scope.ts";
import type { FleetCalendar } from "../fault-file/fault-times.ts";
import { plannedFaults } from "../fault-file/planned-faults.ts";
import type { FaultPlan } from "../faults/fault.ts";
import type { FaultSource } from "./fault-source.ts";

export type { FleetCalendar } from "../fault-file/fault-times.ts";

/**
 * Turns what is said about faults into the faults of a run.
 *
 * @throws UserError with file, line, field, what was found and what is allowed
 */
export function fleetFaults(
  { section, places }: FaultSource,
  calendar: FleetCalendar,
  fleet: FaultedFleet,
): FaultPlan {
  const planned = plannedFaults(section.planned ?? [], {
    fleet,
    calendar,
    placeOf: (index, field) => places.at(["planned", index, ...partsOf(field)]),
  });
  return { preset: section.preset ?? "none", planned };
}

/** `areas[2]` is the third part of `areas`. */
function partsOf(field: string): readonly (string | number)[] {
  if (field === "") return [];
  const [, name = field, index] = /^(\w+)\[(\d+)\]$/.exec(field) ?? [];
  return index === undefined ? [name] : [name, Number(index)];
}
