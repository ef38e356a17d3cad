import { type MechanismKind, type ProductProfile, profileOf } from "@dosekit/firmware-model";
import { isTargeted, type TargetedHome } from "../faults/draw-faults.ts";
import type { FaultTarget } from "../faults/fault.ts";
import { FAULT_KINDS } from "../faults/fault-kinds.ts";
import type { DeviceSpec } from "../home/run-spec.ts";
import { groupOfDevice, placeOfHome } from "../world/home-place.ts";
import type { WorldSpec } from "../world/world-spec.ts";
import type { FaultEntry } from "./fault-entry.ts";
import type { SCOPE_FIELDS } from "./fault-fields.ts";
import { badFault, contradiction, type Said } from "./faults-mistake.ts";
import type { SaidAt } from "./faults-section.ts";

/** The devices that faults are planned for, and where they are. */
export interface FaultedFleet {
  readonly seed: string;
  readonly devices: readonly DeviceSpec[];
  readonly world: WorldSpec;
  /** Products that are no part of the program. */
  readonly profiles: readonly ProductProfile[];
}

/** One entry with the fleet that it is read for, and where its fields stand. */
export interface ScopedEntry {
  readonly entry: FaultEntry;
  readonly fleet: FaultedFleet;
  readonly at: (field: string) => SaidAt;
}

type ScopeField = keyof typeof SCOPE_FIELDS;

/**
 * Reads whom a fault of a device strikes, and makes sure that it is somebody.
 *
 * @throws UserError when a name is unknown, or nobody is left whom it could strike
 */
export function targetOf(scoped: ScopedEntry): FaultTarget {
  const { entry, at } = scoped;
  checkNames(scoped, "devices");
  checkNames(scoped, "groups");
  checkNames(scoped, "areas");
  checkNames(scoped, "stations");
  if (entry.devices !== undefined && entry.share !== undefined)
    throw contradiction(
      [saidScope(scoped, "devices"), saidScope(scoped, "share")],
      "devices that are named are struck for certain, a share by chance",
      "`devices` or `share`",
    );
  const { devices, groups, areas, stations, share } = entry;
  const target: FaultTarget = {
    ...(devices === undefined ? {} : { deviceIds: devices }),
    ...(groups === undefined ? {} : { groups }),
    ...(areas === undefined ? {} : { areas }),
    ...(stations === undefined ? {} : { stations }),
  };
  checkSomebody(scoped, target);
  if (share !== undefined) return { ...target, sharePermille: share * 1_000 };
  if (entry.oneByOne === true && entry.perDay !== undefined)
    throw badFault(at("oneByOne"), "true", "nothing beside `perDay`: rates are drawn one by one");
  return Object.keys(target).length === 0 ? { all: true } : target;
}

/** Reads the places that a fault of areas or base stations strikes; all where none is named. */
export function placesOf(
  scoped: ScopedEntry,
  field: "areas" | "stations",
): { readonly places?: readonly string[] } {
  checkNames(scoped, field);
  const places = scoped.entry[field];
  return places === undefined ? {} : { places };
}

/** A home as faults find it. */
export function homeOf({ world, seed }: FaultedFleet, deviceId: string): TargetedHome {
  return { deviceId, place: placeOfHome(world, seed, deviceId) };
}

function checkNames(scoped: ScopedEntry, field: Exclude<ScopeField, "share" | "oneByOne">): void {
  const { entry, fleet, at } = scoped;
  const named = entry[field];
  if (named === undefined) return;
  const known = namesOf(fleet, field);
  const unknown = named.findIndex((name) => !known.has(name));
  if (unknown < 0) return;
  const [first = ""] = known;
  const allowed =
    known.size <= LISTED_MAX ? [...known].join(", ") : `one of ${known.size}, such as ${first}`;
  throw badFault(at(`${field}[${unknown}]`), named[unknown] ?? "", allowed);
}

/** Most names that a message lists. */
const LISTED_MAX = 30;

function namesOf(
  { devices, world }: FaultedFleet,
  field: Exclude<ScopeField, "share" | "oneByOne">,
): ReadonlySet<string> {
  switch (field) {
    case "devices":
      return new Set(devices.map(({ deviceId }) => deviceId));
    case "groups":
      return new Set(devices.map(({ deviceId }) => groupOfDevice(deviceId)));
    case "areas":
      return new Set(world.areas.map(({ name }) => name));
    case "stations":
      return new Set(world.areas.flatMap(({ stations }) => stations.map(({ name }) => name)));
  }
}

/** Nobody may be left out by two names together, or for want of the part that the fault strikes. */
function checkSomebody(scoped: ScopedEntry, target: FaultTarget): void {
  const { entry, fleet, at } = scoped;
  const meant = fleet.devices.filter(({ deviceId }) =>
    isTargeted(fleet.seed, homeOf(fleet, deviceId), target, ""),
  );
  if (meant.length === 0) throw nobody(scoped);
  const fits = fitsKind(entry, fleet);
  if (meant.some(fits)) return;
  const products = [...new Set(meant.map(({ product }) => product))].join(", ");
  const { mechanisms } = FAULT_KINDS[entry.kind];
  const allowed = mechanisms?.join(" or ") ?? "a product on mains power";
  throw badFault(at("kind"), `${entry.kind} for ${products}`, `devices with ${allowed}`);
}

function nobody(scoped: ScopedEntry): Error {
  const fields = (["devices", "groups", "areas", "stations"] as const).filter(
    (field) => scoped.entry[field] !== undefined,
  );
  const [first = "devices", second = first] = fields;
  const why = fields.length > 1 ? "no device is in both" : "no device of the fleet is there";
  return contradiction(
    [saidScope(scoped, first), saidScope(scoped, second)],
    why,
    "a scope that names a device",
  );
}

/** Says of a device whether it has what a kind of fault strikes. */
export function fitsKind(
  { kind }: Pick<FaultEntry, "kind">,
  { profiles }: Pick<FaultedFleet, "profiles">,
): (device: DeviceSpec) => boolean {
  const { mechanisms, needsMains } = FAULT_KINDS[kind];
  return ({ product }) => {
    const profile = profiles.find((one) => one.product === product) ?? profileOf(product);
    if (profile === undefined) return false;
    if (needsMains === true && profile.power === "battery") return false;
    const own: MechanismKind = profile.mechanism.value;
    return mechanisms?.includes(own) ?? true;
  };
}

function saidScope({ entry, at }: ScopedEntry, field: ScopeField): Said {
  const value = entry[field];
  const words = Array.isArray(value) ? value.slice(0, 3).join(", ") : String(value);
  return { place: at(field), words: `${field} ${words}` };
}
