import { type AnyStateMachine, createMachine } from "xstate";
import { type Draw, drawFrom } from "./draw.ts";
import { DELAY_NAMES, DRAWN_EVENTS, DRAWN_PARTS, drawnActions, drawnGuard } from "./drawn-parts.ts";

/** A random machine inside the restricted profile. */
export interface DrawnChart {
  readonly machine: AnyStateMachine;
  readonly events: readonly string[];
  /** What was drawn, for whoever reads of a difference. */
  readonly text: string;
}

/** How big a chart is drawn. */
export interface ChartSize {
  readonly regionsMax: number;
  readonly statesMax: number;
  readonly depthMax: number;
}

interface Node {
  readonly key: string;
  readonly path: string;
  readonly children: readonly Node[];
}

const USUAL: ChartSize = { regionsMax: 4, statesMax: 4, depthMax: 2 };
const MAX_ITERATIONS = 12;

/** Draws a chart: the same seed and size give the same one. */
export function drawnChart(seed: number, size: ChartSize = USUAL): DrawnChart {
  const draw = drawFrom(seed);
  const regions = draw.below(size.regionsMax + 1);
  const tops =
    regions < 2
      ? [drawnNode(draw, "drawn", "", { ...size, depthMax: size.depthMax + 1 })]
      : Array.from({ length: regions }, (_, at) => drawnNode(draw, `g${at}`, `g${at}`, size));
  const states = tops.flatMap(below).filter(({ path }) => path !== "");
  const paths = states.length === 0 ? [""] : states.map(({ path }) => path);
  const acting = draw.below(tops.length);
  const configs = tops.map((top, at) =>
    stateConfig(draw, top, { paths, tops, region: top, mayAct: at === acting }),
  );
  const config = {
    ...(regions < 2 ? configs[0] : parallel(draw, tops, configs, paths)),
    id: "drawn",
    context: ({ input }: { readonly input: object }) => ({ a: 0, b: 0, log: [], ...input }),
    options: { maxIterations: MAX_ITERATIONS },
  };
  const machine = createMachine(config as never, DRAWN_PARTS as never);
  return {
    machine: machine as unknown as AnyStateMachine,
    events: DRAWN_EVENTS,
    text: JSON.stringify(config, (_key, value: unknown) =>
      typeof value === "function" ? builtInText(value) : value,
    ),
  };
}

interface Surroundings {
  readonly paths: readonly string[];
  readonly tops: readonly Node[];
  readonly region: Node;
  /** Whether eventless transitions of this region may do something. */
  readonly mayAct: boolean;
}

function drawnNode(draw: Draw, key: string, path: string, size: ChartSize): Node {
  const count = size.depthMax > 0 && draw.chance(85) ? 1 + draw.below(size.statesMax) : 0;
  const inner = { ...size, depthMax: draw.chance(45) ? size.depthMax - 1 : 0 };
  const children = Array.from({ length: count }, (_, at) => {
    const name = `s${at}`;
    return drawnNode(draw, name, path === "" ? name : `${path}.${name}`, inner);
  });
  return { key, path, children };
}

function below(node: Node): readonly Node[] {
  return [node, ...node.children.flatMap(below)];
}

/** What stands on the machine itself above its regions: nothing there leads anywhere. */
function parallel(
  draw: Draw,
  tops: readonly Node[],
  configs: readonly object[],
  paths: readonly string[],
): object {
  const on = drawnOn(draw, 25, () => ({
    ...(draw.chance(50) ? { guard: drawnGuard(draw, paths) } : {}),
    actions: drawnActions(draw, 50),
  }));
  return {
    ...{ type: "parallel", on, entry: drawnActions(draw, 20) },
    states: Object.fromEntries(tops.map(({ key }, at) => [key, configs[at]])),
  };
}

function stateConfig(draw: Draw, node: Node, around: Surroundings): object {
  const { paths } = around;
  const transition = () => drawnTransition(draw, node, around);
  const after = Object.fromEntries(
    DELAY_NAMES.filter(() => draw.chance(10)).map((name) => [name, choices(draw, transition)]),
  );
  const children = Object.fromEntries(
    node.children.map((child) => [child.key, stateConfig(draw, child, around)]),
  );
  const first = node.children.length > 0 ? draw.of(node.children).key : "";
  const initial = draw.chance(30) ? { target: first, actions: drawnActions(draw, 50) } : first;
  const always = draw.chance(12) ? [drawnEventless(draw, node, around)] : [];
  return {
    ...(node.children.length > 0 ? { initial, states: children } : {}),
    ...{ on: drawnOn(draw, 30, () => choices(draw, transition)), after },
    ...{ entry: drawnActions(draw, 25), exit: drawnActions(draw, 25) },
    ...(always.length > 0 && paths.length > 0 ? { always } : {}),
  };
}

function drawnOn(draw: Draw, percent: number, make: () => unknown): object {
  return Object.fromEntries(
    DRAWN_EVENTS.filter(() => draw.chance(percent)).map((event) => [event, make()]),
  );
}

/** One answer or several; what stands behind an unguarded one is never reached. */
function choices(draw: Draw, make: () => unknown): unknown {
  return draw.chance(60) ? make() : Array.from({ length: 2 + draw.below(2) }, make);
}

function drawnTransition(draw: Draw, node: Node, around: Surroundings): object {
  const target = draw.chance(70) ? targetFrom(draw, node, around) : undefined;
  const isTop = node === around.region && around.tops.length > 1;
  return {
    ...(draw.chance(45) ? { guard: drawnGuard(draw, around.paths) } : {}),
    ...(target === undefined ? {} : { target }),
    ...(!isTop && draw.chance(25) ? { reenter: true } : {}),
    actions: drawnActions(draw, 40),
  };
}

function drawnEventless(draw: Draw, node: Node, around: Surroundings): object {
  const target = draw.chance(75) ? targetFrom(draw, node, around) : undefined;
  const actions = around.mayAct ? drawnActions(draw, 50) : [];
  return {
    guard: drawnGuard(draw, around.paths),
    ...(target === undefined ? {} : { target }),
    ...(actions.length > 0 ? { actions } : {}),
  };
}

/** A state of the same region, by its id; regions themselves are entered by nobody. */
function targetFrom(draw: Draw, node: Node, { region, tops }: Surroundings): string | undefined {
  const inside = below(region).filter((one) => tops.length === 1 || one !== region);
  if (inside.length === 0 || (tops.length > 1 && node === region && region.children.length === 0)) {
    return undefined;
  }
  const { path } = draw.of(inside);
  return path === "" ? "#drawn" : `#drawn.${path}`;
}

function builtInText(value: object): unknown {
  const { type, event, id, sendId, guards, stateValue, name } = value as Record<string, unknown>;
  return { function: type ?? name, event, id, sendId, guards, stateValue };
}
