import type { AnyStateMachine } from "xstate";
import type { LintFinding } from "./lint-finding.ts";
import { lintGuard } from "./lint-guards.ts";
import {
  type ActionReference,
  actionsOf,
  type BuiltInAction,
  builtInOf,
  pathOf,
  type StateNode,
} from "./machine-walk.ts";

/** Built-in actions that change nothing outside the machine. */
const ALLOWED = new Set(["xstate.assign", "xstate.raise", "xstate.cancel"]);
const OWN_DELAY = "xstate.after.";

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
    ...Object.values(guards).flatMap((guard) =>
      typeof guard === "function" && "check" in guard ? lintGuard(guard, machine, state) : [],
    ),
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
    return lintBuiltIn(builtIn, node.machine, state, alphabet);
  }
  const { type, params } = typeof action === "string" ? { type: action } : action;
  const findings: LintFinding[] = [];
  if (typeof params === "function") findings.push({ rule: "computed-params", state, found: type });
  if (!Object.hasOwn(node.machine.implementations.actions, type)) {
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
  return action.type === "xstate.raise" ? lintRaise(action, machine, state, alphabet) : [];
}

function lintRaise(
  { event, id, delay }: BuiltInAction,
  machine: AnyStateMachine,
  state: string,
  alphabet: ReadonlySet<string>,
): LintFinding[] {
  if (typeof event === "function") return [{ rule: "computed-raise", state, found: "raise" }];
  const { type } = event as { type: string };
  if (type.startsWith(OWN_DELAY)) return [];
  const findings: LintFinding[] = [];
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
