import type { LintFinding } from "./lint-finding.ts";
import { pathOf, type StateNode } from "./machine-walk.ts";

const STATE_KEYS: ReadonlySet<string> = new Set([
  ...["id", "initial", "type", "states", "on", "after", "always", "entry", "exit"],
  ...["description", "tags", "meta"],
]);
/** What only the machine itself holds; XState reads it nowhere below. A setup adds `schemas`. */
const ROOT_KEYS: ReadonlySet<string> = new Set([...STATE_KEYS, "context", "options", "schemas"]);
const TRANSITION_KEYS: ReadonlySet<string> = new Set([
  ...["target", "guard", "actions", "reenter", "description", "meta"],
]);
/** XState asks no guard on the way into the first state. */
const INITIAL_KEYS: ReadonlySet<string> = new Set(["target", "actions", "description", "meta"]);

/** Checks the keys that one state and its transitions are written with. */
export function lintKeys(node: StateNode): LintFinding[] {
  const { on = {}, after = {}, always, initial } = node.config;
  const transitions = [...Object.values(on), ...Object.values(after), always];
  const unknown = [
    ...keysOutside(node.parent === undefined ? ROOT_KEYS : STATE_KEYS, node.config),
    ...transitions.flat().flatMap((transition) => keysOutside(TRANSITION_KEYS, transition)),
    ...keysOutside(INITIAL_KEYS, initial),
  ];
  return unknown.map((found) => ({ rule: "unknown-key", state: pathOf(node), found }));
}

/** A transition may be only the name of its target, which has no keys. */
function keysOutside(known: ReadonlySet<string>, written: unknown): readonly string[] {
  if (typeof written !== "object" || written === null) return [];
  return Object.keys(written).filter((key) => !known.has(key));
}
