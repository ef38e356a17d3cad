import {
  type MachineEvent,
  type MachineState,
  pathOf,
  profiledExecutor,
  type StateNode,
  statesOf,
} from "@dosekit/firmware-model";
import type { ChartSubject } from "./chart-checks.ts";
import { type Chart, type WalkedStep, walkThrough } from "./machine-walk.ts";
import { type Transition, transitionWatch } from "./transition-watch.ts";

/** A chart with an abstract context in which all of it can be walked through. */
export interface Exploration<C extends Chart = Chart> extends ChartSubject<C> {
  readonly name: string;
  /** Events that no region answers, and why. */
  readonly unheardReasons: Readonly<Record<string, string>>;
  readonly starts: readonly MachineState[];
  /** Events with every payload that makes a difference; delays are added. */
  readonly events: readonly MachineEvent[];
  /** Names what a guard could tell apart; states of one name count as one. */
  readonly sameAs: (state: MachineState) => string;
}

/** What a walk through all states of a chart amounts to. */
export interface ExplorationFigures {
  /** States of the abstract context that were visited. */
  readonly visited: number;
  /** Pairs of a visited state and an event, each of which was tried. */
  readonly tried: number;
  /** Those among them that were answered: edges of the graph of states. */
  readonly edges: number;
  /** Transitions that the chart declares, eventless and raised ones included. */
  readonly declared: number;
  readonly taken: number;
  /** Declared transitions that were never taken, by state and event. */
  readonly left: readonly string[];
}

/** Walks through all states of a chart. */
export function explore({ mechanism, starts, events, sameAs }: Exploration): WalkedStep[] {
  return walkThrough({ mechanism, starts, events, sameAs });
}

/** Counts what a walk visited, and finds which declared transitions it took. */
export function figuresOf(
  { mechanism, sameAs }: Exploration,
  walked: readonly WalkedStep[],
): ExplorationFigures {
  const declared = statesOf(mechanism.machine.root).flatMap((node) =>
    transitionsOf(node).map((one, at) => ({
      one,
      text: `${pathOf(node)}: ${one.eventType} ${at}`,
    })),
  );
  const answered = walked.filter(({ step }) => step.handled);
  const watch = transitionWatch(mechanism.machine);
  const taken = new Set<Transition>();
  for (const step of answered) for (const one of watch(step)) taken.add(one);
  const left = declared.filter(({ one }) => !taken.has(one)).map(({ text }) => text);
  return {
    visited: new Set(walked.map(({ from }) => sameAs(from))).size,
    tried: walked.length,
    edges: answered.length,
    declared: declared.length,
    taken: declared.length - left.length,
    left,
  };
}

/** Lists the transitions of one state, eventless ones last. */
function transitionsOf(node: StateNode): readonly Transition[] {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
}

/** Starts a chart in a context. */
export function startOf({ machine, events }: Chart, context: MachineState["context"]) {
  return profiledExecutor(machine, events).initial(context).state;
}
