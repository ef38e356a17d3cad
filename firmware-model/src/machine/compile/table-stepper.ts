import type {
  ChartEffects,
  ChartEvent,
  ChartFunction,
  ChartInstance,
  ChartParts,
  ChartStepper,
} from "./chart-stepper.ts";
import { makeEffects } from "./chart-stepper.ts";
import type {
  AssignedField,
  ChartTable,
  RaisedEvent,
  RegionWays,
  TableAction,
  TableGuard,
  TableRegion,
  TableWay,
} from "./chart-table.ts";
import { effectsMax } from "./effects-max.ts";
import { ownContext } from "./own-context.ts";
import { checkedDelayMs, endlessChart } from "./step-limits.ts";

/** What one microstep came to: nobody answered, somebody did, or something changed by it. */
type Outcome = 0 | 1 | 2;

/** One step of one instance. */
interface Run {
  readonly instance: ChartInstance;
  readonly effects: ChartEffects;
  readonly queue: RaisedEvent[];
}

type Guard = (run: Run) => boolean;
/** Does one thing; true when it set the context. */
type Act = (run: Run) => boolean;

/** A way with everything looked up. */
interface BoundWay {
  readonly guard: Guard | undefined;
  readonly phases: readonly [exit: readonly Act[], actions: readonly Act[], enter: readonly Act[]];
  readonly region: number;
  readonly leaf: number;
  readonly moves: boolean;
}

interface BoundRegion {
  readonly region: number;
  readonly byLeaf: readonly (readonly BoundWay[])[];
}

/** A microstep by one event, or the eventless one. */
interface BoundEvent {
  readonly regions: readonly BoundRegion[];
  readonly root: readonly BoundWay[];
}

/**
 * Steps a chart by reading its table: for charts that have no code of their own, and as a second
 * opinion about those that have. Nothing is generated or evaluated.
 */
export function tableStepper(table: ChartTable, parts: ChartParts): ChartStepper {
  const binder = bindingTo(table, parts);
  const events = table.events.map(({ regions, root }) => ({
    regions: regions.map(binder.region),
    root: root.map((way) => binder.way(way, -1)),
  }));
  const always: BoundEvent = { regions: table.always.map(binder.region), root: [] };
  const initial = table.initial.enter.map(binder.act);
  const effects = makeEffects(effectsMax(table));
  const settled = settling(table, events, always);
  const begin = (instance: ChartInstance, event: ChartEvent): Run => {
    effects.actionCount = 0;
    effects.timerCount = 0;
    instance.event = event;
    return { instance, effects, queue: [] };
  };
  return {
    effects,
    start(instance, event) {
      const run = begin(instance, event);
      for (const act of initial) act(run);
      instance.place = table.initial.place;
      settled(run);
    },
    step(instance, code, event) {
      const run = begin(instance, event);
      const bound = events[code];
      const outcome = bound === undefined ? 0 : microstep(run, bound, table.regions);
      return settled(run) || outcome === 2;
    },
  };
}

/**
 * Runs eventless ways and raised events until there are none. An eventless way that changed
 * nothing is not asked again before the next event; the last event is what guards look at.
 */
function settling(table: ChartTable, events: readonly BoundEvent[], always: BoundEvent) {
  return (run: Run): boolean => {
    let looks = true;
    let hasChanged = false;
    for (let round = 1; ; round++) {
      if (round > table.iterationsMax) throw endlessChart(table.id, table.iterationsMax);
      const eventless: Outcome = looks ? microstep(run, always, table.regions) : 0;
      if (eventless > 0) {
        looks = eventless === 2;
        hasChanged ||= looks;
        continue;
      }
      const raised = run.queue.shift();
      if (raised === undefined) return hasChanged;
      run.instance.event = raised.event;
      const bound = events[raised.code];
      if (bound !== undefined && microstep(run, bound, table.regions) === 2) hasChanged = true;
      looks = true;
    }
  };
}

/** All regions choose before any of them acts: exits from the last, the rest from the first. */
function microstep(run: Run, event: BoundEvent, regions: readonly TableRegion[]): Outcome {
  const taken: BoundWay[] = [];
  for (const { region, byLeaf } of event.regions) {
    const way = chosen(run, byLeaf[leafAt(run.instance.place, regions[region])] ?? []);
    if (way !== undefined) taken.push(way);
  }
  const fallback = taken.length === 0 ? chosen(run, event.root) : undefined;
  if (fallback !== undefined) taken.push(fallback);
  if (taken.length === 0) return 0;
  let hasChanged = false;
  const perform = (acts: readonly Act[]) => {
    for (const act of acts) hasChanged = act(run) || hasChanged;
  };
  for (const { phases } of taken.toReversed()) perform(phases[0]);
  for (const { phases } of taken) perform(phases[1]);
  for (const { phases } of taken) perform(phases[2]);
  for (const way of taken) {
    if (way.moves) run.instance.place = withLeaf(run.instance.place, regions[way.region], way.leaf);
    hasChanged ||= way.moves;
  }
  return hasChanged ? 2 : 1;
}

