import type { AnyStateMachine } from "xstate";
import type { LintFinding } from "./lint-finding.ts";
import { actionsOf, builtInOf, pathOf, type StateNode, statesOf } from "./machine-walk.ts";

/** Checks the delays behind one state. */
export function lintDelays(node: StateNode): LintFinding[] {
  const { delays } = node.machine.implementations;
  return Object.keys(node.config.after ?? {}).flatMap((delay): LintFinding[] => {
    const state = pathOf(node);
    if (!Number.isNaN(Number(delay))) return [{ rule: "unnamed-delay", state, found: delay }];
    return Object.hasOwn(delays, delay) ? [] : [{ rule: "unknown-delay", state, found: delay }];
  });
}

/** Checks how long delays are: a computed one can't be judged before it is asked. */
export function lintDelayValues(machine: AnyStateMachine): LintFinding[] {
  return Object.entries<unknown>(machine.implementations.delays)
    .filter(([, delay]) => typeof delay !== "function" && !isDuration(delay))
    .map(([name]) => ({ rule: "unusable-delay", state: machine.id, found: name }));
}

/** Checks that one name of a delay always stands for one event. */
export function lintDelayNames(machine: AnyStateMachine): LintFinding[] {
  return [...armedEvents(machine)]
    .filter(([, events]) => events.size > 1)
    .map(([found]) => ({ rule: "ambiguous-delay", state: machine.id, found }));
}

/** Tells whether anything is ever armed under a name. */
export function isArmed(machine: AnyStateMachine, name: string): boolean {
  return armedEvents(machine).has(name);
}

/** Events by the names under which they are raised later, wherever that is said. */
function armedEvents(machine: AnyStateMachine): ReadonlyMap<string, ReadonlySet<string>> {
  const armed = new Map<string, Set<string>>();
  const named: unknown[] = Object.values(machine.implementations.actions);
  const placed: unknown[] = statesOf(machine.root).flatMap((node) => actionsOf(node));
  for (const action of [...named, ...placed]) {
    const builtIn = builtInOf(action);
    if (builtIn?.type !== "xstate.raise" || builtIn.delay === undefined) continue;
    if (typeof builtIn.id !== "string") continue;
    const events = armed.get(builtIn.id) ?? new Set();
    armed.set(builtIn.id, events.add(JSON.stringify(builtIn.event)));
  }
  return armed;
}

function isDuration(delay: unknown): boolean {
  return Number.isSafeInteger(delay) && (delay as number) >= 0;
}
