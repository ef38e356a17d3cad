import { and, assign, cancel, not, or, raise, stateIn } from "xstate";
import type { Draw } from "./draw.ts";

/** What a drawn chart remembers. */
export interface DrawnContext {
  readonly a: number;
  readonly b: number;
  readonly log: readonly string[];
}

interface Asked {
  readonly context: DrawnContext;
  readonly event: { readonly type: string; readonly n?: number };
}

/** Events of drawn charts; each comes with a number. */
export const DRAWN_EVENTS = ["e0", "e1", "e2", "e3", "e4", "r0", "r1", "back"] as const;

/** Named delays of drawn charts; one of them follows the context. */
const DELAYS = {
  none: 0,
  short: 10,
  long: 50,
  grows: ({ context }: Asked) => context.a * 10,
  named: (_asked: Asked, params?: { readonly ms: number }) => params?.ms ?? 7,
};

const LOG_MAX = 6;
const logged = (log: readonly string[], what: string) => [...log, what].slice(-LOG_MAX);

/** Changes of the context in both forms of XState, and with params. */
const ASSIGNMENTS = {
  "count a": assign(({ context }: Asked) => ({ a: (context.a + 1) % 5 })),
  "take n": assign(({ event }: Asked) => (event.n === undefined ? {} : { b: event.n })),
  swap: assign({
    a: ({ context }: Asked) => context.b,
    b: ({ context }: Asked) => context.a,
  }),
  clear: assign({ a: 0, log: [] as readonly string[] }),
  "nothing new": assign({}),
  note: assign(({ context, event }: Asked, params: { readonly what: string } | undefined) => ({
    log: logged(context.log, `${params?.what ?? "plain"} ${event.type}`),
  })),
  "set b": assign({
    b: (_asked: Asked, params: { readonly to: number } | undefined) => params?.to ?? 3,
  }),
};

/** Events that drawn charts send to themselves, at once and later. */
const RAISES = {
  "raise r0": raise({ type: "r0" }),
  "raise r1": raise({ type: "r1", n: 2 } as { type: "r1" }),
  "come back": raise({ type: "back" }, { id: "back", delay: "short" as never }),
  "come back later": raise({ type: "back", n: 1 } as { type: "back" }, {
    ...{ id: "later", delay: "named" as never },
  }),
  stay: cancel("back"),
};

const ASKS = { act0: noop, act1: noop, act2: noop };

const GUARDS = {
  "a is even": ({ context }: Asked) => context.a % 2 === 0,
  "a is small": ({ context }: Asked) => context.a < 2,
  "b is 1": ({ context }: Asked) => context.b === 1,
  "n is odd": ({ event }: Asked) => (event.n ?? 0) % 2 === 1,
  "a is": ({ context }: Asked, params?: { readonly value: number }) => context.a === params?.value,
  both: and(["a is even", "n is odd"]),
  neither: not(or(["a is even", "b is 1"])),
  truthy: ({ context }: Asked) => context.b,
};

/** Everything that a drawn chart is set up with. */
export const DRAWN_PARTS = {
  actions: { ...ASSIGNMENTS, ...RAISES, ...ASKS },
  guards: GUARDS,
  delays: DELAYS,
};

/** Names of the delays that may follow a state. */
export const DELAY_NAMES = Object.keys(DELAYS) as readonly (keyof typeof DELAYS)[];

/** Draws a list of actions, mostly a short one. */
export function drawnActions(draw: Draw, percent: number): readonly unknown[] {
  const actions: unknown[] = [];
  while (actions.length < 4 && draw.chance(percent)) actions.push(drawnAction(draw));
  return actions;
}

function drawnAction(draw: Draw): unknown {
  const kind = draw.below(20);
  if (kind < 7) {
    const type = draw.of(Object.keys(ASKS));
    return draw.chance(30) ? { type, params: { how: draw.below(3) } } : type;
  }
  if (kind < 14) {
    const type = draw.of(Object.keys(ASSIGNMENTS));
    if (type === "note" && draw.chance(60)) return { type, params: { what: `w${draw.below(3)}` } };
    if (type === "set b" && draw.chance(60)) return { type, params: { to: draw.below(4) } };
    return type;
  }
  if (kind === 14) return raise({ type: "r0", n: 1 } as { type: "r0" });
  if (kind === 15) return cancel("later");
  const type = draw.of(Object.keys(RAISES));
  return type === "come back later" && draw.chance(50)
    ? { type, params: { ms: draw.below(40) } }
    : type;
}

/** Draws a guard over the states of a chart, or none. */
export function drawnGuard(draw: Draw, states: readonly string[], depth = 2): unknown {
  const kind = draw.below(depth > 0 ? 12 : 7);
  if (kind < 4) return draw.of(Object.keys(GUARDS).filter((name) => name !== "a is"));
  if (kind === 4) return { type: "a is", params: { value: draw.below(5) } };
  if (kind < 7) return stateIn(drawnState(draw, states) as never);
  const inner = () => drawnGuard(draw, states, depth - 1) as never;
  if (kind < 9) return and([inner(), inner()]);
  return kind < 11 ? or([inner(), inner()]) : not(inner());
}

/** One state as `stateIn` takes it: a path, an object, or an id. */
function drawnState(draw: Draw, states: readonly string[]): unknown {
  const path = draw.of(states);
  const kind = draw.below(3);
  if (kind === 0) return path;
  if (kind === 1) return `#drawn.${path}`;
  const names = path.split(".");
  const innermost = names.pop() ?? "";
  return names.reduceRight<unknown>((below, name) => ({ [name]: below }), innermost);
}

function noop(): void {}
