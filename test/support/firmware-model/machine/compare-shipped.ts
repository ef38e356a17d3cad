import { isDeepStrictEqual } from "node:util";
import {
  type ChartTable,
  type CompiledChart,
  compileChart,
  type MachineEvent,
  type MachineExecutor,
  type MachineState,
  type MachineValue,
  makeInstance,
  type ShippedChart,
  stepperExecutor,
  xstateExecutor,
} from "@dosekit/firmware-model";
import { type Draw, drawFrom } from "./draw.ts";
import { regionsThatMatter, type ScriptedChart, scriptedChart } from "./scripted-chart.ts";

/** What a chart was compared in, and where it differed. */
export interface ShippedComparison {
  /** Pairs of a place and an event. */
  readonly pairs: number;
  /** Those, each with every sequence of answers that its guards can give. */
  readonly steps: number;
  readonly differences: readonly string[];
}

interface Compared {
  readonly scripted: ScriptedChart;
  /** The code and the table once more, to be stepped in place. */
  readonly charts: readonly [CompiledChart, CompiledChart];
  readonly oracle: MachineExecutor;
  readonly others: readonly MachineExecutor[];
}

/**
 * Compares the code and the table of a shipped chart with XState, one step at a time.
 *
 * For each event: every place of the regions that matter to it, with the others as they start;
 * every pair of leaves of two regions, with the others drawn; and all answers that guards can give.
 */
export function compareShipped(shipped: ShippedChart, isWhole: boolean): ShippedComparison {
  const scripted = scriptedChart(shipped);
  const { machine } = scripted;
  const coded = compileChart(machine, shipped.events, shipped.code);
  if (coded.steppedBy !== "code") throw new RangeError(`the code of ${shipped.folder} is stale`);
  const table = compileChart(machine, shipped.events);
  const compared: Compared = {
    scripted,
    charts: [coded, table],
    oracle: xstateExecutor(machine),
    others: [stepperExecutor(coded), stepperExecutor(table)],
  };
  const states = new Map<string, MachineState>();
  const stateIn = (leaves: readonly number[]) => stateOf(coded.table, leaves, states);
  const draw = drawFrom(1);
  const sum = { pairs: 0, steps: 0, differences: [] as string[] };
  for (const [code, { type }] of coded.table.events.entries()) {
    const combinations = isWhole
      ? allOf(coded.table, new Set(coded.table.regions.keys()))
      : [
          ...allOf(coded.table, regionsThatMatter(coded.table, code)),
          ...pairsOf(coded.table, draw),
        ];
    for (const leaves of combinations) {
      sum.pairs += 1;
      sum.steps += compareAnswers(compared, stateIn(leaves), { type }, sum.differences);
    }
  }
  return sum;
}

/** Gives guards every sequence of answers that they can be asked for. */
function compareAnswers(
  { scripted, charts, oracle, others }: Compared,
  state: MachineState,
  event: MachineEvent,
  differences: string[],
): number {
  let given: boolean[] = [];
  for (let steps = 1; ; steps++) {
    scripted.begin(given);
    const said = textOf(oracle, state, event);
    const answers = [...scripted.answers];
    for (const other of others) {
      if (isDeepStrictEqual(textOf(other, state, event), said)) continue;
      differences.push(`${JSON.stringify(state.value)} ${event.type} ${JSON.stringify(answers)}`);
    }
    const [byCode, byTable] = charts.map((chart) => inPlace(chart, state, event));
    if (!isDeepStrictEqual(byCode, byTable)) {
      differences.push(`in place: ${JSON.stringify([byCode, byTable, state.value, event.type])}`);
    }
    given = answers.map(([, answer]) => answer);
    while (given.at(-1) === true) given.pop();
    if (given.length === 0) return steps;
    given[given.length - 1] = true;
  }
}

/** What a step in place tells a host beside its effects: whether it changed anything, and to what. */
function inPlace({ table, stepper }: CompiledChart, state: MachineState, { type }: MachineEvent) {
  const instance = makeInstance(state.context);
  instance.place = table.regions.reduce((place, { name, shift, leaves }) => {
    const { value } = state;
    const own = name === "" || typeof value === "string" ? value : value[name];
    const code = leaves.findIndex((leaf) => isDeepStrictEqual(leaf.value, own));
    return place | (code << shift);
  }, 0);
  const code = table.events.findIndex((event) => event.type === type);
  const hasChanged = stepper.step(instance, code, { type });
  return [hasChanged, instance.place, instance.context];
}

function textOf(executor: MachineExecutor, state: MachineState, event: MachineEvent): unknown {
  const { state: after, actions, arm, cancel, handled } = executor.step(state, event);
  const asked = actions.map(({ type, params }) => [type, params]);
  return [after.value, after.context, asked, arm, cancel, handled];
}

/** Every combination of leaves of some regions; the others stand as at the start. */
function allOf({ regions, initial }: ChartTable, chosen: ReadonlySet<number>): number[][] {
  return regions.reduce<number[][]>(
    (all, { leaves, shift, mask }, region) => {
      const codes = chosen.has(region)
        ? leaves.map((_, code) => code)
        : [(initial.place >> shift) & mask];
      return all.flatMap((before) => codes.map((code) => [...before, code]));
    },
    [[]],
  );
}

/** Every pair of leaves of two regions once, with the leaves of the others drawn. */
function pairsOf({ regions }: ChartTable, draw: Draw): number[][] {
  const sizes = regions.map(({ leaves }) => leaves.length);
  return sizes.flatMap((one, left) =>
    sizes.slice(left + 1).flatMap((other, after) =>
      Array.from({ length: one * other }, (_, at) =>
        sizes.map((size, region) => {
          if (region === left) return at % one;
          return region === left + 1 + after ? Math.floor(at / one) : draw.below(size);
        }),
      ),
    ),
  );
}

function stateOf(
  { regions }: ChartTable,
  leaves: readonly number[],
  states: Map<string, MachineState>,
): MachineState {
  const key = leaves.join();
  const known = states.get(key);
  if (known !== undefined) return known;
  const below = regions.map(({ name, leaves: own }, region): [string, MachineValue] => [
    name,
    own[leaves[region] ?? 0]?.value ?? {},
  ]);
  const value = regions[0]?.name === "" ? (below[0]?.[1] ?? {}) : Object.fromEntries(below);
  const made = { value, context: { ran: "" } };
  states.set(key, made);
  return made;
}
