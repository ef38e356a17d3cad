import { isDeepStrictEqual } from "node:util";
import type { MachineStep } from "@dosekit/firmware-model";
import { type Compiler, type Happening, type LaneStep, lanesOf } from "./chart-lanes.ts";
import { type Draw, drawFrom } from "./draw.ts";
import type { DrawnChart } from "./drawn-chart.ts";

/** How many steps were compared, and the first that differed. */
export interface Comparison {
  readonly steps: number;
  readonly difference?: string;
}

/**
 * Takes one chart through random events and delays in every lane at once, and compares what each
 * step came to: state, context, actions in their order, delays in theirs.
 */
export function compareChart(
  { machine, events, text }: DrawnChart,
  seed: number,
  steps: number,
  compiler: Compiler,
): Comparison {
  const draw = drawFrom(seed);
  const [oracle, ...others] = lanesOf(machine, events, compiler);
  const pending = new Set<string>();
  const told: string[] = [];
  const input = { a: draw.below(5), b: draw.below(4) };
  let said = oracle.start(input);
  let answers = others.map((lane) => lane.start(input));
  for (let step = 0; ; step++) {
    for (const [at, answer] of answers.entries()) {
      if (isDeepStrictEqual(plain(answer), plain(said))) continue;
      const [lane] = others.slice(at);
      const lines = [lane?.name, text, told.join(" "), textOf(answer), textOf(said)];
      return { steps: step, difference: lines.join("\n") };
    }
    if (said === "endless" && step === 0) return { steps: 1 };
    if (step >= steps) return { steps };
    follow(said, pending);
    const next = drawnHappening(draw, events, pending);
    told.push(JSON.stringify(next));
    said = oracle.take(next);
    answers = others.map((lane) => lane.take(next));
  }
}

/** Keeps the list of delays as a host does. */
function follow(step: LaneStep, pending: Set<string>): void {
  if (step === "endless") return;
  for (const slot of step.cancel) pending.delete(slot);
  for (const { slot } of step.arm) pending.add(slot);
}

/** Mostly an event or a delay that is pending; now and then one that nobody expects. */
function drawnHappening(draw: Draw, events: readonly string[], pending: Set<string>): Happening {
  const kind = draw.below(20);
  if (kind < 7 && pending.size > 0) {
    const slot = draw.of([...pending]);
    pending.delete(slot);
    return { slot };
  }
  if (kind === 7) return { slot: "no such delay" };
  if (kind === 8) return { event: { type: "unheard of" } };
  return { event: { type: draw.of(events), n: draw.below(4) } };
}

function plain(step: LaneStep): unknown {
  if (step === "endless") return step;
  const { state, actions, arm, cancel, handled } = step satisfies MachineStep;
  return [
    state.value,
    state.context,
    actions.map(({ type, params }) => [type, params]),
    arm,
    cancel,
    handled,
  ];
}

function textOf(step: LaneStep): string {
  return JSON.stringify(plain(step));
}
