import {
  instantOf,
  OUTSIDE_TABLE,
  PROFILES,
  type ZoneTable,
  zoneNames,
  zoneTableOf,
} from "@dosekit/firmware-model";
import { DAY_MS, DEFAULT_LADDER, dayNumberOf, localDateOf, MINUTE_MS } from "@dosekit/protocols";
import { UserError } from "../cli/user-error.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import { type DeviceLot, devicesOfLot, type Share } from "./fleet-devices.ts";
import { type FleetCalendar, fleetFaults } from "./fleet-faults.ts";
import { type FleetOptions, type FleetRequest, fleetRequest } from "./fleet-options.ts";
import { peopleOf, personasOf } from "./fleet-people.ts";
import { fleetPlans } from "./fleet-plans.ts";
import { fleetResponse } from "./fleet-response.ts";
import { DEVICES_MAX, type FleetFile, type FleetGroup } from "./fleet-schema.ts";
import { worldOf } from "./fleet-world.ts";
import type { ValuePath } from "./located-document.ts";

/** A fleet that is ready to run. */
export interface Fleet {
  /** Fleet file as the user named it; absent when options alone describe the fleet. */
  readonly path?: string;
  readonly zone: string;
  /** First local day. */
  readonly start: string;
  readonly days: number;
  /** Device time that passes in one second of a live run. */
  readonly speed: number;
  readonly run: RunSpec;
  /** Version of the time zone tables. */
  readonly tzTable: string;
}

/** What stands for a field that neither file nor command line names. */
export const FLEET_DEFAULTS = {
  devices: 100,
  product: "pilly-sms",
  zone: "Europe/Oslo",
  start: "2026-11-23",
  days: 1,
  speed: 900,
  /** Long enough for the last window of a day to close, and for the two hours of rule L1. */
  drainMinutes: 180,
  refill: { onAlert: true, everyDays: 0 },
} as const;

/**
 * Shortest outage of a live run, real ms: connections break and come back in real seconds. A run
 * on virtual time of a fleet with a speed keeps to it too, so that it repeats the live one.
 */
const OUTAGE_REAL_MS = 5_000;

/** Name that stands for an equal share of every product there is. */
const MIXED = "mixed";

/**
 * Reads a fleet from its file and the options over it, and makes sure that all of it can be run
 * before anything is.
 *
 * @param cwd folder that relative paths of the command line start from
 * @param freshSeed seed for a fleet that names none
 * @param admit throws when there are more devices than can be run, before they are made
 * @throws {@link UserError} with file, line, field, what was found and what is allowed
 */
export function readFleet(
  options: FleetOptions,
  cwd: string,
  freshSeed: () => string,
  admit: (devices: number) => void = () => undefined,
): Fleet {
  const request = fleetRequest(options, cwd);
  admit(deviceCount(request.file));
  const { seed } = request.file;
  const { live, durationMs } = options;
  return fleetOfRequest(request, {
    ...{ cwd, seed: seed === undefined ? freshSeed() : String(seed) },
    ...(live === undefined ? {} : { live }),
    ...(durationMs === undefined ? {} : { durationMs }),
  });
}

/** What a fleet is made with besides what was asked for. */
export interface FleetMaking extends Pick<FleetOptions, "live" | "durationMs"> {
  readonly cwd: string;
  readonly seed: string;
}

/**
 * Makes a fleet of what was asked for, wherever that was said.
 *
 * @throws {@link UserError} with file, line, field, what was found and what is allowed
 */
export function fleetOfRequest(
  request: FleetRequest,
  { cwd, seed, live, durationMs }: FleetMaking,
): Fleet {
  const { file } = request;
  const calendar = fleetCalendar(request);
  const devices = fleetDevices(request, calendar, { seed, cwd });
  const startMs = midnight(request, calendar, 0);
  const zone = calendar.table.zone;
  const speed = file.speed ?? FLEET_DEFAULTS.speed;
  const isPaced = live === true || file.speed !== undefined;
  const { section } = request.faults;
  const hasPreset = (section.preset ?? "none") !== "none";
  const world = worldOf({ request, calendar, devices, startMs, hasPreset });
  const { profiles } = request;
  const run: RunSpec = {
    seed,
    startMs,
    endMs:
      durationMs === undefined ? midnight(request, calendar, calendar.days) : startMs + durationMs,
    drainMs: (file.drainMinutes ?? FLEET_DEFAULTS.drainMinutes) * MINUTE_MS,
    devices,
    faults: {
      ...fleetFaults(request.faults, calendar, { seed, devices, world, profiles }),
      ...(isPaced ? { outageMinMs: speed * OUTAGE_REAL_MS } : {}),
    },
    world,
    ...(section.rolls === undefined ? {} : { rollFaults: section.rolls }),
    people: peopleOf(request),
    refill: { ...FLEET_DEFAULTS.refill, ...defined(file.refill ?? {}) },
    ladder: DEFAULT_LADDER,
    response: fleetResponse(request, zone),
    ...(profiles.length > 0 ? { profiles } : {}),
    ...(request.personas.length > 0 ? { personas: request.personas } : {}),
  };
  return {
    ...(request.path === undefined ? {} : { path: request.path }),
    zone,
    start: localDateOf(calendar.startDay),
    days: calendar.days,
    speed,
    run,
    tzTable: calendar.table.version,
  };
}

