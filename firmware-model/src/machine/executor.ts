import type { CheckpointValue } from "@dosekit/protocols";

/** What a machine remembers beside its states; plain data. */
export type MachineContext = { readonly [key: string]: CheckpointValue };

/** Which states are active: a name, or for each region or parent what is active below it. */
export type MachineValue = string | { readonly [key: string]: MachineValue };

/** A machine at rest between two events; plain data, so that it survives in a checkpoint. */
export interface MachineState {
  readonly value: MachineValue;
  readonly context: MachineContext;
}

/** Something that happens to a machine; `type` is from its closed alphabet. */
export interface MachineEvent {
  readonly type: string;
  readonly [key: string]: CheckpointValue | undefined;
}

/** A named action that the machine wants done, in the order of the chart. */
export interface MachineAction {
  readonly type: string;
  readonly params: unknown;
}

/** A delay of the chart that begins to run. */
export interface ArmedDelay {
  /** Name under which it is cancelled and fired; the same in every executor. */
  readonly slot: string;
  readonly delayMs: number;
}

/** What one event did to a machine. */
export interface MachineStep {
  readonly state: MachineState;
  readonly actions: readonly MachineAction[];
  /** Delays to arm; a slot that is pending is armed anew. */
  readonly arm: readonly ArmedDelay[];
  /** Delays to stop; none of them is also in `arm`. */
  readonly cancel: readonly string[];
  /** False when no state had an answer: nothing changed and nothing is to be done. */
  readonly handled: boolean;
}

/**
 * Steps one machine as data. It holds no state of any device, so that one executor serves them
 * all; delays live outside as timers and come back through `fire`.
 *
 * Invariant: the same arguments give the same result, whatever was stepped before.
 */
export interface MachineExecutor {
  /** Starts the machine; `context` becomes its first context. */
  initial(context: MachineContext): MachineStep;
  /** Tells whether plain data are a state of this machine; what a checkpoint holds is asked first. */
  knows(state: MachineState): boolean;
  /** Delivers one event and runs it to rest. */
  step(state: MachineState, event: MachineEvent): MachineStep;
  /** Delivers a delay that ran out; a slot that no chart knows is ignored. */
  fire(state: MachineState, slot: string): MachineStep;
}
