import type { AnyStateMachine } from "xstate";
import type { MachineValue } from "../executor.ts";
import { pathOf, type StateNode, statesOf } from "../machine-walk.ts";
import type { TableLeaf, TableRegion } from "./chart-table.ts";

/** Bits that hold a place: what is left of a small integer without its sign. */
const PLACE_BITS = 31;

/** The regions of a machine with their states, found again from either side. */
export interface RegionIndex {
  readonly regions: readonly TableRegion[];
  /** Leaves as XState knows them, by region and code. */
  readonly leaves: readonly (readonly StateNode[])[];
}

/**
 * Numbers the regions of a machine and their leaves in document order. Without regions the machine
 * itself is the only one.
 *
 * @throws RangeError when a place needs more than 31 bits (the lint refuses such a machine)
 */
export function indexRegions(machine: AnyStateMachine): RegionIndex {
  const tops = topsOf(machine);
  const leaves = tops.map((top) => leavesBelow(top));
  let shift = 0;
  const regions = tops.map((top, at): TableRegion => {
    const own = leaves[at] ?? [];
    const bits = bitsFor(own.length);
    const region = {
      name: top === machine.root ? "" : top.key,
      shift,
      mask: 2 ** bits - 1,
      leaves: own.map((leaf): TableLeaf => ({ path: pathOf(leaf), value: valueBelow(leaf, top) })),
    };
    shift += bits;
    return region;
  });
  if (shift > PLACE_BITS) throw new RangeError(`a place of ${machine.id} needs ${shift} bits`);
  return { regions, leaves };
}

/** Bits that the places of a machine take. */
function placeBitsOf(machine: AnyStateMachine): number {
  return topsOf(machine)
    .map((top) => bitsFor(leavesBelow(top).length))
    .reduce((sum, bits) => sum + bits, 0);
}

/** True when places of a machine fit into a small integer. */
export function fitsPlace(machine: AnyStateMachine): boolean {
  return placeBitsOf(machine) <= PLACE_BITS;
}

function topsOf({ root }: AnyStateMachine): readonly StateNode[] {
  return root.type === "parallel" ? Object.values(root.states) : [root];
}

function leavesBelow(top: StateNode): readonly StateNode[] {
  return statesOf(top).filter((node) => Object.keys(node.states).length === 0);
}

function bitsFor(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}

/** Writes what is active below a region as XState does: names, innermost as a bare one. */
function valueBelow(leaf: StateNode, top: StateNode): MachineValue {
  const names = leaf.path.slice(top.path.length);
  const innermost = names.at(-1);
  if (innermost === undefined) return {};
  return names
    .slice(0, -1)
    .reduceRight<MachineValue>((below, name) => ({ [name]: below }), innermost);
}
