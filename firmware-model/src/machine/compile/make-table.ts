import type { AnyStateMachine } from "xstate";
import { type StateNode, statesOf, type Transition } from "../machine-walk.ts";
import type {
  ChartTable,
  RegionWays,
  TableAction,
  TableEvent,
  TableRegion,
  TableWay,
} from "./chart-table.ts";
import { type Crossing, crossingOf, firstEntries } from "./entry-exit.ts";
import { type ActionIndex, indexActions } from "./table-actions.ts";
import { resolveGuard } from "./table-guards.ts";
import { indexRegions, type RegionIndex } from "./table-regions.ts";

/** What the rows of a table are made from. */
interface Makings {
  readonly machine: AnyStateMachine;
  readonly index: RegionIndex;
  readonly actions: ActionIndex;
}

/**
 * Turns a machine of the restricted profile into its table. Pure.
 *
 * @param events the closed alphabet of the machine, in the order of its codes
 */
export function makeTable(machine: AnyStateMachine, events: readonly string[]): ChartTable {
  const types = [...new Set([...events, ...eventsOf(machine)])];
  const codes = new Map(types.map((type, code) => [type, code]));
  const index = indexRegions(machine);
  const actions = indexActions(machine, (type) => codes.get(type) ?? types.length);
  const makings = { machine, index, actions };
  return {
    id: machine.id,
    regions: index.regions,
    events: types.map((type) => eventOf(type, makings)),
    always: regionWays(makings, ({ always = [] }) => always),
    initial: initialOf(makings),
    ...{ actions: actions.actions, assignments: actions.assignments },
    ...{ raised: actions.raised, slots: actions.slots },
    iterationsMax: Number(machine.options.maxIterations),
  };
}

/** Packs one leaf code for each region into a place. */
function placeOfLeaves(regions: readonly TableRegion[], leaves: readonly number[]): number {
  return regions.reduce((place, { shift }, at) => place | ((leaves[at] ?? 0) << shift), 0);
}

function eventsOf({ root }: AnyStateMachine): readonly string[] {
  return statesOf(root).flatMap((node) => [...node.transitions.keys()]);
}

function eventOf(type: string, makings: Makings): TableEvent {
  const { root } = makings.machine;
  const regions = regionWays(makings, (node) => node.transitions.get(type) ?? []);
  if (root.type !== "parallel") return { type, regions, root: [] };
  const own = cutAfterUnguarded(root.transitions.get(type) ?? []);
  return { type, regions, root: own.map((one) => wayOf(one, NOWHERE, makings)) };
}

/** A way of the machine itself belongs to no region: only its actions matter. */
const NOWHERE = { region: -1, code: 0 } as const;

function regionWays(
  makings: Makings,
  waysFrom: (node: StateNode) => readonly Transition[],
): readonly RegionWays[] {
  const { index, machine } = makings;
  const top = machine.root.type === "parallel" ? machine.root : undefined;
  return index.leaves
    .map((leaves, region) => {
      const byLeaf = leaves.map((leaf, code) => {
        const around = cutAfterUnguarded(chainBelow(leaf, top).flatMap(waysFrom));
        return around.map((one) => wayOf(one, { region, code }, makings));
      });
      return { region, byLeaf };
    })
    .filter(({ byLeaf }) => byLeaf.some((ways) => ways.length > 0));
}

/** What stands behind a way that is always open is never asked. */
function cutAfterUnguarded(transitions: readonly Transition[]): readonly Transition[] {
  const open = transitions.findIndex(({ guard }) => guard === undefined);
  return open < 0 ? transitions : transitions.slice(0, open + 1);
}

/** A state and those around it, from the inside out, up to the regions. */
function chainBelow(node: StateNode, top: StateNode | undefined): readonly StateNode[] {
  if (node === top) return [];
  return node.parent === undefined ? [node] : [node, ...chainBelow(node.parent, top)];
}

function wayOf(
  transition: Transition,
  from: { readonly region: number; readonly code: number },
  { machine, index, actions }: Makings,
): TableWay {
  const own = index.leaves[from.region] ?? [];
  const leaf = own[from.code];
  const crossing = leaf === undefined ? STAYING : crossingOf(leaf, transition);
  const entered = own.findIndex((node) => crossing.enters.includes(node));
  return {
    ...(transition.guard === undefined
      ? {}
      : { guard: resolveGuard(transition.guard, machine, index) }),
    exit: actions.resolve(crossing.exits.flatMap(({ exit }) => exit)),
    actions: actions.resolve(transition.actions),
    enter: entering(crossing, actions),
    leaf: entered < 0 ? from.code : entered,
    moves: entered >= 0 && entered !== from.code,
  };
}

const STAYING: Crossing = { exits: [], enters: [], byDefault: new Set() };

function entering({ enters, byDefault }: Crossing, actions: ActionIndex): readonly TableAction[] {
  return actions.resolve(
    enters.flatMap((node) => [
      ...node.entry,
      ...(byDefault.has(node) && node.type === "compound" ? node.initial.actions : []),
    ]),
  );
}

function initialOf({ machine, index, actions }: Makings): ChartTable["initial"] {
  const enters = firstEntries(machine.root);
  const leaves = index.leaves.map((own) => own.findIndex((leaf) => enters.includes(leaf)));
  return {
    place: placeOfLeaves(index.regions, leaves),
    enter: entering({ exits: [], enters, byDefault: new Set(enters) }, actions),
  };
}
