import type { AnyStateMachine } from "xstate";
import { lintImplementations, lintReferences } from "./lint-actions.ts";
import { lintDelayNames, lintDelays, lintDelayValues } from "./lint-delays.ts";
import type { LintFinding } from "./lint-finding.ts";
import { lintGuards } from "./lint-guards.ts";
import { lintKeys } from "./lint-keys.ts";
import { lintNames } from "./lint-names.ts";
import { lintMachineShape, lintStateShape } from "./lint-shape.ts";
import { isReserved, ownDelays, pathOf, type StateNode, statesOf } from "./machine-walk.ts";

/** What a machine is checked against. */
export interface LintSubject {
  /** Every event that can reach the machine, raised ones included; closed. */
  readonly events: readonly string[];
}

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
    ...lintNames(machine),
    ...lintAlphabet(machine, subject.events),
    ...lintImplementations(machine, alphabet),
    ...lintDelayValues(machine),
    ...lintDelayNames(machine),
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

/** XState gives names of its own a meaning, and reads an asterisk as any event. */
function lintAlphabet({ id }: AnyStateMachine, events: readonly string[]): LintFinding[] {
  return events
    .filter((event) => isReserved(event) || event.includes("*"))
    .map((found) => ({ rule: "reserved-event", state: id, found }));
}

function lintEvents(node: StateNode, alphabet: ReadonlySet<string>): LintFinding[] {
  const state = pathOf(node);
  const written = Object.keys(node.config.on ?? {});
  const own = ownDelays(node);
  return [...node.transitions.keys()].flatMap((found): LintFinding[] => {
    if (isReserved(found) && written.includes(found)) {
      return [{ rule: "reserved-event", state, found }];
    }
    if (own.includes(found)) return [];
    const isKnown = alphabet.has(found) && !isReserved(found) && !found.includes("*");
    return isKnown ? [] : [{ rule: "outside-alphabet", state, found }];
  });
}
