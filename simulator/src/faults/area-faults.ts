import { streamOf } from "../random/random-stream.ts";
import type { HomePlace } from "../world/home-place.ts";
import { STATION_START_MS } from "../world/world-figures.ts";
import { chanceName, type DrawWindow, spansOf } from "./draw-spans.ts";
import type { AreaFault, DeviceFault, FaultRate, FaultSpan, PlannedFault } from "./fault.ts";

/** What the faults of places are drawn from. */
export interface PlaceDraw {
  readonly seed: string;
  readonly window: DrawWindow;
  readonly rates: Readonly<Partial<Record<AreaFault["kind"], FaultRate>>>;
  readonly planned: readonly PlannedFault[];
}

/**
 * Says what the faults of a home's area and base station do to the home. They are drawn by the name
 * of the place, so that all its homes have the same ones and none depends on another.
 */
export function faultsThroughPlace(draw: PlaceDraw, place: HomePlace): readonly DeviceFault[] {
  const outages = spansAt(draw, "area-outage", place.area.name);
  const silences = spansAt(draw, "station-outage", place.station.name);
  return [
    ...outages.flatMap((span) => homeOf(span, place)),
    ...silences.map((span): DeviceFault => ({ ...span, kind: "link-cut" })),
  ];
}

/** A home loses mains, and its base station does after its backup: then contact until it is back. */
function homeOf(span: FaultSpan, { station }: HomePlace): readonly DeviceFault[] {
  const dark: DeviceFault = { ...span, kind: "mains-loss" };
  const { backupMs } = station;
  if (span.durationMs <= backupMs) return [dark];
  const durationMs = span.durationMs - backupMs + STATION_START_MS.value;
  return [dark, { kind: "link-cut", fromMs: span.fromMs + backupMs, durationMs }];
}

function spansAt(draw: PlaceDraw, kind: AreaFault["kind"], place: string): readonly FaultSpan[] {
  const { seed, window, rates, planned } = draw;
  const rate = rates[kind];
  const drawn =
    rate === undefined ? [] : spansOf(window, rate, streamOf(seed, place, `fault/${kind}`));
  const named = planned.flatMap((entry, index): readonly FaultSpan[] => {
    const { fault, every } = entry;
    if (fault.kind !== kind) return [];
    const places = "places" in entry ? entry.places : undefined;
    if (places !== undefined && !places.includes(place)) return [];
    if (every === undefined) return [fault];
    const untilMs = fault.fromMs + fault.durationMs;
    const random = streamOf(seed, place, `${chanceName(entry, index)}/every`);
    return spansOf({ fromMs: fault.fromMs, untilMs }, every, random);
  });
  return [...drawn, ...named].map(({ fromMs, durationMs }) => ({ fromMs, durationMs }));
}
