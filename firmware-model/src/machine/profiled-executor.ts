import type { AnyStateMachine } from "xstate";
import { type CompiledChart, compileChart } from "./compile/compiled-chart.ts";
import { stepperExecutor } from "./compile/stepper-executor.ts";
import type { MachineExecutor } from "./executor.ts";
import { lintMachine } from "./lint-machine.ts";
import { SHIPPED_CHARTS } from "./shipped-charts.ts";

const charts = new WeakMap<AnyStateMachine, CompiledChart>();
const executors = new WeakMap<CompiledChart, MachineExecutor>();

/**
 * Gives the executor of a machine, the same one each time, after the machine was found to keep to
 * the restricted profile. Machines that ship are stepped by their code, others by their table.
 *
 * @param events the closed alphabet of the machine
 * @throws RangeError with every finding when it breaks the profile (a caller's bug)
 */
export function profiledExecutor(
  machine: AnyStateMachine,
  events: readonly string[],
): MachineExecutor {
  const chart = profiledChart(machine, events);
  const known = executors.get(chart);
  if (known !== undefined) return known;
  const executor = stepperExecutor(chart);
  executors.set(chart, executor);
  return executor;
}

/**
 * Gives the compiled chart behind {@link profiledExecutor}, which steps a device in place.
 *
 * @param events the closed alphabet of the machine
 * @throws RangeError with every finding when it breaks the profile (a caller's bug)
 */
export function profiledChart(machine: AnyStateMachine, events: readonly string[]): CompiledChart {
  const known = charts.get(machine);
  if (known !== undefined) return known;
  const findings = lintMachine(machine, { events });
  if (findings.length > 0) {
    const lines = findings.map(({ rule, state, found }) => `${state}: ${rule} (${found})`);
    throw new RangeError(`machine ${machine.id} breaks its profile: ${lines.join("; ")}`);
  }
  const shipped = SHIPPED_CHARTS.find((one) => one.machine === machine);
  const chart = compileChart(machine, events, shipped?.code);
  charts.set(machine, chart);
  return chart;
}
