/** Most rows of a fleet map; more than fit on a page say nothing. */
export const MAP_ROWS_MAX = 40;

type Devices = readonly { readonly deviceId: string }[];

/** Places of the devices of a list that was asked for before: looking for one takes no search. */
const KNOWN = new WeakMap<Devices, ReadonlyMap<string, number>>();

/** Rows of the map of a fleet: as many devices in each, in the order of their names. */
export function mapRows(devices: Devices): readonly (readonly [first: string, last: string])[] {
  const ids = sortedIds(devices);
  const perRow = devicesPerRow(ids.length);
  return Array.from({ length: Math.ceil(ids.length / perRow) }, (_, row) => {
    const of = ids.slice(row * perRow, (row + 1) * perRow);
    return [of[0] ?? "", of.at(-1) ?? ""] as const;
  });
}

/** Says in which row of the map of its fleet a device is, from 0. */
export function mapRowOf(devices: Devices, deviceId: string): number {
  let places = KNOWN.get(devices);
  if (places === undefined) {
    places = new Map(sortedIds(devices).map((id, place) => [id, place]));
    KNOWN.set(devices, places);
  }
  return Math.floor((places.get(deviceId) ?? 0) / devicesPerRow(devices.length));
}

/** How many devices are in one row of the map. */
export function devicesPerRow(devices: number): number {
  return Math.max(1, Math.ceil(devices / MAP_ROWS_MAX));
}

function sortedIds(devices: Devices): readonly string[] {
  return devices.map(({ deviceId }) => deviceId).sort((a, b) => (a < b ? -1 : 1));
}
