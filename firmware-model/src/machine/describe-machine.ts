import type { AnyStateMachine } from "xstate";
import {
  leavesOf,
  regionOf,
  type StateNode,
  type Transition,
  transitionsOf,
} from "./machine-walk.ts";

const OWN_DELAY = /^xstate\.after\.([^.]+)\..*$/;

/** Draws one region of a machine as a Mermaid state diagram, in document order. */
export function toMermaid(region: StateNode): string {
  const anywhere = transitionsOf(region).flatMap((one) => arrows("any", one));
  return ["stateDiagram-v2", ...bodyOf(region, "  "), ...anywhere.map(indented)].join("\n");
}

/** Names the event of a transition; a delay by its name. */
export function eventNameOf(event: string): string {
  return event === "" ? "always" : event.replace(OWN_DELAY, "after $1");
}

/** Lists the events that a state answers itself or through a state above it in its region. */
export function answersOf(leaf: StateNode): ReadonlyMap<string, readonly Transition[]> {
  const answers = new Map<string, readonly Transition[]>();
  for (let at: StateNode | undefined = leaf; at?.parent !== undefined; at = at.parent) {
    for (const [event, transitions] of at.transitions) {
      answers.set(event, [...(answers.get(event) ?? []), ...transitions]);
    }
  }
  return answers;
}

/** Lists the leaves of one region. */
export function leavesIn(machine: AnyStateMachine, region: StateNode): readonly StateNode[] {
  return leavesOf(machine).filter((leaf) => regionOf(leaf) === region);
}

/** Writes one region as a Markdown table: what each state does at each event, by target. */
export function toEventTable(machine: AnyStateMachine, region: StateNode): string {
  const leaves = leavesIn(machine, region);
  const events = [...new Set(leaves.flatMap((leaf) => [...answersOf(leaf).keys()]))];
  const names = [...new Set(events.map(eventNameOf))];
  const head = ["event", ...leaves.map((leaf) => `\`${leaf.key}\``)];
  const rows = names.map((name) => [`\`${name}\``, ...leaves.map((leaf) => cellOf(leaf, name))]);
  const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

function cellOf(leaf: StateNode, name: string): string {
  const targets = [...answersOf(leaf)]
    .filter(([event]) => eventNameOf(event) === name)
    .flatMap(([, transitions]) => transitions.map((one) => one.target?.[0]?.key ?? "(stays)"));
  return targets.length === 0 ? "–" : [...new Set(targets)].join(" / ");
}

function bodyOf(node: StateNode, indent: string): readonly string[] {
  const lines = [`${indent}[*] --> ${firstOf(node)}`];
  for (const child of Object.values(node.states) as StateNode[]) {
    if (child.type === "compound") {
      lines.push(`${indent}state ${child.key} {`, ...bodyOf(child, `${indent}  `), `${indent}}`);
    }
    for (const one of transitionsOf(child)) {
      lines.push(...arrows(child.key, one).map((arrow) => indent + arrow));
    }
  }
  return lines;
}

function indented(line: string): string {
  return `  ${line}`;
}

function firstOf(node: StateNode): string {
  return node.initial.target[0]?.key ?? "";
}

function arrows(from: string, { target, eventType, guard }: Transition): readonly string[] {
  const name = eventNameOf(eventType);
  const label = typeof guard === "string" ? `${name} [${guard}]` : name;
  return (target ?? []).map((to) => `${from} --> ${to.key}: ${label}`);
}
