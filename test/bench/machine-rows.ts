import {
  type ChartEvent,
  type CompiledChart,
  compileChart,
  lintMachine,
  makeInstance,
  stepperExecutor,
} from "@dosekit/firmware-model";
import { type AnyActorRef, createActor, initialTransition, transition } from "xstate";
import { BENCH_EVENTS, type BenchContext, type BenchEvent, benchMachine } from "./machine-chart.ts";
import { benchCode } from "./machine-code.generated.ts";
import { freshHandDevice, HAND_ACTIONS, handSteps } from "./machine-hand.ts";
import { BenchWorld, DELAYS_FROM, STIRRING, type Stirring } from "./machine-world.ts";

/** Runs one device of a world until an instant; devices come one after the other. */
export type RunDevice = (device: number, untilMs: number) => void;

/** One way of stepping the benched chart, for all devices of a world. */
export type MachineRow = (world: BenchWorld) => RunDevice;

/** Every way that is raced, by name. */
export const MACHINE_ROWS = {
  "XState actors": actorRow,
  "XState transition()": transitionRow,
  table: (world) => steppedRow(world, TABLE),
  generated: (world) => steppedRow(world, GENERATED),
  "hand-written": handRow,
  "generated as data": executorRow,
} as const satisfies Readonly<Record<string, MachineRow>>;

/** Name of a row. */
export type RowName = keyof typeof MACHINE_ROWS;

const EVENTS: readonly BenchEvent[] = [
  { type: "dose.due" },
  { type: "button.pressed" },
  { type: "motor.done" },
  { type: "motor.jammed" },
  { type: "pouch.taken" },
  { type: "supply.changed", isOn: false },
  { type: "link.lost" },
  { type: "link.restored" },
  { type: "alert.acknowledged" },
  { type: "supply.changed", isOn: true },
];
const NO_EVENT: ChartEvent = { type: "" };
/** Codes of the alphabet for what happens. */
const CODES = EVENTS.map(({ type }) => BENCH_EVENTS.indexOf(type));
const NUMBERS: ReadonlyMap<string, number> = new Map(
  HAND_ACTIONS.map((name, number) => [name, number]),
);

function freshContext(): BenchContext {
  return { stock: 28, waiting: 0, tries: 0, rounds: 0, released: 0, missed: 0, told: 0 };
}

function argumentOf({ released, told, rounds }: BenchContext): number {
  return released * 64 + told * 8 + rounds;
}

function eventAt(code: number): BenchEvent {
  const event = EVENTS[code];
  if (event === undefined) throw new RangeError(`nothing happens under ${code}`);
  return event;
}

/** Compiled once, as a host does it: what the processor learns of it stays. */
const GENERATED = generatedChart();
const AS_DATA = stepperExecutor(GENERATED);
const TABLE = compileChart(benchMachine, BENCH_EVENTS);

function generatedChart(): CompiledChart {
  const findings = lintMachine(benchMachine, { events: BENCH_EVENTS });
  if (findings.length > 0) throw new RangeError(JSON.stringify(findings));
  const chart = compileChart(benchMachine, BENCH_EVENTS, benchCode);
  if (chart.steppedBy !== "code") throw new RangeError("the benched code is stale: npm run docs");
  return chart;
}

