import { type AnyStateMachine, and, assign, not, or, raise, setup, stateIn } from "xstate";

/** What the benched chart remembers. */
export interface BenchContext {
  stock: number;
  /** Doses that fell due while another was under way. */
  waiting: number;
  tries: number;
  rounds: number;
  released: number;
  missed: number;
  told: number;
}

/** What happens to the benched chart; delays come on top. */
export type BenchEvent =
  | { readonly type: Exclude<(typeof BENCH_EVENTS)[number], "supply.changed"> }
  | { readonly type: "supply.changed"; readonly isOn: boolean };

/** The closed alphabet: nine events from outside, four that the chart raises. */
export const BENCH_EVENTS = [
  "dose.due",
  "button.pressed",
  "motor.done",
  "motor.jammed",
  "pouch.taken",
  "supply.changed",
  "link.lost",
  "link.restored",
  "alert.acknowledged",
  "dose.missed",
  "dose.finished",
  "alert.raised",
  "alert.cleared",
] as const;

const MINUTE_MS = 60_000;
const nothing = () => undefined;

const bench = setup({
  types: {} as { context: BenchContext; events: BenchEvent; input: BenchContext },
  delays: {
    offerLight: 5 * MINUTE_MS,
    round: MINUTE_MS,
    rest: ({ context }) => (context.rounds > 2 ? 14 : 9) * MINUTE_MS,
    window: 60 * MINUTE_MS,
    motion: 30_000,
    pickup: 30 * MINUTE_MS,
    batteryFade: 480 * MINUTE_MS,
    linkGrace: 15 * MINUTE_MS,
    escalate: 20 * MINUTE_MS,
    repeat: 60 * MINUTE_MS,
  },
  guards: {
    "there is stock": ({ context }) => context.stock > 0,
    "the supply fails": stateIn({ power: "low" }),
    "it can be offered": and(["there is stock", not("the supply fails")]),
    "a dose waits": ({ context }) => context.waiting > 0,
    "a dose waits and can be offered": and(["a dose waits", "it can be offered"]),
    "tries are left": ({ context }) => context.tries < 2,
    "it is off": ({ event }) => event.type === "supply.changed" && !event.isOn,
    "it is on": ({ event }) => event.type === "supply.changed" && event.isOn,
    "somebody can be told": or([stateIn({ link: "up" }), stateIn({ link: "down" })]),
  },
  actions: {
    "begin dose": assign({ tries: 0, rounds: 0 }),
    "take waiting": assign({ waiting: ({ context }) => context.waiting - 1, tries: 0, rounds: 0 }),
    "queue dose": assign(({ context }) => ({ waiting: Math.min(3, context.waiting + 1) })),
    "count try": assign(({ context }) => ({ tries: context.tries + 1 })),
    "count round": assign({ rounds: ({ context }) => context.rounds + 1 }),
    "count release": assign(({ context }) => ({
      released: context.released + 1,
      stock: context.stock - 1,
    })),
    "count missed": assign(({ context }) => ({ missed: context.missed + 1 })),
    "count told": assign({ told: ({ context }) => context.told + 1 }),
    refill: assign({ stock: 28, tries: 0 }),
    "miss dose": raise({ type: "dose.missed" }),
    "finish dose": raise({ type: "dose.finished" }),
    "raise alert": raise({ type: "alert.raised" }),
    "raise power alert": raise({ type: "alert.raised" }),
    "clear alert": raise({ type: "alert.cleared" }),
    "show light": nothing,
    "sound on": nothing,
    "sound off": nothing,
    "show nothing": nothing,
    "release pouch": nothing,
    "retract pouch": nothing,
    "watch drawer": nothing,
    "record outcome": nothing,
    "record prevented": nothing,
    "record mains": nothing,
    "record link": nothing,
    "send backlog": nothing,
    "call staff": nothing,
    "tell relatives": nothing,
    "tell centre": nothing,
    "record acknowledged": nothing,
  },
});

