import type { AnyStateMachine } from "xstate";
import { isArmed } from "./lint-delays.ts";
import type { LintFinding } from "./lint-finding.ts";
import { lintGuard, lintGuardCycles } from "./lint-guards.ts";
import { isFunctionOf, lintParams, lintReferenceKeys } from "./lint-references.ts";
import {
  type ActionReference,
  actionsOf,
  type BuiltInAction,
  builtInOf,
  isReserved,
  ownDelays,
  pathOf,
  type StateNode,
} from "./machine-walk.ts";
import { isPlainData } from "./plain-data.ts";

/** Built-in actions that change nothing outside the machine. */
const ALLOWED = new Set(["xstate.assign", "xstate.raise", "xstate.cancel"]);

/** Checks the implementations that the machine was set up with. */
export function lintImplementations(
  machine: AnyStateMachine,
  alphabet: ReadonlySet<string>,
): LintFinding[] {
  const { actions, guards } = machine.implementations;
  const state = machine.id;
  return [
    ...Object.values(actions).flatMap((action) => {
      const builtIn = builtInOf(action);
      return builtIn === undefined ? [] : lintBuiltIn(builtIn, machine, state, alphabet);
    }),
    ...Object.entries<unknown>(actions).flatMap(([name, action]) =>
      lintAssigned(name, action, machine.id),
    ),
    ...Object.values(guards).flatMap((guard) =>
      typeof guard === "function" && "check" in guard ? lintGuard(guard, machine, state) : [],
    ),
    ...lintGuardCycles(machine),
  ];
}

/** Checks every action that one state names or holds. */
export function lintReferences(node: StateNode, alphabet: ReadonlySet<string>): LintFinding[] {
  return actionsOf(node).flatMap((action) => lintReference(action, node, alphabet));
}

function lintReference(
  action: ActionReference,
  node: StateNode,
  alphabet: ReadonlySet<string>,
): LintFinding[] {
  const state = pathOf(node);
  if (typeof action === "function") {
    const builtIn = builtInOf(action);
    if (builtIn === undefined || builtIn.type === "xstate.assign") {
      return [{ rule: "inline-implementation", state, found: builtIn?.type ?? "action" }];
    }
    return isOwnDelay(builtIn, node) ? [] : lintBuiltIn(builtIn, node.machine, state, alphabet);
  }
  const { type, params } = typeof action === "string" ? { type: action } : action;
  const findings: LintFinding[] = [];
  findings.push(...lintReferenceKeys(action, state), ...lintParams(type, params, state));
  if (!isFunctionOf(node.machine.implementations.actions, type)) {
    findings.push({ rule: "unknown-action", state, found: type });
  }
  return findings;
}

function lintBuiltIn(
  action: BuiltInAction,
  machine: AnyStateMachine,
  state: string,
  alphabet: ReadonlySet<string>,
): LintFinding[] {
  if (!ALLOWED.has(action.type)) return [{ rule: "forbidden-action", state, found: action.type }];
  if (action.type === "xstate.cancel" && typeof action.sendId === "function") {
    return [{ rule: "computed-cancel", state, found: action.type }];
  }
  if (action.type === "xstate.cancel" && !isArmed(machine, String(action.sendId))) {
    return [{ rule: "unknown-cancel", state, found: String(action.sendId) }];
  }
  return action.type === "xstate.raise" ? lintRaise(action, machine, state, alphabet) : [];
}

/** What XState adds to a state for each of its delays. */
function isOwnDelay({ type, id, sendId }: BuiltInAction, node: StateNode): boolean {
  return ownDelays(node).includes(String(type === "xstate.cancel" ? sendId : id));
}

function lintRaise(
  { event, id, delay }: BuiltInAction,
  machine: AnyStateMachine,
  state: string,
  alphabet: ReadonlySet<string>,
): LintFinding[] {
  if (typeof event === "function") return [{ rule: "computed-raise", state, found: "raise" }];
  const { type } = event as { type: string };
  const findings: LintFinding[] = [];
  if (isReserved(type)) return [{ rule: "reserved-event", state, found: type }];
  if (!isPlainData(event)) findings.push({ rule: "unwritable-data", state, found: type });
  if (!alphabet.has(type)) findings.push({ rule: "outside-alphabet", state, found: type });
  if (delay === undefined) return findings;
  if (typeof id !== "string") findings.push({ rule: "raise-without-id", state, found: type });
  if (typeof delay === "function") {
    findings.push({ rule: "inline-implementation", state, found: "delay" });
  } else if (typeof delay === "number") {
    findings.push({ rule: "unnamed-delay", state, found: String(delay) });
  } else if (!Object.hasOwn(machine.implementations.delays, String(delay))) {
    findings.push({ rule: "unknown-delay", state, found: String(delay) });
  }
  return findings;
}

/** What an assignment sets without computing it stands in the code. */
function lintAssigned(name: string, action: unknown, state: string): LintFinding[] {
  const { assignment } = (action ?? {}) as { readonly assignment?: unknown };
  if (typeof assignment !== "object" || assignment === null) return [];
  const isPlain = Object.values(assignment).every(
    (value) => typeof value === "function" || isPlainData(value),
  );
  return isPlain ? [] : [{ rule: "unwritable-data", state, found: name }];
}