/** A device is a place and a context that are changed in place. */
function steppedRow(world: BenchWorld, { table, stepper }: CompiledChart): RunDevice {
  const input = freshContext() as unknown as Parameters<typeof makeInstance>[0];
  const devices = Array.from({ length: world.devices }, () => makeInstance(input));
  const { effects } = stepper;
  const { actions, timers, delaysMs } = effects;
  if (table.actions.some(({ type }, at) => type !== HAND_ACTIONS[at])) {
    throw new RangeError("the chart numbers its actions in another order");
  }
  const stirs = table.actions.map(({ type }): Stirring => STIRRING[type] ?? "none");
  const codes = Int32Array.from([...CODES, ...table.slots.map(({ event }) => event.code)]);
  const events: readonly ChartEvent[] = [...EVENTS, ...table.slots.map(({ event }) => event.event)];
  for (const device of devices) stepper.start(device, { type: "start" });

  return (device, untilMs) => {
    const instance = devices[device];
    if (instance === undefined) return;
    for (let code = world.next(device, untilMs); code >= 0; code = world.next(device, untilMs)) {
      stepper.step(instance, codes[code] ?? -1, events[code] ?? NO_EVENT);
      const { timerCount, actionCount } = effects;
      for (let at = 0; at < timerCount; at++) {
        const timer = timers[at] ?? 0;
        if (timer < 0) world.drop(device, DELAYS_FROM - 1 - timer);
        else world.put(device, delaysMs[at] ?? 0, DELAYS_FROM + timer);
      }
      world.stepped(instance.place);
      if (actionCount === 0) continue;
      const argument = argumentOf(instance.context as unknown as BenchContext);
      for (let at = 0; at < actionCount; at++) {
        const action = actions[at] ?? 0;
        world.effect(device, action, argument, stirs[action] ?? "none");
      }
    }
  };
}

/** Where the device stands that is stepped by hand just now. */
const here = { world: new BenchWorld(0), device: 0 };
const steps = handSteps({
  arm: (delay, delayMs) => here.world.put(here.device, delayMs, DELAYS_FROM + delay),
  stop: (delay) => here.world.drop(here.device, DELAYS_FROM + delay),
});

function handRow(world: BenchWorld): RunDevice {
  const devices = Array.from({ length: world.devices }, freshHandDevice);
  here.world = world;
  const stirs = HAND_ACTIONS.map((name): Stirring => STIRRING[name] ?? "none");
  return (at, untilMs) => {
    const device = devices[at];
    if (device === undefined) return;
    here.device = at;
    for (let code = world.next(at, untilMs); code >= 0; code = world.next(at, untilMs)) {
      const count =
        code < DELAYS_FROM ? steps.event(device, code) : steps.fire(device, code - DELAYS_FROM);
      world.stepped(device.cycle | (device.power << 3) | (device.link << 5) | (device.alert << 7));
      if (count === 0) continue;
      const argument = argumentOf(device);
      for (let asking = 0; asking < count; asking++) {
        const action = steps.asked[asking] ?? 0;
        world.effect(at, action, argument, stirs[action] ?? "none");
      }
    }
  };
}

/** Every step makes a new state, as the device of the model has it. */
function executorRow(world: BenchWorld): RunDevice {
  const executor = AS_DATA;
  const { table } = GENERATED;
  const slots = table.slots.map(({ name }) => name);
  const input = freshContext() as unknown as Parameters<typeof makeInstance>[0];
  const states = Array.from({ length: world.devices }, () => executor.initial(input).state);
  return (device, untilMs) => {
    for (let code = world.next(device, untilMs); code >= 0; code = world.next(device, untilMs)) {
      const state = states[device];
      if (state === undefined) return;
      const step =
        code < DELAYS_FROM
          ? executor.step(state, eventAt(code))
          : executor.fire(state, slots[code - DELAYS_FROM] ?? "");
      states[device] = step.state;
      for (const slot of step.cancel) world.drop(device, DELAYS_FROM + slots.indexOf(slot));
      for (const { slot, delayMs } of step.arm) {
        world.drop(device, DELAYS_FROM + slots.indexOf(slot));
        world.put(device, delayMs, DELAYS_FROM + slots.indexOf(slot));
      }
      world.stepped(knownPlace(step.state.value));
      const argument = argumentOf(step.state.context as unknown as BenchContext);
      for (const { type } of step.actions) {
        world.effect(device, NUMBERS.get(type) ?? -1, argument, STIRRING[type] ?? "none");
      }
    }
  };
}

