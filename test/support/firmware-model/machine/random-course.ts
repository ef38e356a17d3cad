import { isDeepStrictEqual } from "node:util";
import type { MachineState, ShippedChart } from "@dosekit/firmware-model";
import {
  compileChart,
  type MachineEvent,
  stepperExecutor,
  xstateExecutor,
} from "@dosekit/firmware-model";
import { drawFrom } from "./draw.ts";

/** What a shipped chart is taken through. */
export interface Course {
  readonly shipped: ShippedChart;
  readonly starts: readonly MachineState[];
  /** Events with payloads that make a difference. */
  readonly events: readonly MachineEvent[];
}

/**
 * Takes a shipped chart with its own functions through random events and delays, by XState, by its
 * code and by its table; the first step that differs is returned.
 */
export function firstDifference(course: Course, seed: number, steps: number): string | undefined {
  const { machine, events, code } = course.shipped;
  const draw = drawFrom(seed);
  const oracle = xstateExecutor(machine);
  const others = [compileChart(machine, events, code), compileChart(machine, events)].map(
    stepperExecutor,
  );
  let state = draw.of(course.starts);
  let states = others.map(() => state);
  const pending = new Set<string>();
  for (let step = 0; step < steps; step++) {
    const slot = pending.size > 0 && draw.chance(35) ? draw.of([...pending]) : undefined;
    const event = draw.of(course.events);
    const take = (executor: typeof oracle, from: MachineState) =>
      slot === undefined ? executor.step(from, event) : executor.fire(from, slot);
    const said = take(oracle, state);
    const answers = others.map((executor, at) => take(executor, states[at] ?? state));
    if (!answers.every((answer) => isDeepStrictEqual(answer, said))) {
      return `${step}: ${slot ?? JSON.stringify(event)} in ${JSON.stringify(state)}`;
    }
    if (slot !== undefined) pending.delete(slot);
    for (const stopped of said.cancel) pending.delete(stopped);
    for (const { slot: armed } of said.arm) pending.add(armed);
    state = said.state;
    states = answers.map((answer) => answer.state);
  }
  return undefined;
}
