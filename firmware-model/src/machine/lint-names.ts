import type { AnyStateMachine } from "xstate";
import type { LintFinding } from "./lint-finding.ts";
import { pathOf, statesOf } from "./machine-walk.ts";

/** Checks what the states of a machine are called. */
export function lintNames(machine: AnyStateMachine): LintFinding[] {
  const states = statesOf(machine.root);
  const ids = states.map(({ id }) => id);
  return states.flatMap((node, at): LintFinding[] => {
    const findings: LintFinding[] = [];
    const state = pathOf(node);
    if (ids.indexOf(node.id) !== at) findings.push({ rule: "double-id", state, found: node.id });
    if (node.parent !== undefined && /[.#]|^$/.test(node.key)) {
      findings.push({ rule: "unusable-name", state, found: node.key });
    }
    return findings;
  });
}
