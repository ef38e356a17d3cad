import { isTargeted } from "../faults/draw-faults.ts";
import { chanceName } from "../faults/draw-spans.ts";
import type { Fault, PlannedFault } from "../faults/fault.ts";
import { FAULT_KINDS, type PlannedKind } from "../faults/fault-kinds.ts";
import { type FaultedFleet, homeOf } from "./fault-scope.ts";
import { contradiction } from "./faults-mistake.ts";
import type { SaidAt } from "./faults-section.ts";

/** A fault of a plan, and where it was said. */
export interface PlacedFault {
  readonly planned: PlannedFault;
  /** Its place in the plan, by which shares are drawn. */
  readonly index: number;
  readonly place: SaidAt;
}

/**
 * Makes sure that no part of any device is planned to be in two states at once.
 *
 * @throws UserError `faults.contradiction`, naming both lines
 */
export function checkStates(faults: readonly PlacedFault[], fleet: FaultedFleet): void {
  const byPart = new Map<string, PlacedFault[]>();
  for (const fault of faults) {
    const part = partOf(fault.planned);
    if (part !== undefined) byPart.set(part, [...(byPart.get(part) ?? []), fault]);
  }
  for (const [part, group] of byPart) checkPart(part, group, fleet);
}

function checkPart(part: string, group: readonly PlacedFault[], fleet: FaultedFleet): void {
  const ordered = group.toSorted((a, b) => a.planned.fault.fromMs - b.planned.fault.fromMs);
  for (const [at, later] of ordered.entries()) {
    for (const earlier of ordered.slice(0, at)) {
      if (!overlap(earlier, later) || stateOf(earlier) === stateOf(later)) continue;
      const device = sharedDevice(earlier, later, fleet);
      if (device === undefined) continue;
      const [first, second] = [earlier, later].toSorted(byLine);
      if (first === undefined || second === undefined) continue;
      throw contradiction(
        [saidState(first), saidState(second)],
        `the ${part} of ${device} can't be in two states at once`,
        "windows that do not overlap, or devices that are not in both",
      );
    }
  }
}

/** A rate says nothing of when; what is planned by one is no state that can be held to another. */
function partOf({ fault, every }: PlannedFault): string | undefined {
  if (every !== undefined || fault.kind === "network-ended") return undefined;
  return FAULT_KINDS[fault.kind].part;
}

function overlap(a: PlacedFault, b: PlacedFault): boolean {
  const [one, other] = [a.planned.fault, b.planned.fault];
  const endMs = (fault: Fault) => fault.fromMs + fault.durationMs;
  return one.fromMs < endMs(other) && other.fromMs < endMs(one);
}

/** Everything that a fault says but when. */
function stateOf({ planned }: PlacedFault): string {
  const { fromMs: _from, durationMs: _duration, ...state } = planned.fault;
  return JSON.stringify(Object.entries(state).sort());
}

/** A device that both strike; where all meet it is every one. */
function sharedDevice(a: PlacedFault, b: PlacedFault, fleet: FaultedFleet): string | undefined {
  const [one, other] = [a.planned, b.planned];
  if (!("target" in one) || !("target" in other)) return "all devices";
  const both = fleet.devices.find(({ deviceId }) => {
    const home = homeOf(fleet, deviceId);
    return (
      isTargeted(fleet.seed, home, one.target, chanceName(one, a.index)) &&
      isTargeted(fleet.seed, home, other.target, chanceName(other, b.index))
    );
  });
  return both?.deviceId;
}

function byLine(a: PlacedFault, b: PlacedFault): number {
  return (a.place.line ?? 0) - (b.place.line ?? 0) || a.index - b.index;
}

function saidState({ planned, place }: PlacedFault) {
  const { kind, fromMs: _from, durationMs: _duration, ...state } = planned.fault;
  const told = Object.entries(state).map(([field, value]) => `${field} ${JSON.stringify(value)}`);
  const words = [kind as PlannedKind, ...told].join(" ");
  return { place, words: words.length > 60 ? `${words.slice(0, 60)}…` : words };
}
