import type { AnyStateMachine } from "xstate";
import { builtInGuardOf } from "./guard-kind.ts";
import type { LintFinding } from "./lint-finding.ts";
import { isFunctionOf, lintParams, lintReferenceKeys } from "./lint-references.ts";
import { pathOf, type StateNode, transitionsOf } from "./machine-walk.ts";

/** Checks the guards of one state's transitions, those inside `and`, `or` and `not` included. */
export function lintGuards(node: StateNode): LintFinding[] {
  return transitionsOf(node).flatMap(({ guard }) =>
    guard === undefined ? [] : lintGuard(guard, node.machine, pathOf(node)),
  );
}

/** Checks one guard wherever it stands. */
export function lintGuard(guard: unknown, machine: AnyStateMachine, state: string): LintFinding[] {
  if (typeof guard === "string") return lintName(guard, machine, state);
  if (typeof guard === "function") return lintFunction(guard, machine, state);
  const { type, params } = guard as { type: string; params?: unknown };
  return [
    ...lintReferenceKeys(guard, state),
    ...lintParams(type, params, state),
    ...lintName(type, machine, state),
  ];
}

/** Checks that no guard is made of itself. */
export function lintGuardCycles(machine: AnyStateMachine): LintFinding[] {
  return Object.keys(machine.implementations.guards)
    .filter((name) => asksFor(name, machine.implementations.guards[name], machine, []))
    .map((found) => ({ rule: "guard-cycle", state: machine.id, found }));
}

function asksFor(
  name: string,
  guard: unknown,
  machine: AnyStateMachine,
  through: readonly string[],
): boolean {
  const builtIn = builtInGuardOf(guard);
  if (builtIn === undefined || builtIn.kind === "in") return false;
  return builtIn.guards.some((inner) => {
    const asked = nameOf(inner);
    if (asked === undefined) return asksFor(name, inner, machine, through);
    if (asked === name) return true;
    if (through.includes(asked)) return false;
    const { guards } = machine.implementations;
    return asksFor(name, guards[asked], machine, [...through, asked]);
  });
}

function nameOf(guard: unknown): string | undefined {
  if (typeof guard === "string") return guard;
  return typeof guard === "object" && guard !== null
    ? String((guard as { type?: unknown }).type)
    : undefined;
}

function lintName(name: string, machine: AnyStateMachine, state: string): LintFinding[] {
  return isFunctionOf(machine.implementations.guards, name)
    ? []
    : [{ rule: "unknown-guard", state, found: name }];
}

function lintFunction(guard: object, machine: AnyStateMachine, state: string): LintFinding[] {
  const builtIn = builtInGuardOf(guard);
  if (builtIn === undefined) return [{ rule: "inline-implementation", state, found: "guard" }];
  if (builtIn.kind !== "in") {
    return builtIn.guards.flatMap((inner) => lintGuard(inner, machine, state));
  }
  const { stateValue } = builtIn;
  return hasState(machine, stateValue)
    ? []
    : [{ rule: "unknown-state", state, found: JSON.stringify(stateValue) }];
}

function hasState(machine: AnyStateMachine, value: unknown): boolean {
  if (typeof value !== "string" || !value.startsWith("#")) {
    return matchesBelow(machine.root, value);
  }
  try {
    return machine.getStateNodeById(value) !== undefined;
  } catch {
    // XState throws where there is none.
    return false;
  }
}

function matchesBelow(node: StateNode, value: unknown): boolean {
  if (typeof value === "string") {
    let at: StateNode | undefined = node;
    for (const key of value.split(".")) at = at === undefined ? at : childOf(at, key);
    return at !== undefined;
  }
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(([key, below]) => {
    const child = childOf(node, key);
    return child !== undefined && matchesBelow(child, below);
  });
}

function childOf(node: StateNode, key: string): StateNode | undefined {
  return Object.hasOwn(node.states, key) ? node.states[key] : undefined;
}
