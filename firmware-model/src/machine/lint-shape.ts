import type { AnyStateMachine } from "xstate";
import { fitsPlace } from "./compile/table-regions.ts";
import type { LintFinding } from "./lint-finding.ts";
import {
  leavesOf,
  pathOf,
  regionOf,
  type StateNode,
  statesOf,
  type Transition,
  transitionsOf,
} from "./machine-walk.ts";

/** Checks what concerns the machine as a whole. */
export function lintMachineShape(machine: AnyStateMachine): LintFinding[] {
  const findings: LintFinding[] = [];
  const { maxIterations } = machine.options;
  if (!Number.isSafeInteger(maxIterations) || Number(maxIterations) < 1) {
    findings.push({ rule: "no-iteration-limit", state: machine.id, found: String(maxIterations) });
  }
  if (!fitsPlace(machine)) {
    const found = String(leavesOf(machine).length);
    findings.push({ rule: "too-many-states", state: machine.id, found });
  }
  const acting = regionsThatActByThemselves(machine);
  if (acting.length > 1) {
    const found = acting.map((region) => pathOf(region)).join(", ");
    findings.push({ rule: "always-in-several-regions", state: machine.id, found });
  }
  return findings;
}

/** Checks the kind of one state and where its transitions lead. */
export function lintStateShape(node: StateNode): LintFinding[] {
  const state = pathOf(node);
  const findings: LintFinding[] = [];
  if (node.type === "history") findings.push({ rule: "history", state, found: node.key });
  if (node.type === "final") findings.push({ rule: "final-state", state, found: node.key });
  if (node.type === "parallel" && node.parent !== undefined) {
    findings.push({ rule: "nested-parallel", state, found: node.key });
  }
  if (node.config.invoke !== undefined) {
    findings.push({ rule: "invoke", state, found: "invoke" });
  }
  if (node.type === "atomic" && Object.keys(node.states).length > 0) {
    findings.push({ rule: "misfit-type", state, found: node.type });
  }
  for (const { target, eventType } of transitionsOf(node)) {
    if ((target?.length ?? 0) > 1) {
      findings.push({ rule: "several-targets", state, found: eventType || "always" });
    }
  }
  if (node.machine.root.type !== "parallel") return findings;
  if (node.parent === undefined && node.always !== undefined) {
    findings.push({ rule: "always-on-root", state, found: "always" });
  }
  for (const transition of transitionsOf(node).filter(crossesRegions)) {
    findings.push({ rule: "crosses-regions", state, found: transition.eventType || "always" });
  }
  return findings;
}

/** A transition stays in its region when what it leaves and enters lies below the region itself. */
function crossesRegions({ source, target, reenter }: Transition): boolean {
  const region = regionOf(source);
  if (target === undefined) return reenter && source.parent === source.machine.root;
  if (region === undefined) return true;
  if (reenter && source === region) return true;
  return target.some((to) => to === region || regionOf(to) !== region);
}

function regionsThatActByThemselves(machine: AnyStateMachine): readonly StateNode[] {
  if (machine.root.type !== "parallel") return [];
  return Object.values(machine.states).filter((region: StateNode) =>
    statesOf(region).some((node) => (node.always ?? []).some(({ actions }) => actions.length > 0)),
  );
}