const cycle = bench.createStateConfig({
  initial: "idle",
  on: { "dose.due": { actions: "queue dose" } },
  states: {
    idle: {
      always: {
        guard: "a dose waits and can be offered",
        target: "open",
        actions: ["take waiting", "show light"],
      },
      on: {
        "dose.due": [
          { guard: "it can be offered", target: "open", actions: ["begin dose", "show light"] },
          { actions: ["record prevented", "count missed", "raise alert", "refill"] },
        ],
      },
    },
    open: {
      initial: "offering",
      exit: "show nothing",
      after: {
        window: { target: "retracting", actions: ["miss dose", "retract pouch"] },
      },
      on: { "button.pressed": { target: "releasing", actions: "release pouch" } },
      states: {
        offering: { after: { offerLight: "reminding" } },
        reminding: {
          entry: ["count round", "sound on"],
          exit: "sound off",
          after: { round: "resting" },
        },
        resting: { after: { rest: "reminding" } },
      },
    },
    releasing: {
      after: { motion: { target: "stopped", actions: ["call staff", "raise alert"] } },
      on: {
        "motor.done": { target: "awaiting", actions: ["count release", "record outcome"] },
        "motor.jammed": [
          {
            guard: "tries are left",
            target: "releasing",
            reenter: true,
            actions: ["count try", "release pouch"],
          },
          { target: "stopped", actions: ["call staff", "raise alert"] },
        ],
      },
    },
    awaiting: {
      entry: "watch drawer",
      after: { pickup: { target: "idle", actions: ["raise alert", "record outcome"] } },
      on: { "pouch.taken": { target: "idle", actions: ["record outcome", "finish dose"] } },
    },
    retracting: {
      after: { motion: { target: "stopped", actions: ["call staff", "raise alert"] } },
      on: {
        "motor.done": { target: "idle", actions: "record outcome" },
        "motor.jammed": { target: "stopped", actions: ["call staff", "raise alert"] },
      },
    },
    stopped: {
      on: { "alert.acknowledged": { target: "idle", actions: ["refill", "clear alert"] } },
    },
  },
});

const power = bench.createStateConfig({
  initial: "mains",
  states: {
    mains: {
      on: { "supply.changed": { guard: "it is off", target: "battery", actions: "record mains" } },
    },
    battery: {
      after: { batteryFade: { target: "low", actions: "raise power alert" } },
      on: { "supply.changed": { guard: "it is on", target: "mains", actions: "record mains" } },
    },
    low: {
      on: {
        "supply.changed": {
          guard: "it is on",
          target: "mains",
          actions: ["record mains", "clear alert"],
        },
      },
    },
  },
});

const link = bench.createStateConfig({
  initial: "up",
  states: {
    up: { on: { "link.lost": "down" } },
    down: {
      after: { linkGrace: { target: "lost", actions: "record link" } },
      on: { "link.restored": "up" },
    },
    lost: { on: { "link.restored": { target: "up", actions: ["record link", "send backlog"] } } },
  },
});

const alert = bench.createStateConfig({
  initial: "quiet",
  states: {
    quiet: {
      on: {
        "dose.missed": { target: "raised", actions: ["count missed", "count told"] },
        "alert.raised": { target: "raised", actions: "count told" },
      },
    },
    raised: {
      entry: "tell relatives",
      after: { escalate: { guard: "somebody can be told", target: "escalated" } },
      on: {
        "alert.acknowledged": { target: "quiet", actions: "record acknowledged" },
        "alert.cleared": "quiet",
        "dose.finished": "quiet",
        "dose.missed": { actions: "count missed" },
      },
    },
    escalated: {
      entry: ["count told", "tell centre"],
      after: { repeat: { target: "escalated", reenter: true } },
      on: {
        "alert.acknowledged": { target: "quiet", actions: "record acknowledged" },
        "alert.cleared": "quiet",
      },
    },
  },
});

/**
 * A dose cycle of the size of one in production: four regions, seventeen leaves, ten delays.
 *
 * It is what executors are raced on and ships nowhere, so that its figures stay comparable while
 * the real charts grow.
 */
export const benchMachine: AnyStateMachine = bench.createMachine({
  id: "bench",
  options: { maxIterations: 50 },
  context: ({ input }) => input,
  type: "parallel",
  states: { cycle, power, link, alert },
});
