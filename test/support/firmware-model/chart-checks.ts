import {
  answersOf,
  type IgnoredEvents,
  leavesIn,
  type Mechanism,
  pathOf,
  type StateNode,
  statesOf,
} from "@dosekit/firmware-model";
import type { Chart } from "./machine-walk.ts";

/** A chart, and what it is said to leave unanswered. */
export interface ChartSubject<C extends Chart = Mechanism> {
  readonly mechanism: C;
  readonly ignored: readonly IgnoredEvents[];
  /** Events that only the chart itself sends. */
  readonly raised: ReadonlySet<string>;
}

/** Lists state and event wherever there is neither an answer nor a reason for none. */
export function unanswered(subject: ChartSubject<Chart>): readonly string[] {
  return pairs(subject)
    .filter(({ leaf, event }) => !answersOf(leaf).has(event) && !isIgnored(subject, leaf, event))
    .map(textOf);
}

/** Lists state and event wherever there is an answer and a reason for none. */
export function answeredAndIgnored(subject: ChartSubject<Chart>): readonly string[] {
  return pairs(subject)
    .filter(({ leaf, event }) => answersOf(leaf).has(event) && isIgnored(subject, leaf, event))
    .map(textOf);
}

/** Lists the events that no region answers. */
export function unheard({ mechanism }: ChartSubject<Chart>): readonly string[] {
  const heard = new Set(regionsOf(mechanism).flatMap((region) => eventsOf(mechanism, region)));
  return mechanism.events.filter((event) => !heard.has(event));
}

/** Lists states and events of the reasons that do not exist. */
export function wrongNames({ mechanism, ignored }: ChartSubject<Chart>): readonly string[] {
  const paths = new Set(statesOf(mechanism.machine.root).map(pathOf));
  return ignored.flatMap(({ states, events }) => [
    ...states.filter((path) => !paths.has(path)),
    ...events.filter((event) => !mechanism.events.includes(event)),
  ]);
}

interface Pair {
  readonly leaf: StateNode;
  readonly event: string;
}

function pairs({ mechanism }: ChartSubject<Chart>): readonly Pair[] {
  return regionsOf(mechanism).flatMap((region) =>
    leavesIn(mechanism.machine, region).flatMap((leaf) =>
      eventsOf(mechanism, region).map((event) => ({ leaf, event })),
    ),
  );
}

function regionsOf({ machine }: Chart): readonly StateNode[] {
  return Object.values(machine.root.states);
}

/** The events that concern a region: those that at least one of its states answers. */
function eventsOf({ machine }: Chart, region: StateNode): readonly string[] {
  const events = leavesIn(machine, region).flatMap((leaf) => [...answersOf(leaf).keys()]);
  return [...new Set(events)].filter((event) => !event.startsWith("xstate."));
}

function isIgnored({ ignored }: ChartSubject<Chart>, leaf: StateNode, event: string): boolean {
  const path = pathOf(leaf);
  return ignored.some(
    ({ states, events }) =>
      events.includes(event) &&
      states.some((state) => path === state || path.startsWith(`${state}.`)),
  );
}

function textOf({ leaf, event }: Pair): string {
  return `${pathOf(leaf)}: ${event}`;
}
