import type { MachineStep } from "@dosekit/firmware-model";
import { type AnyStateMachine, transition } from "xstate";
import type { WalkedStep } from "./machine-walk.ts";

/** What a step did, as both sides can say it. */
export interface SaidStep {
  readonly state: MachineStep["state"];
  readonly actions: readonly unknown[];
  /** What became of each delay, by its name: its length in ms, or that it was stopped. */
  readonly delays: Readonly<Record<string, number | "stopped">>;
}

/** What the executor said of a step. */
export function saidByExecutor({ state, actions, arm, cancel }: MachineStep): SaidStep {
  const delays = [
    ...arm.map(({ slot, delayMs }) => [slot, delayMs] as const),
    ...cancel.map((slot) => [slot, "stopped"] as const),
  ];
  return { state, actions, delays: Object.fromEntries(delays) };
}

/** What XState's own `transition` says of the same state and event. */
export function saidByXState(machine: AnyStateMachine, { from, event }: WalkedStep): SaidStep {
  const [next, planned] = transition(machine, machine.resolveState(from as never), event as never);
  const delays: Record<string, number | "stopped"> = {};
  const actions: unknown[] = [];
  for (const { type, params } of planned as unknown as readonly PlannedAction[]) {
    if (type === "xstate.raise" && params.delay !== undefined) delays[params.id] = params.delay;
    else if (type === "xstate.cancel") delays[params.sendId] = "stopped";
    else if (!type.startsWith("xstate.")) actions.push({ type, params });
  }
  return { state: { value: next.value, context: next.context }, actions, delays };
}

interface PlannedAction {
  readonly type: string;
  readonly params: { readonly id: string; readonly sendId: string; readonly delay?: number };
}
