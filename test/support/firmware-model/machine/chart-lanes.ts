import type * as Model from "@dosekit/firmware-model";
import type {
  ChartInstance,
  ChartStepper,
  ChartTable,
  MachineContext,
  MachineEvent,
  MachineExecutor,
  MachineState,
  MachineStep,
} from "@dosekit/firmware-model";
import { xstateExecutor } from "@dosekit/firmware-model";
import type { AnyStateMachine } from "xstate";

/** The compiler under test: the shipped one, or one with a deliberate defect. */
export type Compiler = Pick<
  typeof Model,
  | "bindSource"
  | "checkedDelayMs"
  | "compileChart"
  | "endlessChart"
  | "makeEffects"
  | "makeInstance"
  | "ownContext"
  | "stepperExecutor"
>;

/** What happens next to a chart: an event, or a delay that ran out. */
export type Happening = { readonly event: MachineEvent } | { readonly slot: string };

/** One way of stepping a chart; it remembers where it stands. */
export interface Lane {
  readonly name: string;
  start(context: MachineContext): LaneStep;
  take(happening: Happening): LaneStep;
}

/** What a step came to; a chart that finds no rest stays where it was. */
export type LaneStep = MachineStep | "endless";

/** Every way of stepping one chart: XState first, which is right. */
export function lanesOf(
  machine: AnyStateMachine,
  events: readonly string[],
  compiler: Compiler,
): readonly [Lane, ...Lane[]] {
  const chart = compiler.compileChart(machine, events);
  const code = evaluated(chart.table, machine, compiler);
  const coded = { ...chart, stepper: code };
  return [
    executorLane("XState", xstateExecutor(machine)),
    executorLane("table", compiler.stepperExecutor(chart)),
    executorLane("code", compiler.stepperExecutor(coded)),
    inPlaceLane("code in place", coded, compiler),
  ];
}

/** Evaluates the code of a chart that nobody ships. */
export function evaluated(
  table: ChartTable,
  machine: AnyStateMachine,
  compiler: Compiler,
): ChartStepper {
  const { bindSource, checkedDelayMs, endlessChart, makeEffects, ownContext } = compiler;
  const runtime = { checkedDelayMs, endlessChart, makeEffects, ownContext };
  const names = ["parts", ...Object.keys(runtime)];
  const bind = new Function(...names, bindSource(table)) as (...given: unknown[]) => ChartStepper;
  return bind(partsOf(machine), ...Object.values(runtime));
}

/** Functions by name, looked up the plain way: no part of the compiler under test. */
function partsOf({ implementations }: AnyStateMachine) {
  const { guards, delays, actions } = implementations as unknown as Record<
    "guards" | "delays" | "actions",
    Readonly<Record<string, { readonly assignment?: unknown } | undefined>>
  >;
  const assignment = (name: string) => actions[name]?.assignment;
  const field = (name: string, key: string) =>
    (assignment(name) as Readonly<Record<string, unknown>>)[key];
  return {
    guard: (name: string) => guards[name],
    delay: (name: string) => delays[name],
    assigner: assignment,
    computed: field,
    datum: field,
  };
}

function executorLane(name: string, executor: MachineExecutor): Lane {
  let state: MachineState = { value: "", context: {} };
  const taken = (go: () => MachineStep): LaneStep => {
    const step = unlessEndless(go);
    if (step !== "endless") state = frozen(step.state);
    return step;
  };
  return {
    name,
    start: (context) => taken(() => executor.initial(frozen(context))),
    take: (happening) =>
      taken(() =>
        "slot" in happening
          ? executor.fire(state, happening.slot)
          : executor.step(state, happening.event),
      ),
  };
}

/** Steps one instance without any copies; a chart that finds no rest is put back. */
function inPlaceLane(
  name: string,
  { table, stepper, firstContext }: Model.CompiledChart,
  { makeInstance, stepperExecutor }: Compiler,
): Lane {
  let instance: ChartInstance = makeInstance({});
  let hasChanged = false;
  // The face reads what the stepper did; it is handed one that has already done it.
  const read = stepperExecutor({
    ...{ table, firstContext },
    stepper: { ...stepper, start: into, step: into },
  });
  function into(scratch: ChartInstance): boolean {
    scratch.place = instance.place;
    scratch.context = { ...instance.context };
    scratch.isShared = false;
    return hasChanged;
  }
  const codes = new Map(table.events.map(({ type }, code) => [type, code]));
  const slots = new Map(table.slots.map(({ name: slot, event }) => [slot, event]));
  const taken = (go: () => boolean): LaneStep => {
    const before = { ...instance, context: { ...instance.context } };
    try {
      hasChanged = go();
    } catch (error) {
      instance = before;
      return endlessOr(error);
    }
    const { actionCount, timerCount } = stepper.effects;
    return { ...read.initial({}), handled: hasChanged || actionCount + timerCount > 0 };
  };
  return {
    name,
    start(context) {
      instance = makeInstance(firstContext(context));
      return taken(() => {
        stepper.start(instance, { type: "xstate.init" });
        return true;
      });
    },
    take(happening) {
      const due = "slot" in happening ? slots.get(happening.slot) : undefined;
      const event = "slot" in happening ? due?.event : happening.event;
      if (event === undefined) return taken(() => untouched(stepper));
      const code = due?.code ?? codes.get(event.type) ?? codes.size;
      return taken(() => stepper.step(instance, code, event));
    },
  };
}

/** A delay that the chart does not know is no step at all. */
function untouched({ effects }: ChartStepper): false {
  effects.actionCount = 0;
  effects.timerCount = 0;
  return false;
}

function unlessEndless(go: () => MachineStep): LaneStep {
  try {
    return go();
  } catch (error) {
    return endlessOr(error);
  }
}

/** XState says it in words of its own; anything else is a failure of the test. */
function endlessOr(error: unknown): "endless" {
  if (/Infinite loop|found no rest|microsteps without reaching/.test(String(error))) {
    return "endless";
  }
  throw error;
}

/** Nobody may write into what was handed out. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
