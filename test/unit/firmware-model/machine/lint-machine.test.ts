import { LINT_RULES, type LintRule, lintMachine, MECHANISMS } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import {
  type AnyStateMachine,
  and,
  assign,
  cancel,
  createMachine,
  emit,
  enqueueActions,
  fromCallback,
  log,
  not,
  raise,
  sendTo,
  setup,
  spawnChild,
  stateIn,
} from "xstate";

const EVENTS = ["go", "back"];
const options = { maxIterations: 10 };
const never = fromCallback(() => undefined);

type Config = Parameters<typeof createMachine>[0];
type Parts = NonNullable<Parameters<typeof createMachine>[1]>;

/** A name where the types ask for a delay: outside a setup they know none. */
function named(delay: string): never {
  return delay as never;
}

/** A machine with one bad thing in it, untyped as a slip of the pen is. */
function machine(config: object, parts: object = {}): AnyStateMachine {
  const whole = { id: "m", options, context: {}, ...config } as unknown as Config;
  return createMachine(whole, parts as Parts) as unknown as AnyStateMachine;
}

/** The same with one state that the bad thing stands in. */
function inState(state: object, parts: object = {}): AnyStateMachine {
  return machine({ initial: "a", states: { a: state, b: {} } }, parts);
}

/** A machine of two regions, the first with a bad thing in its only state. */
function inRegion(state: object, region: object = {}): AnyStateMachine {
  const left = { initial: "a", states: { a: state, b: {} }, ...region };
  const right = { initial: "c", states: { c: { id: "far" } } };
  return machine({ type: "parallel", states: { left, right } });
}

