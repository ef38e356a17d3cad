import type { ChartTable, ShippedChart } from "@dosekit/firmware-model";
import { type AnyStateMachine, assign } from "xstate";

/** A shipped chart in which a script answers every question. */
export interface ScriptedChart {
  readonly machine: AnyStateMachine;
  /** Begins a step: guards are answered in the order in which they are first asked, then with no. */
  begin(given: readonly boolean[]): void;
  /** Answers since then, by guard; asked again, a guard says the same. */
  readonly answers: ReadonlyMap<string, boolean>;
}

/**
 * Takes the functions out of a chart and leaves its structure: guards answer by a script, changes
 * of the context write down that they happened, delays last as long as their name is.
 */
export function scriptedChart({ machine }: ShippedChart): ScriptedChart {
  const answers = new Map<string, boolean>();
  let script: readonly boolean[] = [];
  const answerOf = (name: string) => {
    const answer = answers.get(name) ?? script[answers.size] ?? false;
    answers.set(name, answer);
    return answer;
  };
  const { guards, actions, delays } = machine.implementations;
  const scripted = machine.provide({
    guards: mapped(guards, (name, guard) => ("check" in guard ? guard : () => answerOf(name))),
    actions: mapped(actions, scriptedAction),
    delays: mapped(delays, (name, delay) =>
      typeof delay === "function" ? () => name.length : delay,
    ),
  } as never);
  return {
    machine: scripted as AnyStateMachine,
    answers,
    begin(given) {
      script = given;
      answers.clear();
    },
  };
}

type Parts = Readonly<Record<string, object>>;

function mapped<T>(parts: object, change: (name: string, part: object) => T) {
  return Object.fromEntries(
    Object.entries(parts as Parts).map(([name, part]) => [name, change(name, part)]),
  );
}

/** Assignments keep their form, and say in the context which of them ran when. */
function scriptedAction(name: string, action: object): unknown {
  const { assignment } = action as { readonly assignment?: unknown };
  if (assignment === undefined) return action;
  if (typeof assignment === "function") {
    return assign(({ context }) => ({ ran: `${ranSoFar(context)};${name}` }) as never);
  }
  return assign(
    mapped(assignment as object, (key, value) =>
      typeof value === "function"
        ? ({ context }: { readonly context: object }) => `${ranSoFar(context)} ${name}.${key}`
        : value,
    ) as never,
  );
}

function ranSoFar(context: object): string {
  return String((context as { readonly ran?: string }).ran);
}

/**
 * Finds the regions that matter to an event: those that answer it, those that its guards read, and
 * the same for the events that it may raise and for eventless transitions.
 */
export function regionsThatMatter(table: ChartTable, code: number): ReadonlySet<number> {
  const seen = new Set<number>();
  const regions = new Set<number>();
  const look = (event: number) => {
    if (seen.has(event)) return;
    seen.add(event);
    const { regions: own = [], root = [] } = table.events[event] ?? {};
    lookThrough([...own, { region: -1, byLeaf: [root] }]);
  };
  const lookThrough = (all: ChartTable["always"]) => {
    for (const { region, byLeaf } of all) {
      if (region >= 0) regions.add(region);
      const ways = byLeaf.flat();
      for (const read of JSON.stringify(ways.map(({ guard }) => guard ?? null)).matchAll(READS)) {
        regions.add(Number(read[1]));
      }
      for (const action of ways.flatMap((way) => [...way.exit, ...way.actions, ...way.enter])) {
        if (action.kind === "raise") look(table.raised[action.raised]?.code ?? -1);
      }
    }
  };
  look(code);
  lookThrough(table.always);
  return regions;
}

const READS = /"region":(\d+)/g;