function deviceCount({ groups, devices = FLEET_DEFAULTS.devices }: FleetFile): number {
  return groups?.reduce((sum, group) => sum + group.devices, 0) ?? devices;
}

function fleetCalendar(request: FleetRequest): FleetCalendar {
  const { zone = FLEET_DEFAULTS.zone, start = FLEET_DEFAULTS.start } = request.file;
  const table = zoneTableOf(zone);
  if (table === undefined) throw unknownZone(request, zone);
  const startDay = dayNumberOf(start);
  if (startDay === undefined)
    throw badValue(request, ["start"], start, "a date that exists, such as 2026-11-23");
  const days = request.file.days ?? FLEET_DEFAULTS.days;
  const first = Math.ceil(table.fromMs / DAY_MS) + 1;
  const last = Math.floor(table.untilMs / DAY_MS) - days - 8;
  if (startDay < first || startDay > last)
    throw badValue(
      request,
      ["start"],
      start,
      `a date from ${localDateOf(first)} to ${localDateOf(last)}`,
    );
  return { table, startDay, days };
}

function midnight(request: FleetRequest, calendar: FleetCalendar, day: number): number {
  const reading = instantOf(calendar.table, calendar.startDay + day, 0);
  if (reading !== OUTSIDE_TABLE) return reading.ms;
  throw badValue(request, ["days"], String(calendar.days), "days that the zone table covers");
}

function fleetDevices(
  request: FleetRequest,
  calendar: FleetCalendar,
  { seed, cwd }: { readonly seed: string; readonly cwd: string },
): readonly DeviceSpec[] {
  const { file } = request;
  const groups: readonly FleetGroup[] = file.groups ?? [
    {
      name: file.product ?? FLEET_DEFAULTS.product,
      devices: file.devices ?? FLEET_DEFAULTS.devices,
    },
  ];
  checkGroups(request, groups);
  const table: ZoneTable = calendar.table;
  return groups.flatMap((group, index) => {
    const at = (field: string): ValuePath =>
      file.groups !== undefined && Object.hasOwn(group, field) ? ["groups", index, field] : [field];
    const products = productsOf(request, at("product"), group.product ?? file.product);
    const plans = fleetPlans(
      { plans: group.plans ?? file.plans, path: at("plans"), request, cwd, table },
      products.map(({ value }) => value),
    );
    const lot: DeviceLot = {
      name: group.name,
      count: group.devices,
      products,
      plansFor: (product) => plans.get(product) ?? [],
      personas: personasOf(request, at("people"), { ...file.people, ...group.people }),
    };
    return devicesOfLot(lot, seed);
  });
}

function checkGroups(request: FleetRequest, groups: readonly FleetGroup[]): void {
  const { file } = request;
  if (file.groups === undefined) return;
  if (file.devices !== undefined)
    throw badValue(request, ["devices"], "devices and groups", "one of the two");
  const names = groups.map(({ name }) => name);
  const again = names.findIndex((name, index) => names.indexOf(name) < index);
  if (again >= 0)
    throw badValue(request, ["groups", again, "name"], names[again] ?? "", "a name of its own");
  const devices = deviceCount({ groups: [...groups] });
  if (devices > DEVICES_MAX)
    throw badValue(request, ["groups"], `${devices} devices`, `at most ${DEVICES_MAX} devices`);
}

function productsOf(
  request: FleetRequest,
  path: ValuePath,
  product: string = FLEET_DEFAULTS.product,
): readonly Share<string>[] {
  const known = [...PROFILES, ...request.profiles].map((profile) => profile.product);
  if (product === MIXED) return known.map((value) => ({ value, share: 1 }));
  if (known.includes(product)) return [{ value: product, share: 1 }];
  throw new UserError({
    code: "fleet.unknown-product",
    ...request.placeOf(path),
    found: product,
    allowed: [...known, MIXED].join(", "),
    message: "There is no such product profile.",
  });
}

function unknownZone(request: FleetRequest, zone: string): UserError {
  const near = zoneNames().filter((name) => name.toLowerCase() === zone.toLowerCase());
  return new UserError({
    code: "fleet.unknown-zone",
    ...request.placeOf(["zone"]),
    found: zone,
    allowed: near[0] ?? `one of ${zoneNames().length} IANA time zones, such as Europe/Oslo`,
    message: "There is no such time zone.",
  });
}

function badValue(
  request: FleetRequest,
  path: ValuePath,
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

/** Leaves out fields without a value, so that they don't hide a default. */
function defined<T extends object>(value: T): { [P in keyof T]?: Exclude<T[P], undefined> } {
  return Object.fromEntries(
    Object.entries(value).filter(([, content]) => content !== undefined),
  ) as { [P in keyof T]?: Exclude<T[P], undefined> };
}
