import type { AnyStateMachine } from "xstate";
import { lintImplementations, lintReferences } from "./lint-actions.ts";
import type { LintFinding } from "./lint-finding.ts";
import { lintGuards } from "./lint-guards.ts";
import { lintKeys } from "./lint-keys.ts";
import { lintMachineShape, lintStateShape } from "./lint-shape.ts";
import { pathOf, type StateNode, statesOf } from "./machine-walk.ts";

/** What a machine is checked against. */
export interface LintSubject {
  /** Every event that can reach the machine, raised ones included; closed. */
  readonly events: readonly string[];
}

const OWN_DELAY = "xstate.after.";

/**
 * Checks a machine against the restricted profile: everything that XState allows but that can't be
 * stepped as pure data, and every misspelt name or key that TypeScript lets through. A misspelt
 * target needs no rule, because XState itself refuses to make the machine.
 *
 * @returns every finding; an empty list means that the machine may be used
 */
export function lintMachine(machine: AnyStateMachine, subject: LintSubject): LintFinding[] {
  const alphabet = new Set(subject.events);
  return [
    ...lintMachineShape(machine),
    ...lintImplementations(machine, alphabet),
    ...lintDelayValues(machine),
    ...statesOf(machine.root).flatMap((node) => lintState(node, alphabet)),
  ];
}

function lintState(node: StateNode, alphabet: ReadonlySet<string>): LintFinding[] {
  return [
    ...lintKeys(node),
    ...lintStateShape(node),
    ...lintEvents(node, alphabet),
    ...lintDelays(node),
    ...lintReferences(node, alphabet),
    ...lintGuards(node),
  ];
}

function lintEvents(node: StateNode, alphabet: ReadonlySet<string>): LintFinding[] {
  return [...node.transitions.keys()]
    .filter((event) => !event.startsWith(OWN_DELAY) && !alphabet.has(event))
    .map((event) => ({ rule: "outside-alphabet", state: pathOf(node), found: event }));
}

function lintDelays(node: StateNode): LintFinding[] {
  const { delays } = node.machine.implementations;
  return Object.keys(node.config.after ?? {}).flatMap((delay): LintFinding[] => {
    const state = pathOf(node);
    if (!Number.isNaN(Number(delay))) return [{ rule: "unnamed-delay", state, found: delay }];
    return Object.hasOwn(delays, delay) ? [] : [{ rule: "unknown-delay", state, found: delay }];
  });
}

/** A computed delay can't be judged before it is asked; a written one can. */
function lintDelayValues(machine: AnyStateMachine): LintFinding[] {
  return Object.entries<unknown>(machine.implementations.delays)
    .filter(([, delay]) => typeof delay !== "function" && !isDuration(delay))
    .map(([name]) => ({ rule: "unusable-delay", state: machine.id, found: name }));
}

function isDuration(delay: unknown): boolean {
  return typeof delay === "number" && Number.isFinite(delay) && delay >= 0;
}
