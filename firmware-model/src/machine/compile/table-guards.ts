import { type AnyStateMachine, matchesState } from "xstate";
import { builtInGuardOf } from "../guard-kind.ts";
import type { StateNode } from "../machine-walk.ts";
import type { LeafSet, PlainData, TableGuard } from "./chart-table.ts";
import type { RegionIndex } from "./table-regions.ts";

/** Resolves the names in a guard until only functions of the chart and leaves are left. */
export function resolveGuard(
  guard: unknown,
  machine: AnyStateMachine,
  index: RegionIndex,
): TableGuard {
  const { name, params } = namedGuard(guard);
  const implementation =
    name === undefined ? guard : (machine.implementations.guards[name] as unknown);
  const builtIn = builtInGuardOf(implementation);
  switch (builtIn?.kind) {
    case "and":
      return { kind: "all", of: builtIn.guards.map((one) => resolveGuard(one, machine, index)) };
    case "or":
      return { kind: "any", of: builtIn.guards.map((one) => resolveGuard(one, machine, index)) };
    case "not":
      return { kind: "not", of: resolveGuard(builtIn.guards[0], machine, index) };
    case "in":
      return { kind: "in", places: leavesWhere(builtIn.stateValue, machine, index) };
    default:
      return params === undefined
        ? { kind: "asked", name: name ?? "" }
        : { kind: "asked", name: name ?? "", params };
  }
}

function namedGuard(guard: unknown): { readonly name?: string; readonly params?: PlainData } {
  if (typeof guard === "string") return { name: guard };
  if (typeof guard !== "object" || guard === null) return {};
  const { type, params } = guard as { type: string; params?: PlainData };
  return params === undefined ? { name: type } : { name: type, params };
}

/** Finds the leaves in which a question for states is answered with yes. */
function leavesWhere(
  asked: unknown,
  machine: AnyStateMachine,
  index: RegionIndex,
): readonly LeafSet[] {
  const sets =
    typeof asked === "string" && asked.startsWith("#")
      ? leavesAround(machine.getStateNodeById(asked), index)
      : leavesOfValue(asked, index);
  return sets.filter(
    ({ region, leaves }) =>
      leaves.length < (index.leaves[region]?.length ?? 0) || leaves.length === 0,
  );
}

/** A state is active when the active leaf of its region is or lies below it. */
function leavesAround(state: StateNode, { leaves }: RegionIndex): readonly LeafSet[] {
  const isBelow = (leaf: StateNode): boolean =>
    leaf === state || (leaf.parent !== undefined && isBelow(leaf.parent));
  return leaves
    .map((own, region) => ({ region, leaves: codesWhere(own, isBelow) }))
    .filter((set) => set.leaves.length > 0);
}

function leavesOfValue(asked: unknown, index: RegionIndex): readonly LeafSet[] {
  if (typeof asked === "string" || index.regions[0]?.name === "") {
    const sets = index.regions.map((_, region) => leavesMatching(asked, region, index));
    const told = sets.filter(({ leaves }) => leaves.length > 0);
    return told.length > 0 ? told : [{ region: 0, leaves: [] }];
  }
  return Object.entries(asked as object).map(([key, below]) => {
    const region = index.regions.findIndex(({ name }) => name === key);
    return leavesMatching({ [key]: below }, Math.max(region, 0), index);
  });
}

function leavesMatching(asked: unknown, region: number, { regions }: RegionIndex): LeafSet {
  const { name = "", leaves = [] } = regions[region] ?? {};
  const matches = ({ value }: { readonly value: unknown }) =>
    matchesState(asked as never, (name === "" ? value : { [name]: value }) as never);
  return { region, leaves: codesWhere(leaves, matches) };
}

function codesWhere<T>(leaves: readonly T[], holds: (leaf: T) => boolean): readonly number[] {
  return leaves.flatMap((leaf, code) => (holds(leaf) ? [code] : []));
}
