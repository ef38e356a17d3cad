import type { DeviceSpec } from "../../home/run-spec.ts";
import { groupOfDevice } from "../../world/home-place.ts";

/** Devices that are put up on one day. */
export interface PutUp {
  readonly atMs: number;
  readonly devices: number;
}

/**
 * Says of each device when it is put up: zone after zone by date, each with its part of every group.
 * Devices of a service that names no zones are there from the start.
 */
export function putUpByZone(
  devices: readonly DeviceSpec[],
  zones: readonly PutUp[],
): readonly DeviceSpec[] {
  if (zones.length === 0) return devices;
  const dates = [...zones]
    .sort((a, b) => a.atMs - b.atMs)
    .flatMap(({ atMs, devices: count }) => Array.from({ length: count }, () => atMs));
  const startOf = new Map<string, number>();
  for (const [place, { deviceId }] of evenlyMixed(devices).entries()) {
    const startsMs = dates[place] ?? dates.at(-1);
    if (startsMs !== undefined) startOf.set(deviceId, startsMs);
  }
  return devices.map((device) => {
    const startsMs = startOf.get(device.deviceId);
    return startsMs === undefined ? device : { ...device, startsMs };
  });
}

/** An order in which any stretch has about the same part of every group. */
function evenlyMixed(devices: readonly DeviceSpec[]): readonly DeviceSpec[] {
  const sizes = new Map<string, number>();
  const places = devices.map((device) => {
    const group = groupOfDevice(device.deviceId);
    const place = sizes.get(group) ?? 0;
    sizes.set(group, place + 1);
    return { device, group, place };
  });
  return places
    .map(({ device, group, place }) => ({ device, at: (place + 0.5) / (sizes.get(group) ?? 1) }))
    .sort((a, b) => a.at - b.at || (a.device.deviceId < b.device.deviceId ? -1 : 1))
    .map(({ device }) => device);
}
