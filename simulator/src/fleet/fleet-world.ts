import { instantOf, OUTSIDE_TABLE } from "@dosekit/firmware-model";
import { dayNumberOf, HOUR_MS } from "@dosekit/protocols";
import { UserError } from "../cli/user-error.ts";
import type { FleetCalendar } from "../fault-file/fault-times.ts";
import { contradiction } from "../fault-file/faults-mistake.ts";
import { faultedHome } from "../home/run-faults.ts";
import type { DeviceSpec } from "../home/run-spec.ts";
import { areasAlike, DEFAULT_WORLD } from "../world/default-world.ts";
import { groupOfDevice } from "../world/home-place.ts";
import { TWO_G_LAST_DAY } from "../world/world-figures.ts";
import type { AreaSpec, WorldSpec } from "../world/world-spec.ts";
import type { FleetRequest } from "./fleet-options.ts";
import type { FleetWorld } from "./fleet-schema.ts";
import type { ValuePath } from "./located-document.ts";

/** What a world is made for. */
export interface WorldContext {
  readonly request: FleetRequest;
  readonly calendar: FleetCalendar;
  readonly devices: readonly DeviceSpec[];
  /** True time at the start of the run, ms. */
  readonly startMs: number;
  /** Whether the run has faults that nobody planned one by one. */
  readonly hasPreset: boolean;
}

/** Word for a 2G network that lasts. */
const NEVER = "never";

/**
 * Makes the world of a run: that of the fleet file, or the usual one. 2G ends on the day that the
 * file names, or else on the usual one where the run has a preset of faults and begins before it.
 *
 * @throws UserError when names do not fit, or 2G is off before devices start that need it
 */
export function worldOf(context: WorldContext): WorldSpec {
  const { world = {} } = context.request.file;
  const areas = areasOf(context, world);
  const areaOfGroup = groupsOf(context, world, areas);
  const twoGOffMs = twoGOff(context, world);
  return {
    areas,
    ...(areaOfGroup === undefined ? {} : { areaOfGroup }),
    ...(twoGOffMs === undefined ? {} : { twoGOffMs }),
  };
}

function areasOf({ request }: WorldContext, { areas }: FleetWorld): readonly AreaSpec[] {
  if (areas === undefined) return DEFAULT_WORLD.areas;
  if (typeof areas === "number") return areasAlike(areas);
  const made = areas.map(
    ({ name, share = 1, stations }): AreaSpec => ({
      name,
      share,
      stations: stations.map(({ backupHours, share: part = 1, ...station }) => ({
        ...station,
        share: part,
        backupMs: Math.round(backupHours * HOUR_MS),
      })),
    }),
  );
  checkNames(request, made);
  checkShares(request, made);
  return made;
}

function checkNames(request: FleetRequest, areas: readonly AreaSpec[]): void {
  const seen = new Set<string>();
  const check = (name: string, path: ValuePath) => {
    if (seen.has(name)) throw badWorld(request, path, name, "a name of its own");
    seen.add(name);
  };
  for (const [at, { name, stations }] of areas.entries()) {
    check(name, ["world", "areas", at, "name"]);
    for (const [of, station] of stations.entries()) {
      check(station.name, ["world", "areas", at, "stations", of, "name"]);
    }
  }
}

function checkShares(request: FleetRequest, areas: readonly AreaSpec[]): void {
  const isNothing = (parts: readonly { readonly share: number }[]) =>
    parts.every(({ share }) => share === 0);
  const allowed = "at least one share above 0";
  if (isNothing(areas)) throw badWorld(request, ["world", "areas"], "shares of 0", allowed);
  const empty = areas.findIndex(({ stations }) => isNothing(stations));
  if (empty < 0) return;
  throw badWorld(request, ["world", "areas", empty, "stations"], "shares of 0", allowed);
}

function groupsOf(
  { request, devices }: WorldContext,
  { groups }: FleetWorld,
  areas: readonly AreaSpec[],
): WorldSpec["areaOfGroup"] {
  if (groups === undefined) return undefined;
  const known = new Set(devices.map(({ deviceId }) => groupOfDevice(deviceId)));
  for (const [group, area] of Object.entries(groups)) {
    const path = ["world", "groups", group];
    if (!known.has(group)) throw badWorld(request, path, group, [...known].join(", "));
    if (areas.some(({ name }) => name === area)) continue;
    throw badWorld(request, path, area, areas.map(({ name }) => name).join(", "));
  }
  return groups;
}

function twoGOff(context: WorldContext, { twoGUntil }: FleetWorld): number | undefined {
  const { startMs, hasPreset } = context;
  if (twoGUntil === NEVER) return undefined;
  if (twoGUntil !== undefined) {
    const offMs = midnightAfter(context, twoGUntil);
    if (offMs <= startMs) checkNobodyNeeds2g(context, twoGUntil);
    return offMs;
  }
  if (!hasPreset) return undefined;
  const usualMs = midnightAfter(context, TWO_G_LAST_DAY.value);
  return usualMs > startMs ? usualMs : undefined;
}

function midnightAfter({ calendar, request }: WorldContext, date: string): number {
  const day = dayNumberOf(date);
  const reading = day === undefined ? OUTSIDE_TABLE : instantOf(calendar.table, day + 1, 0);
  if (reading !== OUTSIDE_TABLE) return reading.ms;
  const allowed = "the last day of 2G, such as 2027-12-31, or never";
  throw badWorld(request, ["world", "twoGUntil"], date, allowed);
}

function checkNobodyNeeds2g({ request, devices }: WorldContext, twoGUntil: string): void {
  const { profiles } = request;
  const device = devices.find((one) => faultedHome({ profiles }, one).isOn2g);
  if (device === undefined) return;
  const start = { place: request.placeOf(["start"]), words: `start ${request.file.start ?? ""}` };
  const off = {
    place: request.placeOf(["world", "twoGUntil"]),
    words: `twoGUntil ${twoGUntil}`,
  };
  throw contradiction(
    [start, off],
    `2G is off before ${device.deviceId} starts, and ${device.product} needs it`,
    "a later last day, an earlier start, or products that need no 2G",
  );
}

function badWorld(
  request: FleetRequest,
  path: ValuePath,
  found: string,
  allowed: string,
): UserError {
  const message = "A field has a value that it can't have.";
  return new UserError({
    code: "fleet.bad-value",
    ...request.placeOf(path),
    ...{ found, allowed, message },
  });
}
