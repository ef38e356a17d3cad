import { type AnyStateMachine, and, not, or, stateIn } from "xstate";
import type { LintFinding } from "./lint-finding.ts";
import { pathOf, type StateNode, statesOf, transitionsOf } from "./machine-walk.ts";

/** XState's own guards are known by the function that they share. */
const COMBINED: ReadonlySet<unknown> = new Set([
  checkOf(and([])),
  checkOf(or([])),
  checkOf(not("")),
]);
const IN_STATE = checkOf(stateIn(""));

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
  const computed: LintFinding[] =
    typeof params === "function" ? [{ rule: "computed-params", state, found: type }] : [];
  return [...computed, ...lintName(type, machine, state)];
}

function lintName(name: string, machine: AnyStateMachine, state: string): LintFinding[] {
  return Object.hasOwn(machine.implementations.guards, name)
    ? []
    : [{ rule: "unknown-guard", state, found: name }];
}

function lintFunction(guard: object, machine: AnyStateMachine, state: string): LintFinding[] {
  const check = checkOf(guard);
  if (COMBINED.has(check)) {
    const { guards } = guard as { guards: readonly unknown[] };
    return guards.flatMap((inner) => lintGuard(inner, machine, state));
  }
  if (check === IN_STATE) {
    const { stateValue } = guard as { stateValue: unknown };
    return hasState(machine, stateValue)
      ? []
      : [{ rule: "unknown-state", state, found: JSON.stringify(stateValue) }];
  }
  return [{ rule: "inline-implementation", state, found: "guard" }];
}

function hasState(machine: AnyStateMachine, value: unknown): boolean {
  if (typeof value === "string" && value.startsWith("#")) {
    return statesOf(machine.root).some(({ id }) => id === value.slice(1));
  }
  return matchesBelow(machine.root, value);
}

function matchesBelow(node: StateNode, value: unknown): boolean {
  if (typeof value === "string") {
    let at: StateNode | undefined = node;
    for (const key of value.split(".")) at = at?.states[key];
    return at !== undefined;
  }
  return Object.entries(value as object).every(([key, below]) => {
    const child: StateNode | undefined = node.states[key];
    return child !== undefined && matchesBelow(child, below);
  });
}

function checkOf(guard: object): unknown {
  return (guard as { check?: unknown }).check;
}
