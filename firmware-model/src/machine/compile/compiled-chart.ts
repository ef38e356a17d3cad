import type { AnyStateMachine } from "xstate";
import type { MachineContext } from "../executor.ts";
import { chartParts, firstContext } from "./chart-parts.ts";
import type { ChartCode } from "./chart-stepper.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { makeTable } from "./make-table.ts";
import type { SteppedChart } from "./stepper-executor.ts";
import { tableStepper } from "./table-stepper.ts";

/** A chart ready to be stepped, and by what. */
export interface CompiledChart extends SteppedChart {
  readonly steppedBy: "code" | "table";
}

/**
 * Compiles a machine that keeps to the restricted profile. Its own code is used if it was made
 * from the very same chart; otherwise the table is read, which means the same and is slower.
 *
 * @throws RangeError for a name without a function (a caller's bug)
 */
export function compileChart(
  machine: AnyStateMachine,
  events: readonly string[],
  code?: ChartCode,
): CompiledChart {
  const table = makeTable(machine, events);
  const parts = chartParts(machine);
  const isFresh = code !== undefined && code.fingerprint === fingerprintOf(table);
  return {
    table,
    stepper: isFresh ? code.bind(parts) : tableStepper(table, parts),
    steppedBy: isFresh ? "code" : "table",
    firstContext: (input: MachineContext) => firstContext(machine, input),
  };
}
