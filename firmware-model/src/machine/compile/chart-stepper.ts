import type { MachineContext } from "../executor.ts";

/** A context as it is changed in place; its fields are those of the chart's own. */
export type OpenContext = Record<string, unknown>;

/**
 * One device's chart at rest between two events; steps change it in place.
 *
 * A host that lends out a context which others keep sets `isShared`: the first change then copies
 * it, and what was lent stays as it was.
 *
 * It is what the functions of the chart are handed, so that a step neither makes anything for them
 * nor writes down a second time which context is the current one.
 */
export interface ChartInstance {
  /** Leaf codes of all regions, packed by the table of the chart. */
  place: number;
  context: OpenContext;
  isShared: boolean;
  /** What the functions of the chart were told last; only steps set it. */
  event: ChartEvent;
}

/** What happens to a chart; `type` says which of its events. */
export type ChartEvent = { readonly type: string };

/**
 * What the last step asked for: actions and delays, each in their order; reused by the next step.
 *
 * Only the first `actionCount` and `timerCount` entries count. A timer from 0 up is a slot that is
 * armed for as many ms as stand beside it, pending or not; a negative one is the slot `-1 - timer`
 * that is stopped. The last word about a slot counts.
 */
export interface ChartEffects {
  actionCount: number;
  readonly actions: Int32Array;
  timerCount: number;
  readonly timers: Int32Array;
  readonly delaysMs: Float64Array;
}

/**
 * Makes the list of what steps ask for.
 *
 * @param max how much one step can ask for at the most: `effectsMax` of its table
 */
export function makeEffects(max: number): ChartEffects {
  // One plain literal: an object that is spread together is looked up slowly.
  return {
    actionCount: 0,
    actions: new Int32Array(max),
    timerCount: 0,
    timers: new Int32Array(max),
    delaysMs: new Float64Array(max),
  };
}

/**
 * Steps a chart in place. Codes of events, actions and slots are those of the chart's table; a
 * code behind the last event stands for one that the chart does not know.
 *
 * Invariants: the same instance and event give the same result; what a step did is in `effects`
 * until the next step of any instance; after an exception from a function of the chart the
 * instance is undefined.
 */
export interface ChartStepper {
  readonly effects: ChartEffects;
  /** Enters the first states of a chart whose context is set. */
  start(instance: ChartInstance, event: ChartEvent): void;
  /**
   * Delivers one event and runs it to rest.
   *
   * @returns true when other states are active or the context was set, were it to the same
   */
  step(instance: ChartInstance, code: number, event: ChartEvent): boolean;
}

/** What a function of a chart is handed: a view of the instance, which must not be kept. */
export type ChartArguments = Readonly<Pick<ChartInstance, "context" | "event">>;

/** A guard, a delay or an assigner of a chart. */
export type ChartFunction<R> = (asked: ChartArguments, params?: unknown) => R;

/** The functions that a chart was set up with, by name. */
export interface ChartParts {
  guard(name: string): ChartFunction<unknown>;
  delay(name: string): ChartFunction<number>;
  /** The function that gives all fields of an assignment. */
  assigner(name: string): ChartFunction<object>;
  /** The function that gives one field of an assignment. */
  computed(name: string, key: string): ChartFunction<unknown>;
  /** The plain data that one field of an assignment is set to. */
  datum(name: string, key: string): unknown;
}

/** A chart written as code: what `npm run docs` makes of it. */
export interface ChartCode {
  /** Fingerprint of the table that it was made from. */
  readonly fingerprint: string;
  /** Gives the code the functions of the chart; a name without one throws a RangeError. */
  bind(parts: ChartParts): ChartStepper;
}

/** Makes a chart that has not started, for a device of its own. */
export function makeInstance(context: MachineContext): ChartInstance {
  return { place: 0, context: { ...context }, isShared: false, event: NO_EVENT };
}

const NO_EVENT: ChartEvent = Object.freeze({ type: "" });
