import { instantOf, OUTSIDE_TABLE, type ZoneTable } from "@dosekit/firmware-model";
import { MINUTE_MS, minuteOfDay } from "@dosekit/protocols";
import { UserError } from "../cli/user-error.ts";
import type { DeviceFault, FaultPlan, FaultTarget, PlannedFault } from "../faults/fault.ts";
import type { FleetRequest } from "./fleet-options.ts";
import type { FleetFault } from "./fleet-schema.ts";

/** The days of a run in the fleet's own zone. */
export interface FleetCalendar {
  readonly table: ZoneTable;
  /** First local day, counted from 1970-01-01. */
  readonly startDay: number;
  readonly days: number;
}

/**
 * Turns the faults of a fleet file, which are planned in local time, into faults in true time.
 *
 * @param deviceIds devices of the fleet, which faults may name
 * @throws {@link UserError} `fleet.bad-value` or `fleet.unknown-device`
 */
export function fleetFaults(
  request: FleetRequest,
  calendar: FleetCalendar,
  deviceIds: ReadonlySet<string>,
): FaultPlan {
  const { faults = "none" } = request.file;
  if (typeof faults === "string") return { preset: faults, planned: [] };
  const planned = (faults.planned ?? []).map((entry, index) =>
    plannedFault(entry, index, { request, calendar, deviceIds }),
  );
  return { preset: faults.preset ?? "none", planned };
}

interface FaultContext {
  readonly request: FleetRequest;
  readonly calendar: FleetCalendar;
  readonly deviceIds: ReadonlySet<string>;
}

function plannedFault(entry: FleetFault, index: number, context: FaultContext): PlannedFault {
  const span = {
    fromMs: beginning(entry, index, context),
    durationMs: Math.round(entry.minutes * MINUTE_MS),
  };
  const { kind } = entry;
  if (kind === "gateway-outage" || kind === "gateway-restart") return { fault: { kind, ...span } };
  const fault: DeviceFault =
    kind === "power-cut"
      ? { kind, ...span, clockLost: entry.clockLost ?? false }
      : { kind, ...span };
  return { fault, target: targetOf(entry, index, context) };
}

function beginning(entry: FleetFault, index: number, { request, calendar }: FaultContext): number {
  const minute = minuteOfDay(entry.at);
  const day = entry.day ?? 1;
  const path = ["faults", "planned", index];
  if (minute === undefined)
    throw badFault(request, [...path, "at"], entry.at, "a local time, such as 08:30");
  if (day > calendar.days)
    throw badFault(request, [...path, "day"], String(day), `1 to ${calendar.days}`);
  const reading = instantOf(calendar.table, calendar.startDay + day - 1, minute);
  if (reading === OUTSIDE_TABLE)
    throw badFault(request, [...path, "at"], entry.at, "a time that the zone table covers");
  return reading.ms;
}

function targetOf(entry: FleetFault, index: number, context: FaultContext): FaultTarget {
  if (entry.devices === undefined)
    return entry.share === undefined ? { all: true } : { sharePermille: entry.share * 1_000 };
  const unknown = entry.devices.findIndex((deviceId) => !context.deviceIds.has(deviceId));
  if (unknown < 0) return { deviceIds: entry.devices };
  const [first = ""] = context.deviceIds;
  throw badFault(
    context.request,
    ["faults", "planned", index, "devices", unknown],
    entry.devices[unknown] ?? "",
    `a device of the fleet, such as ${first}`,
  );
}

function badFault(
  request: FleetRequest,
  path: readonly (string | number)[],
  found: string,
  allowed: string,
): UserError {
  return new UserError({
    code: "fleet.bad-value",
    ...request.placeOf(path),
    found,
    allowed,
    message: "A field has a value that it can't have.",
  });
}
