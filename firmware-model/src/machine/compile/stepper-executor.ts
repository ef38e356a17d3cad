import type {
  MachineAction,
  MachineContext,
  MachineExecutor,
  MachineState,
  MachineStep,
} from "../executor.ts";
import {
  type ChartEvent,
  type ChartInstance,
  type ChartStepper,
  makeInstance,
} from "./chart-stepper.ts";
import type { ChartTable } from "./chart-table.ts";
import { placeValues } from "./place-values.ts";

/** A chart that can be stepped in place. */
export interface SteppedChart {
  readonly table: ChartTable;
  readonly stepper: ChartStepper;
  /** Makes the first context of a device's chart from what is handed in. */
  firstContext(input: MachineContext): MachineContext;
}

/** What a step asks for in the words of a host. */
type Asked = Pick<MachineStep, "actions" | "arm" | "cancel">;

const NOTHING: Asked = { actions: [], arm: [], cancel: [] };

/**
 * Steps a chart as data, by a stepper that works in place: contexts that were handed out are copied
 * before their first change, and states of one place share one frozen value.
 *
 * @throws RangeError from its functions when a state is none of the chart's, a delay is no whole
 *   number of milliseconds, or the chart finds no rest (a caller's bug)
 */
export function stepperExecutor({ table, stepper, firstContext }: SteppedChart): MachineExecutor {
  const { valueAt, placeOf } = placeValues(table.regions);
  const codes = new Map(table.events.map(({ type }, code) => [type, code]));
  const slots = new Map(table.slots.map(({ name, event }) => [name, event]));
  const asked = askedBy(table, stepper);
  const scratch = makeInstance({});

  function lend({ value, context }: MachineState): void {
    const place = placeOf(value);
    if (place === undefined) throw new RangeError(`no state of chart ${table.id}`);
    scratch.place = place;
    scratch.context = context as ChartInstance["context"];
    scratch.isShared = true;
  }

  function taken(): MachineState {
    const state = { value: valueAt(scratch.place), context: scratch.context as MachineContext };
    scratch.context = {};
    return state;
  }

  function deliver(state: MachineState, code: number, event: ChartEvent): MachineStep {
    lend(state);
    const hasChanged = stepper.step(scratch, code, event);
    const { actionCount, timerCount } = stepper.effects;
    if (!hasChanged && actionCount + timerCount === 0) return unanswered(state);
    const { actions, arm, cancel } = asked();
    return { state: taken(), actions, arm, cancel, handled: true };
  }

  return {
    knows: ({ value }) => placeOf(value) !== undefined,
    initial(input) {
      try {
        scratch.context = firstContext(input) as ChartInstance["context"];
        scratch.isShared = false;
        stepper.start(scratch, { type: "xstate.init", input } as ChartEvent);
      } catch (error) {
        throw new RangeError(`machine does not start: ${String(error)}`, { cause: error });
      }
      return { state: taken(), ...asked(), handled: true };
    },
    step: (state, event) => deliver(state, codes.get(event.type) ?? codes.size, event),
    fire(state, slot) {
      const due = slots.get(slot);
      if (due === undefined) return unanswered(state);
      return deliver(state, due.code, due.event);
    },
  };
}

function unanswered(state: MachineState): MachineStep {
  const { actions, arm, cancel } = NOTHING;
  return { state, actions, arm, cancel, handled: false };
}

/** Reads the effects of the last step; the last word about a slot counts, in its own place. */
function askedBy({ actions, slots }: ChartTable, { effects }: ChartStepper): () => Asked {
  const words = actions.map(({ type, params }): MachineAction => Object.freeze({ type, params }));
  const names = slots.map(({ name }) => name);
  const { timers, delaysMs } = effects;

  function isSaidAgain(at: number, slot: number): boolean {
    for (let later = at + 1; later < effects.timerCount; later++) {
      const timer = timers[later] ?? 0;
      if (timer === slot || timer === -1 - slot) return true;
    }
    return false;
  }

  function saidActions(): readonly MachineAction[] {
    let said = NOTHING.actions;
    for (let at = 0; at < effects.actionCount; at++) {
      const word = words[effects.actions[at] ?? -1];
      if (word !== undefined) said = withOne(said, word);
    }
    return said;
  }

  return () => {
    const said = { actions: saidActions(), arm: NOTHING.arm, cancel: NOTHING.cancel };
    for (let at = 0; at < effects.timerCount; at++) {
      const timer = timers[at] ?? 0;
      const slot = timer < 0 ? -1 - timer : timer;
      if (isSaidAgain(at, slot)) continue;
      const name = names[slot] ?? "";
      if (timer < 0) said.cancel = withOne(said.cancel, name);
      else said.arm = withOne(said.arm, { slot: name, delayMs: delaysMs[at] ?? 0 });
    }
    return said;
  };
}

/** Most steps say one thing of a kind or none; a list that grows makes room for many at once. */
function withOne<T>(list: readonly T[], one: T): readonly T[] {
  return list.length === 0 ? [one] : [...list, one];
}
