import type { AnyStateMachine } from "xstate";

/** A state of a machine as XState keeps it after resolving names. */
export type StateNode = AnyStateMachine["root"];
/** A transition with its targets resolved; `event` is empty for an eventless one. */
export type Transition = NonNullable<StateNode["always"]>[number];
/** What stands in a list of actions: a name, a name with params, or a function. */
export type ActionReference = StateNode["entry"][number];

/** The built-in actions of XState carry their kind and arguments as properties of a function. */
export interface BuiltInAction {
  readonly type: string;
  readonly event?: unknown;
  readonly id?: unknown;
  readonly delay?: unknown;
  readonly sendId?: unknown;
}

/** Lists a state and everything below it, in document order. */
export function statesOf(node: StateNode): readonly StateNode[] {
  return [node, ...Object.values(node.states).flatMap((child) => statesOf(child))];
}

/** Lists the states that have none below them, in document order. */
export function leavesOf(machine: AnyStateMachine): readonly StateNode[] {
  return statesOf(machine.root).filter((node) => Object.keys(node.states).length === 0);
}

/** Lists the transitions of one state, eventless ones last. */
export function transitionsOf(node: StateNode): readonly Transition[] {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
}

/** Lists every action that one state names or holds: entry, exit, initial and on transitions. */
export function actionsOf(node: StateNode): readonly ActionReference[] {
  const initial = node.type === "compound" ? node.initial.actions : [];
  return [
    ...node.entry,
    ...node.exit,
    ...initial,
    ...transitionsOf(node).flatMap(({ actions }) => actions),
  ];
}

/** Reads an action as a built-in one; `undefined` for a name or a function of our own. */
export function builtInOf(action: unknown): BuiltInAction | undefined {
  if (typeof action !== "function" || !("type" in action)) return undefined;
  const { type } = action as { type: unknown };
  return typeof type === "string" && type.startsWith("xstate.")
    ? (action as unknown as BuiltInAction)
    : undefined;
}

/** True for events that only XState itself may name. */
export function isReserved(event: string): boolean {
  return event.startsWith("xstate.");
}

/** Lists the events that the delays of one state deliver, as XState names them. */
export function ownDelays({ id, config }: StateNode): readonly string[] {
  return Object.keys(config.after ?? {}).map((delay) => `xstate.after.${delay}.${id}`);
}

/** Names a state by its path below the machine: `cycle.offered.reminding`. */
export function pathOf(node: StateNode): string {
  return node.path.length === 0 ? node.machine.id : node.path.join(".");
}

/** Finds the region of a parallel machine that a state lies in; `undefined` for the root. */
export function regionOf(node: StateNode): StateNode | undefined {
  let at = node;
  while (at.parent !== undefined && at.parent.parent !== undefined) at = at.parent;
  return at.parent === undefined ? undefined : at;
}
