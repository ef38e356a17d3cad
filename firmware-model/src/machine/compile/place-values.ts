import type { MachineValue } from "../executor.ts";
import type { TableRegion } from "./chart-table.ts";

/** No chart is nested deeper; what is comes from somewhere else. */
const LEVELS_MAX = 64;

/**
 * Translates between places and the values of a chart in a checkpoint. Values of one place are the
 * same frozen object each time.
 */
export interface PlaceValues {
  valueAt(place: number): MachineValue;
  /** Finds the place of plain data; `undefined` when it is no whole value of the chart. */
  placeOf(value: unknown): number | undefined;
}

/** Makes the translation for the regions of one chart. */
export function placeValues(regions: readonly TableRegion[]): PlaceValues {
  const values = new Map<number, MachineValue>();
  const places = new WeakMap<object, number>();
  const leafCodes = regions.map(
    ({ leaves }) => new Map(leaves.map(({ value }, code) => [keyOf(value), code])),
  );
  const isWhole = regions[0]?.name === "";

  function valueAt(place: number): MachineValue {
    const known = values.get(place);
    if (known !== undefined) return known;
    const made = isWhole
      ? leafValue(regions[0], place)
      : Object.fromEntries(regions.map((region) => [region.name, leafValue(region, place)]));
    values.set(place, frozen(made));
    if (typeof made === "object") places.set(made, place);
    return made;
  }

  function read(value: unknown): number | undefined {
    let place = 0;
    if (!isWhole && Object.keys(Object(value)).length !== regions.length) return undefined;
    for (const [at, { name, shift }] of regions.entries()) {
      const own = isWhole ? value : ownField(value, name);
      const code = leafCodes[at]?.get(keyOf(own));
      if (code === undefined) return undefined;
      place |= code << shift;
    }
    return place;
  }

  return {
    valueAt,
    placeOf: (value) =>
      (typeof value === "object" && value !== null ? places.get(value) : undefined) ?? read(value),
  };
}

function leafValue(region: TableRegion | undefined, place: number): MachineValue {
  if (region === undefined) return {};
  return region.leaves[(place >> region.shift) & region.mask]?.value ?? {};
}

function ownField(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** Names one way down to a leaf; no two values of a region have the same. */
function keyOf(value: unknown, levels = LEVELS_MAX): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
  if (levels === 0) return "";
  const entries = Object.entries(value);
  if (entries.length > 1) return "";
  const [key, below] = entries[0] ?? [];
  if (key === undefined) return "{}";
  const inner = keyOf(below, levels - 1);
  return inner === "" ? "" : `{${JSON.stringify(key)}:${inner}}`;
}

function frozen(value: MachineValue): MachineValue {
  if (typeof value === "object") {
    for (const below of Object.values(value)) frozen(below);
    Object.freeze(value);
  }
  return value;
}
