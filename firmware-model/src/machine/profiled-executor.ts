import type { AnyStateMachine } from "xstate";
import type { MachineExecutor } from "./executor.ts";
import { lintMachine } from "./lint-machine.ts";
import { xstateExecutor } from "./xstate-executor.ts";

const executors = new WeakMap<AnyStateMachine, MachineExecutor>();

/**
 * Gives the executor of a machine, the same one each time, after the machine was found to keep to
 * the restricted profile.
 *
 * @param events the closed alphabet of the machine
 * @throws RangeError with every finding when it breaks the profile (a caller's bug)
 */
export function profiledExecutor(
  machine: AnyStateMachine,
  events: readonly string[],
): MachineExecutor {
  const known = executors.get(machine);
  if (known !== undefined) return known;
  const findings = lintMachine(machine, { events });
  if (findings.length > 0) {
    const lines = findings.map(({ rule, state, found }) => `${state}: ${rule} (${found})`);
    throw new RangeError(`machine ${machine.id} breaks its profile: ${lines.join("; ")}`);
  }
  const executor = xstateExecutor(machine);
  executors.set(machine, executor);
  return executor;
}