const LEAVES = GENERATED.table.regions.map(({ name, shift, leaves }) => ({
  ...{ name, shift },
  codes: new Map(leaves.map(({ value }, code) => [JSON.stringify(value), code])),
}));

function placeOf(value: unknown): number {
  const regions = value as Readonly<Record<string, unknown>>;
  return LEAVES.reduce(
    (place, { name, shift, codes }) =>
      place | ((codes.get(JSON.stringify(regions[name])) ?? 0) << shift),
    0,
  );
}

const PLACES = new WeakMap<object, number>();

/** The executor hands out one value for each place. */
function knownPlace(value: unknown): number {
  const known = PLACES.get(value as object);
  if (known !== undefined) return known;
  const place = placeOf(value);
  PLACES.set(value as object, place);
  return place;
}

/** One actor for each device; its clock is the list of the device. */
function actorRow(world: BenchWorld): RunDevice {
  const asked: string[] = [];
  const actions = Object.fromEntries(
    HAND_ACTIONS.map((name) => [name, () => void asked.push(name)]),
  );
  const machine = benchMachine.provide({ actions });
  const timers = new Map<number, () => void>();
  let timerId = 0;
  let current = 0;
  const clock = {
    setTimeout: (run: () => void, delayMs: number) => {
      timerId += 1;
      timers.set(timerId, run);
      world.put(current, delayMs, DELAYS_FROM + timerId);
      return timerId;
    },
    clearTimeout: (id: number) => {
      if (timers.delete(id)) world.drop(current, DELAYS_FROM + id);
    },
  };
  const actors = Array.from({ length: world.devices }, (_, device): AnyActorRef => {
    current = device;
    return createActor(machine, { input: freshContext(), clock }).start();
  });
  return (device, untilMs) => {
    const actor = actors[device];
    if (actor === undefined) return;
    current = device;
    for (let code = world.next(device, untilMs); code >= 0; code = world.next(device, untilMs)) {
      asked.length = 0;
      if (code < DELAYS_FROM) actor.send(eventAt(code));
      else {
        const run = timers.get(code - DELAYS_FROM);
        timers.delete(code - DELAYS_FROM);
        run?.();
      }
      const { value, context } = actor.getSnapshot();
      world.stepped(placeOf(value));
      const argument = argumentOf(context);
      for (const name of asked) {
        world.effect(device, NUMBERS.get(name) ?? -1, argument, STIRRING[name] ?? "none");
      }
    }
  };
}

interface PlannedAction {
  readonly type: string;
  readonly params: { readonly id: string; readonly sendId: string; readonly delay?: number };
}

/** XState's own pure function; delays come and go as data. */
function transitionRow(world: BenchWorld): RunDevice {
  const { slots } = GENERATED.table;
  const snapshots = Array.from(
    { length: world.devices },
    () => initialTransition(benchMachine, freshContext())[0],
  );
  const codeOf = (id: string) => DELAYS_FROM + slots.findIndex(({ name }) => name === id);
  return (device, untilMs) => {
    for (let code = world.next(device, untilMs); code >= 0; code = world.next(device, untilMs)) {
      const event =
        code < DELAYS_FROM ? eventAt(code) : (slots[code - DELAYS_FROM]?.event.event ?? eventAt(0));
      const [next, planned] = transition(benchMachine, snapshots[device] as never, event as never);
      snapshots[device] = next;
      const all = planned as unknown as readonly PlannedAction[];
      for (const { type, params } of all) {
        if (type === "xstate.cancel") world.drop(device, codeOf(params.sendId));
        else if (type === "xstate.raise" && params.delay !== undefined) {
          world.put(device, params.delay, codeOf(params.id));
        }
      }
      world.stepped(placeOf(next.value));
      const argument = argumentOf(next.context as BenchContext);
      for (const { type } of all) {
        const number = NUMBERS.get(type);
        if (number !== undefined) world.effect(device, number, argument, STIRRING[type] ?? "none");
      }
    }
  };
}
