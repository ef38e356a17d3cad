import type { AnyStateMachine } from "xstate";
import type { MachineContext } from "../executor.ts";
import type { ChartFunction, ChartParts } from "./chart-stepper.ts";

/**
 * Finds the functions of a live machine by name: the same ones that XState would call.
 *
 * @throws RangeError from its functions for a name without a function (a caller's bug)
 */
export function chartParts(machine: AnyStateMachine): ChartParts {
  const { guards, delays, actions } = machine.implementations;
  const assignmentOf = (name: string) =>
    (actions[name] as { readonly assignment?: unknown } | undefined)?.assignment;
  const fieldOf = (name: string, key: string) =>
    (assignmentOf(name) as Record<string, unknown> | undefined)?.[key];
  return {
    guard: (name) => asFunction(guards[name], `guard ${name}`),
    delay: (name) => asFunction(delays[name], `delay ${name}`),
    assigner: (name) => asFunction(assignmentOf(name), `assignment ${name}`),
    computed: (name, key) => asFunction(fieldOf(name, key), `field ${key} of ${name}`),
    datum: fieldOf,
  };
}

/**
 * Makes the first context of a machine as XState does: by the machine's own function, from what is
 * handed in, or as a copy of what the chart says.
 */
export function firstContext(machine: AnyStateMachine, input: MachineContext): MachineContext {
  const { context } = machine.config as { readonly context?: unknown };
  const made = typeof context === "function" ? context({ input, self: {} }) : context;
  return { ...(made as MachineContext | undefined) };
}

function asFunction<R>(found: unknown, what: string): ChartFunction<R> {
  if (typeof found !== "function") throw new RangeError(`${what} has no function`);
  return found as ChartFunction<R>;
}