function chosen(run: Run, ways: readonly BoundWay[]): BoundWay | undefined {
  for (const way of ways) if (way.guard === undefined || way.guard(run)) return way;
  return undefined;
}

function leafAt(place: number, region: TableRegion | undefined): number {
  return region === undefined ? 0 : (place >> region.shift) & region.mask;
}

function withLeaf(place: number, region: TableRegion | undefined, leaf: number): number {
  if (region === undefined) return place;
  return (place & ~(region.mask << region.shift)) | (leaf << region.shift);
}

/** Looks up the functions of a chart behind the rows of its table. */
function bindingTo(table: ChartTable, parts: ChartParts) {
  const act = (action: TableAction) => bindAction(action, table, parts);
  const way = (
    { guard, exit, actions, enter, leaf, moves }: TableWay,
    region: number,
  ): BoundWay => ({
    guard: guard === undefined ? undefined : bindGuard(guard, table, parts),
    phases: [exit.map(act), actions.map(act), enter.map(act)],
    ...{ region, leaf, moves },
  });
  const region = ({ region: at, byLeaf }: RegionWays): BoundRegion => ({
    region: at,
    byLeaf: byLeaf.map((ways) => ways.map((one) => way(one, at))),
  });
  return { act, way, region };
}

function bindGuard(guard: TableGuard, table: ChartTable, parts: ChartParts): Guard {
  switch (guard.kind) {
    case "asked": {
      const ask = parts.guard(guard.name);
      return ({ instance }) => Boolean(ask(instance, guard.params));
    }
    case "in":
      return ({ instance }) =>
        guard.places.every(({ region, leaves }) =>
          leaves.includes(leafAt(instance.place, table.regions[region])),
        );
    case "not": {
      const inner = bindGuard(guard.of, table, parts);
      return (run) => !inner(run);
    }
    default: {
      const inner = guard.of.map((one) => bindGuard(one, table, parts));
      const isAll = guard.kind === "all";
      return (run) => (isAll ? inner.every((one) => one(run)) : inner.some((one) => one(run)));
    }
  }
}

function bindAction(action: TableAction, table: ChartTable, parts: ChartParts): Act {
  switch (action.kind) {
    case "ask":
      return ({ effects }) => {
        effects.actions[effects.actionCount++] = action.action;
        return false;
      };
    case "cancel":
      return ({ effects }) => {
        effects.timers[effects.timerCount++] = -1 - action.slot;
        return false;
      };
    case "raise": {
      const raised = table.raised[action.raised];
      return ({ queue }) => {
        if (raised !== undefined) queue.push(raised);
        return false;
      };
    }
    case "arm":
      return bindArming(action, table, parts);
    case "assign":
      return bindAssignment(action.assignment, table, parts);
  }
}

function bindArming(
  { slot, delay }: Extract<TableAction, { kind: "arm" }>,
  table: ChartTable,
  parts: ChartParts,
): Act {
  const name = table.slots[slot]?.name ?? "";
  const isFixed = "delayMs" in delay;
  const ask: ChartFunction<number> = isFixed ? () => delay.delayMs : parts.delay(delay.name);
  const params = isFixed ? undefined : delay.params;
  return ({ effects, instance }) => {
    effects.delaysMs[effects.timerCount] = checkedDelayMs(name, ask(instance, params));
    effects.timers[effects.timerCount++] = slot;
    return false;
  };
}

function bindAssignment(at: number, table: ChartTable, parts: ChartParts): Act {
  const { name, params, fields } = table.assignments[at] ?? { name: "" };
  const change = fields === undefined ? parts.assigner(name) : fieldByField(name, fields, parts);
  return ({ instance }) => {
    const changed = change(instance, params);
    Object.assign(ownContext(instance), changed);
    return true;
  };
}

/** Every field is found before any of them is set. */
function fieldByField(
  name: string,
  fields: readonly AssignedField[],
  parts: ChartParts,
): ChartFunction<object> {
  const givers = fields.map(({ key, data }): readonly [string, ChartFunction<unknown>] =>
    data === undefined ? [key, parts.computed(name, key)] : [key, () => parts.datum(name, key)],
  );
  return (asked, params) =>
    Object.fromEntries(givers.map(([key, give]) => [key, give(asked, params)]));
}
