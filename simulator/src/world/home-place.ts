import { streamOf } from "../random/random-stream.ts";
import type { AreaSpec, StationSpec, WorldSpec } from "./world-spec.ts";

/** Where a home lies, and what it hangs on. */
export interface HomePlace {
  readonly area: AreaSpec;
  readonly station: StationSpec;
}

/**
 * Says where the home of a device lies: drawn by the device's own name, so that it lies there
 * whichever other homes there are.
 *
 * @throws RangeError when the world has no area, or the area no station (a caller's bug)
 */
export function placeOfHome(world: WorldSpec, seed: string, deviceId: string): HomePlace {
  const random = streamOf(seed, deviceId, "place");
  const [inArea, onStation] = [random.uniform(), random.uniform()];
  const named = world.areaOfGroup?.[groupOfDevice(deviceId)];
  const own = world.areas.find(({ name }) => name === named);
  const area = own ?? drawn(world.areas, inArea);
  return { area, station: drawn(area.stations, onStation) };
}

/** The group that a device belongs to by its name: what stands before its number. */
export function groupOfDevice(deviceId: string): string {
  return deviceId.replace(/-?\d+$/, "");
}

function drawn<T extends { readonly share: number }>(from: readonly T[], at: number): T {
  const whole = from.reduce((sum, { share }) => sum + share, 0);
  let left = at * whole;
  for (const one of from) {
    if (left < one.share) return one;
    left -= one.share;
  }
  const last = from.findLast(({ share }) => share > 0);
  if (last === undefined) throw new RangeError("nothing to draw from has a share above 0");
  return last;
}