const BAD: readonly (readonly [LintRule, string, AnyStateMachine])[] = [
  ["outside-alphabet", "a misspelt event key", inState({ on: { og: "b" } })],
  ["outside-alphabet", "a wildcard", inState({ on: { "*": "b" } })],
  ["outside-alphabet", "a raised event nobody knows", inState({ entry: raise({ type: "og" }) })],
  ["outside-alphabet", "the end of a state", inState({ onDone: "b" })],
  ["unknown-delay", "a misspelt delay", inState({ after: { sohrt: "b" } })],
  [
    "unknown-delay",
    "a misspelt delay of a raise",
    inState({ entry: raise({ type: "go" }, { id: "x", delay: named("sohrt") }) }),
  ],
  ["unusable-delay", "a delay that is no number", inState({}, { delays: { short: Number.NaN } })],
  ["unusable-delay", "a delay without end", inState({}, { delays: { short: Infinity } })],
  ["unusable-delay", "a delay into the past", inState({}, { delays: { short: -1 } })],
  ["unusable-delay", "a delay left open", inState({}, { delays: { short: undefined } })],
  ["unnamed-delay", "a number for a delay", inState({ after: { 10: "b" } })],
  ["unknown-action", "a misspelt action", inState({ entry: "dno" })],
  ["unknown-guard", "a misspelt guard", inState({ on: { go: { guard: "dno", target: "b" } } })],
  [
    "unknown-guard",
    "a misspelt guard inside others",
    inState({ on: { go: { guard: and([not("dno")]), target: "b" } } }),
  ],
  [
    "unknown-state",
    "a misspelt state in a guard",
    inState({ on: { go: { guard: stateIn("aa"), target: "b" } } }),
  ],
  ["inline-implementation", "an action without a name", inState({ entry: () => undefined })],
  ["inline-implementation", "an assignment without a name", inState({ entry: assign({ n: 1 }) })],
  [
    "inline-implementation",
    "a guard without a name",
    inState({ on: { go: { guard: () => true, target: "b" } } }),
  ],
  [
    "inline-implementation",
    "a delay without a name",
    inState({ entry: raise({ type: "go" }, { id: "x", delay: () => 1 }) }),
  ],
  [
    "computed-params",
    "params that are computed",
    inState({ entry: { type: "act", params: () => ({}) } }, { actions: { act: () => undefined } }),
  ],
  ["forbidden-action", "spawning", inState({ entry: spawnChild(never) })],
  ["forbidden-action", "sending", inState({ entry: sendTo("x", { type: "go" }) })],
  ["forbidden-action", "emitting", inState({ entry: emit({ type: "go" }) })],
  ["forbidden-action", "logging", inState({ entry: log("x") })],
  ["forbidden-action", "queued actions", inState({ entry: enqueueActions(() => undefined) })],
  [
    "forbidden-action",
    "queued actions behind a name",
    inState({ entry: "act" }, { actions: { act: enqueueActions(() => undefined) } }),
  ],
  ["computed-raise", "a computed raise", inState({ entry: raise(() => ({ type: "go" })) })],
  ["computed-cancel", "a computed cancel", inState({ entry: cancel(() => "x") })],
  [
    "raise-without-id",
    "a delayed raise without an id",
    inState({ entry: raise({ type: "go" }, { delay: named("short") }) }, { delays: { short: 1 } }),
  ],
  ["unknown-key", "misspelt delays of a state", inState({ atfer: { short: "b" } })],
  ["unknown-key", "misspelt entry actions", inState({ entyr: "act" })],
  ["unknown-key", "events under a capital letter", inState({ On: { go: "b" } })],
  [
    "unknown-key",
    "a misspelt key of the machine",
    machine({ contxet: {}, initial: "a", states: { a: {} } }),
  ],
  ["unknown-key", "a context below the machine", inState({ context: { n: 1 } })],
  ["unknown-key", "a misspelt guard key", inState({ on: { go: { gaurd: "no", target: "b" } } })],
  [
    "unknown-key",
    "a misspelt key of a second choice",
    inState({ on: { go: [{ target: "b" }, { traget: "b" }] } }),
  ],
  [
    "unknown-key",
    "a misspelt key behind a delay",
    inState({ after: { short: { action: "act" } } }),
  ],
  ["unknown-key", "a misspelt key of an eventless one", inState({ always: { gaurd: "no" } })],
  [
    "unknown-key",
    "a guard on the way into the first state",
    machine({ initial: { target: "a", guard: "no" }, states: { a: {} } }),
  ],
  ["outside-alphabet", "a wildcard for a kind of events", inState({ on: { "go.*": "b" } })],
  ["reserved-event", "a delay waited for by hand", inState({ on: { "xstate.after.x.m.a": "b" } })],
  [
    "reserved-event",
    "an event of XState that is raised",
    inState({ entry: raise({ type: "xstate.stop" }) }),
  ],
  ["unusable-delay", "a delay of half a millisecond", inState({}, { delays: { short: 0.5 } })],
  ["unknown-cancel", "a misspelt cancel", inState({ entry: cancel("x") })],
  [
    "ambiguous-delay",
    "two events under one name",
    inState(
      {
        entry: raise({ type: "go" }, { id: "x", delay: named("short") }),
        exit: raise({ type: "back" }, { id: "x", delay: named("short") }),
      },
      { delays: { short: 1 } },
    ),
  ],
  [
    "unknown-action",
    "an action without a function",
    inState({ entry: "act" }, { actions: { act: undefined } }),
  ],
  [
    "unknown-action",
    "an action that every object has",
    inState({ entry: "toString" }, { actions: {} }),
  ],
  [
    "unknown-guard",
    "a guard that is the name of another",
    inState(
      { on: { go: { guard: "yes", target: "b" } } },
      { guards: { yes: "no", no: () => true } },
    ),
  ],
  [
    "unknown-state",
    "a misspelt id in a guard",
    inState({ on: { go: { guard: stateIn("#aa"), target: "b" } } }),
  ],
  [
    "unknown-state",
    "a name in a guard that every object has",
    inState({ on: { go: { guard: stateIn("toString"), target: "b" } } }),
  ],
  ["guard-cycle", "a guard made of itself", inState({}, { guards: { yes: and(["yes"]) } })],
  [
    "guard-cycle",
    "two guards made of each other",
    inState({}, { guards: { yes: not("no"), no: and([not("yes")]) } }),
  ],
  [
    "computed-params",
    "params of a guard that are computed",
    inState(
      { on: { go: { guard: { type: "yes", params: () => ({}) }, target: "b" } } },
      { guards: { yes: () => true } },
    ),
  ],
  [
    "unwritable-data",
    "params that are no plain data",
    inState(
      { entry: { type: "act", params: { at: new Map() } } },
      { actions: { act: () => undefined } },
    ),
  ],
  [
    "unwritable-data",
    "a raised number that is none",
    inState({ entry: raise({ type: "go", n: Number.NaN } as { type: "go" }) }),
  ],
  [
    "unwritable-data",
    "a field set to what is no plain data",
    inState({}, { actions: { act: assign({ n: new Set() }) } }),
  ],
  [
    "unknown-key",
    "misspelt params of an action",
    inState({ entry: { type: "act", parms: {} } }, { actions: { act: () => undefined } }),
  ],
  [
    "unknown-key",
    "misspelt params of a guard",
    inState(
      { on: { go: { guard: { type: "yes", parms: {} }, target: "b" } } },
      { guards: { yes: () => true } },
    ),
  ],
  [
    "double-id",
    "two states with one id",
    machine({ initial: "a", states: { a: { id: "x" }, b: { id: "x" } } }),
  ],
  ["unusable-name", "a dot in a name", machine({ initial: "a.b", states: { "a.b": {} } })],
  [
    "misfit-type",
    "states inside an atomic one",
    inState({ type: "atomic", initial: "c", states: { c: {} } }),
  ],
  [
    "several-targets",
    "two targets at once",
    machine({
      initial: "a",
      states: { a: { on: { go: [{ target: ["b", "c"] }] } }, b: {}, c: {} },
    }),
  ],
  [
    "too-many-states",
    "more regions than a place can hold",
    machine({
      type: "parallel",
      states: Object.fromEntries(
        Array.from({ length: 32 }, (_, at) => [
          `r${at}`,
          { initial: "a", states: { a: {}, b: {} } },
        ]),
      ),
    }),
  ],
  [
    "no-iteration-limit",
    "a limit of nothing",
    machine({ options: { maxIterations: 0 }, initial: "a", states: { a: {} } }),
  ],
  ["invoke", "an invoked actor", inState({ invoke: { src: never } })],
  [
    "history",
    "a history state",
    machine({ initial: "a", states: { a: {}, h: { type: "history" } } }),
  ],
  [
    "final-state",
    "a final state",
    machine({ initial: "a", states: { a: {}, z: { type: "final" } } }),
  ],
  [
    "nested-parallel",
    "regions inside a state",
    inState({ type: "parallel", states: { c: {}, d: {} } }),
  ],
  ["crosses-regions", "a target in another region", inRegion({ on: { go: "#far" } })],
  [
    "crosses-regions",
    "a region that enters itself anew",
    inRegion({}, { id: "left", on: { go: "#left" } }),
  ],
  [
    "crosses-regions",
    "a region left and entered again",
    inRegion({}, { on: { go: { target: ".b", reenter: true } } }),
  ],
  [
    "crosses-regions",
    "a target of the root",
    machine({
      type: "parallel",
      on: { go: ".left.b" },
      states: { left: { initial: "a", states: { a: {}, b: {} } }, right: {} },
    }),
  ],
  [
    "always-on-root",
    "an eventless transition of the root",
    machine({
      type: "parallel",
      always: { guard: "yes", actions: "act" },
      states: { left: {}, right: {} },
    }),
  ],
  [
    "always-in-several-regions",
    "eventless actions in two regions",
    machine(
      {
        type: "parallel",
        states: {
          left: { always: { guard: "no", actions: "act" } },
          right: { always: { guard: "no", actions: "act" } },
        },
      },
      { guards: { no: () => false }, actions: { act: () => undefined } },
    ),
  ],
  ["no-iteration-limit", "no limit", machine({ options: {}, initial: "a", states: { a: {} } })],
];

