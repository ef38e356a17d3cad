import type { FaultTarget, PlannedFault } from "../faults/fault.ts";
import { FAULT_KINDS } from "../faults/fault-kinds.ts";
import { deviceFault, gatewayFault } from "./fault-details.ts";
import type { FaultEntry } from "./fault-entry.ts";
import {
  type FaultedFleet,
  fitsKind,
  placesOf,
  type ScopedEntry,
  targetOf,
} from "./fault-scope.ts";
import { checkStates, type PlacedFault } from "./fault-states.ts";
import { type FleetCalendar, timingOf } from "./fault-times.ts";
import { badFault, contradiction } from "./faults-mistake.ts";
import type { SaidAt } from "./faults-section.ts";

/** What faults are planned for, and where their entries stand. */
export interface PlanContext {
  readonly fleet: FaultedFleet;
  readonly calendar: FleetCalendar;
  /** Place of a field of an entry; that of the entry itself for an empty field. */
  readonly placeOf: (index: number, field: string) => SaidAt;
}

/**
 * Turns entries, which are written in local time, into faults in true time, and makes sure that
 * they can all be carried out.
 *
 * @throws UserError with file, line, field, what was found and what is allowed
 */
export function plannedFaults(
  entries: readonly FaultEntry[],
  context: PlanContext,
): readonly PlannedFault[] {
  const placed: PlacedFault[] = [];
  for (const [index, entry] of entries.entries()) {
    const place = context.placeOf(index, "");
    for (const planned of faultsOfEntry(entry, index, context)) {
      placed.push({ planned, index: placed.length, place });
    }
  }
  checkStates(placed, context.fleet);
  return placed.map(({ planned }) => planned);
}

function faultsOfEntry(
  entry: FaultEntry,
  index: number,
  { fleet, calendar, placeOf }: PlanContext,
): readonly PlannedFault[] {
  const at = (field: string) => placeOf(index, field);
  const { span, every } = timingOf({ entry, calendar, at });
  const own = entry.seed === undefined ? {} : { seed: entry.seed };
  const rate = every === undefined ? own : { ...own, every };
  const scoped = { entry, fleet, at };
  const { kind } = entry;
  switch (kind) {
    case "gateway-outage":
    case "gateway-restart":
    case "broker-outage":
      return [{ fault: gatewayFault(entry, kind, span), ...rate }];
    case "area-outage":
      return [{ fault: { kind, ...span }, ...rate, ...placesOf(scoped, "areas") }];
    case "station-outage":
      return [{ fault: { kind, ...span }, ...rate, ...placesOf(scoped, "stations") }];
    case "roll-swapped":
      if (entry.between !== undefined) {
        return swapOf(scoped, entry.between).map(({ target, other }) => ({
          ...{ fault: { kind, ...span, other }, target },
          ...rate,
        }));
      }
  }
  const fault = deviceFault({ ...entry, kind }, span);
  const oneByOne = entry.oneByOne === true ? ({ oneByOne: true } as const) : {};
  return [{ fault, target: targetOf(scoped), ...rate, ...oneByOne }];
}

/** Two users whose rolls are swapped: each has the other's. */
function swapOf(scoped: ScopedEntry, between: readonly [string, string]) {
  const { entry, fleet, at } = scoped;
  for (const field of ["devices", "groups", "areas", "stations", "share", "perDay"] as const) {
    if (entry[field] === undefined) continue;
    const [named, scope] = ["between", field].map((of) => ({ place: at(of), words: of }));
    if (named === undefined || scope === undefined) continue;
    throw contradiction(
      [named, scope],
      field === "perDay" ? "two rolls are swapped at one time" : "whom it strikes is told twice",
      `\`between\` or \`${field}\``,
    );
  }
  const fits = fitsKind(entry, fleet);
  const [one, other] = between.map((deviceId, index) => {
    const device = fleet.devices.find((candidate) => candidate.deviceId === deviceId);
    if (device !== undefined && fits(device)) return device;
    const mechanisms = FAULT_KINDS[entry.kind].mechanisms?.join(" or ") ?? "";
    throw badFault(at(`between[${index}]`), deviceId, `a device of the fleet with ${mechanisms}`);
  });
  if (one === undefined || other === undefined || one === other)
    throw badFault(at("between"), between.join(" and "), "two devices");
  const swap = (whose: typeof one, whom: typeof other) => ({
    target: { deviceIds: [whom.deviceId] } satisfies FaultTarget,
    other: { deviceId: whose.deviceId, plan: whose.plan },
  });
  return [swap(one, other), swap(other, one)];
}
