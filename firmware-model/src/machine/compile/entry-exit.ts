import type { StateNode, Transition } from "../machine-walk.ts";

/** What one transition out of one leaf leaves and enters, each in the order in which it does. */
export interface Crossing {
  readonly exits: readonly StateNode[];
  readonly enters: readonly StateNode[];
  /** Those among the entered ones whose own initial actions run. */
  readonly byDefault: ReadonlySet<StateNode>;
}

/**
 * Finds the states that a transition leaves and enters when one leaf is active, by the rules of
 * SCXML as XState reads them. No history and no regions lie below a region, so that the active
 * states are the leaf and those around it.
 */
export function crossingOf(leaf: StateNode, transition: Transition): Crossing {
  const target = transition.target?.[0];
  if (target === undefined) return NOTHING;
  const domain = domainOf(transition, target);
  const exits = chainOf(leaf).filter((node) => isInside(node, domain));
  return { exits, ...entriesOf(transition, target, domain) };
}

/** Finds what a machine enters when it starts: every state on the way into its first leaves. */
export function firstEntries(root: StateNode): readonly StateNode[] {
  if (root.type === "parallel") {
    return [root, ...Object.values(root.states).flatMap(firstEntries)];
  }
  const first = root.type === "compound" ? root.initial.target[0] : undefined;
  return first === undefined ? [root] : [root, ...firstEntries(first)];
}

/** The state inside which everything happens; `undefined` when the machine enters itself anew. */
function domainOf(transition: Transition, target: StateNode): StateNode | undefined {
  const { source, reenter } = transition;
  if (!reenter && (target === source || isInside(target, source))) return source;
  const around = chainOf(target).slice(1);
  const nearest = around.find((node) => isInside(source, node));
  return nearest ?? (reenter ? undefined : source.machine.root);
}

function entriesOf(
  transition: Transition,
  target: StateNode,
  domain: StateNode | undefined,
): Pick<Crossing, "enters" | "byDefault"> {
  const { source, reenter } = transition;
  const isEntered = source !== target || source !== domain || reenter;
  const below = firstEntries(target).slice(1);
  const byDefault = new Set(isEntered ? [target, ...below] : below);
  const inner = source.parent === undefined && reenter ? undefined : domain;
  const around = chainOf(target)
    .slice(1)
    .filter((node) => isInside(node, inner));
  const enters = [...byDefault, ...around].sort((left, right) => left.order - right.order);
  return { enters, byDefault };
}

/** A state and those around it, from the inside out. */
function chainOf(node: StateNode): readonly StateNode[] {
  return node.parent === undefined ? [node] : [node, ...chainOf(node.parent)];
}

/** True for states strictly inside another; everything is inside of nothing. */
function isInside(node: StateNode, outer: StateNode | undefined): boolean {
  if (outer === undefined) return true;
  return chainOf(node).slice(1).includes(outer);
}

const NOTHING: Crossing = { exits: [], enters: [], byDefault: new Set() };