describe("the restricted profile", () => {
  test.each(BAD)("%s names %s", (rule, _what, bad) => {
    expect(lintMachine(bad, { events: EVENTS }).map((finding) => finding.rule)).toContain(rule);
  });

  test("every rule has a bad sample", () => {
    const sampled = new Set(BAD.map(([rule]) => rule));
    expect(Object.keys(LINT_RULES).filter((rule) => !sampled.has(rule as LintRule))).toEqual([]);
  });

  test.each(["xstate.init", "*", "go.*"])("the alphabet holds no %s", (event) => {
    const findings = lintMachine(inState({}), { events: [...EVENTS, event] });
    expect(findings).toEqual([{ rule: "reserved-event", state: "m", found: event }]);
  });

  test("eventless actions may stand in several states of one region", () => {
    const acting = { always: { guard: "no", actions: "act" } };
    const parts = { guards: { no: () => false }, actions: { act: () => undefined } };
    const below = { initial: "c", states: { c: acting } };
    const two = machine({ initial: "a", states: { a: below, b: below } }, parts);
    expect(lintMachine(two, { events: EVENTS })).toEqual([]);
  });

  test("a misspelt target is refused by XState when the machine is made", () => {
    expect(() => inState({ on: { go: "bb" } })).toThrow(/bb/);
  });

  test("a finding names the state and what was found in it", () => {
    expect(lintMachine(inState({ on: { og: "b" } }), { events: EVENTS })).toEqual([
      { rule: "outside-alphabet", state: "a", found: "og" },
    ]);
  });

  test("an unknown key is named with its state", () => {
    const slip = inState({ on: { go: { gaurd: "no", target: "b" } }, entyr: "act" });
    expect(lintMachine(slip, { events: EVENTS })).toEqual([
      { rule: "unknown-key", state: "a", found: "entyr" },
      { rule: "unknown-key", state: "a", found: "gaurd" },
    ]);
  });

  test.each([0, 1, () => Number.NaN])("a delay of %s may be used", (short) => {
    expect(lintMachine(inState({}, { delays: { short } }), { events: EVENTS })).toEqual([]);
  });

  test("every key of the profile may be written", () => {
    const notes = { description: "x", meta: {} };
    const step = { target: "b", guard: "yes", actions: "act", reenter: true, ...notes };
    const full = {
      ...{ id: "x", type: "atomic", tags: "t", entry: "act", exit: "act", ...notes },
      ...{ on: { go: step }, after: { short: [step] }, always: step },
    };
    const parts = {
      actions: { act: () => undefined },
      guards: { yes: () => true },
      delays: { short: 1 },
    };
    expect(lintMachine(inState(full, parts), { events: EVENTS })).toEqual([]);
  });

  test("a machine that keeps to the profile has no findings", () => {
    const good = setup({
      types: {} as { events: { type: "go" } | { type: "back" }; context: { n: number } },
      delays: { short: 10 },
      guards: { yes: () => true },
      actions: {
        count: assign({ n: ({ context }) => context.n + 1 }),
        act: () => undefined,
        tell: raise({ type: "back" }),
      },
    }).createMachine({
      id: "good",
      options,
      context: { n: 0 },
      type: "parallel",
      states: {
        left: {
          initial: "a",
          states: {
            a: { after: { short: "b" }, on: { go: { guard: and(["yes"]), target: "b" } } },
            b: { entry: ["count", "act"], always: { guard: "yes", target: "a", actions: "tell" } },
          },
        },
        right: { initial: "c", states: { c: { on: { back: { guard: stateIn({ left: "a" }) } } } } },
      },
    });
    expect(lintMachine(good, { events: EVENTS })).toEqual([]);
  });

  test.each(Object.values(MECHANISMS))(
    "the shipped machine of the $kind keeps to it",
    (shipped) => {
      expect(lintMachine(shipped.machine, shipped)).toEqual([]);
    },
  );
});
