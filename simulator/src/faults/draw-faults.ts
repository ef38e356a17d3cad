import { streamOf } from "../random/random-stream.ts";
import { DEFAULT_WORLD } from "../world/default-world.ts";
import { groupOfDevice, type HomePlace, placeOfHome } from "../world/home-place.ts";
import type { WorldSpec } from "../world/world-spec.ts";
import { faultsThroughPlace } from "./area-faults.ts";
import { deviceFaultOf, gatewayFaultOf } from "./draw-details.ts";
import {
  byBeginning,
  chanceName,
  type DrawWindow,
  lasting,
  ownPartOf,
  spansOf,
} from "./draw-spans.ts";
import type { DeviceFault, FaultPlan, FaultTarget, GatewayFault, PlannedFault } from "./fault.ts";
import { isAreaFault, isGatewayFault } from "./fault.ts";
import { ratesOf } from "./preset-rates.ts";

/** What faults are drawn from. */
export interface FaultDraw {
  readonly seed: string;
  readonly plan: FaultPlan;
  /** True time in which faults may begin; every one that ends at all ends by its end. */
  readonly startMs: number;
  readonly endMs: number;
  /** What homes share; {@link DEFAULT_WORLD} when absent. */
  readonly world?: WorldSpec;
}

/** What the faults of a home depend on besides the draw. */
export interface FaultedHome {
  readonly deviceId: string;
  /** Whether the device's link needs 2G. */
  readonly isOn2g: boolean;
}

/** Name under which a gateway draws its chance. */
export const GATEWAY_SOURCE = "gateway";

/**
 * Draws the faults of one device, ordered by their beginning: those of the preset, those planned for
 * it, and what the faults of its area, base station and network do to it. Other devices of the run
 * make no difference.
 *
 * @param home the device, by its name alone where it needs no 2G
 */
export function faultsOfDevice(
  draw: FaultDraw,
  home: string | FaultedHome,
): readonly DeviceFault[] {
  const { deviceId, isOn2g } = typeof home === "string" ? { deviceId: home, isOn2g: false } : home;
  const { seed, plan, world = DEFAULT_WORLD } = draw;
  const place = placeOfHome(world, seed, deviceId);
  const rates = ratesOf(plan.preset, seed);
  const window = windowOf(draw);
  const drawn = Object.entries(rates.device).flatMap(([kind, rate]) => {
    const random = streamOf(seed, deviceId, `fault/${kind}`);
    return spansOf(window, rate, random).map((span) =>
      deviceFaultOf(kind as DeviceFault["kind"], span, random),
    );
  });
  const planned = plan.planned.flatMap((entry, index) =>
    plannedFor(draw, { entry, index }, { deviceId, place }),
  );
  const { planned: all } = plan;
  const shared = faultsThroughPlace({ seed, window, rates: rates.place, planned: all }, place);
  const ended = isOn2g ? networkEnd(draw, world) : [];
  return [...drawn, ...planned, ...shared, ...ended]
    .map((fault) => limited(fault, draw))
    .sort(byBeginning);
}

/** Draws the faults that strike where all devices meet, ordered by their beginning. */
export function faultsOfGateway(draw: FaultDraw): readonly GatewayFault[] {
  const { seed, plan } = draw;
  const drawn = Object.entries(ratesOf(plan.preset, seed).gateway).flatMap(([kind, rate]) => {
    const random = streamOf(seed, GATEWAY_SOURCE, `fault/${kind}`);
    return spansOf(windowOf(draw), rate, random).map((span) =>
      gatewayFaultOf(kind as GatewayFault["kind"], span, random),
    );
  });
  const planned = plan.planned.flatMap((entry, index): readonly GatewayFault[] => {
    const { fault, every } = entry;
    if (!isGatewayFault(fault)) return [];
    if (every === undefined) return [fault];
    const random = streamOf(seed, GATEWAY_SOURCE, `${chanceName(entry, index)}/every`);
    return spansOf(spanWindow(fault), every, random).map((span) => ({ ...fault, ...span }));
  });
  return [...drawn, ...planned].map((fault) => limited(fault, draw)).sort(byBeginning);
}

/** Who is asked whether a target means them. */
export interface TargetedHome {
  readonly deviceId: string;
  readonly place: HomePlace;
}

/**
 * Says whether a target means a device; a share is drawn for each device on its own.
 *
 * @param chance name under which a share is drawn
 */
export function isTargeted(
  seed: string,
  { deviceId, place }: TargetedHome,
  target: FaultTarget,
  chance: string,
): boolean {
  const { deviceIds, groups, areas, stations, sharePermille } = target;
  if (deviceIds?.includes(deviceId) === false) return false;
  if (groups?.includes(groupOfDevice(deviceId)) === false) return false;
  if (areas?.includes(place.area.name) === false) return false;
  if (stations?.includes(place.station.name) === false) return false;
  if (sharePermille === undefined) return true;
  return streamOf(seed, deviceId, chance).chance(sharePermille / 1_000);
}

function plannedFor(
  { seed }: FaultDraw,
  { entry, index }: { readonly entry: PlannedFault; readonly index: number },
  home: TargetedHome,
): readonly DeviceFault[] {
  if (!("target" in entry)) return [];
  const { fault, target, every, oneByOne } = entry;
  const chance = chanceName(entry, index);
  if (!isTargeted(seed, home, target, chance)) return [];
  const stream = (purpose: string) => streamOf(seed, home.deviceId, `${chance}/${purpose}`);
  if (every !== undefined) {
    const spans = spansOf(spanWindow(fault), every, stream("every"));
    return spans.map((span) => ({ ...fault, ...span }));
  }
  return oneByOne === true ? [{ ...fault, ...ownPartOf(fault, stream("order")) }] : [fault];
}

/** 2G that went before the run is gone from its start. */
function networkEnd({ startMs, endMs }: FaultDraw, { twoGOffMs }: WorldSpec): DeviceFault[] {
  if (twoGOffMs === undefined || twoGOffMs >= endMs) return [];
  const fromMs = Math.max(startMs, twoGOffMs);
  return [{ kind: "network-ended", fromMs, durationMs: Number.POSITIVE_INFINITY }];
}

function windowOf({ startMs, endMs }: FaultDraw): DrawWindow {
  return { fromMs: startMs, untilMs: endMs };
}

function spanWindow({ fromMs, durationMs }: { fromMs: number; durationMs: number }): DrawWindow {
  return { fromMs, untilMs: fromMs + durationMs };
}

function limited<T extends DeviceFault | GatewayFault>(
  fault: T,
  { plan, startMs, endMs }: FaultDraw,
): T {
  return lasting(fault, { startMs, endMs, outageMinMs: plan.outageMinMs ?? 0 });
}

/** Whether a planned fault is one that a device has by itself. */
export function isOwn(
  entry: PlannedFault,
): entry is Extract<PlannedFault, { target: FaultTarget }> {
  return !isGatewayFault(entry.fault) && !isAreaFault(entry.fault);
}
