import * as compiler from "@dosekit/firmware-model";
import {
  compileChart,
  type MachineEvent,
  type MachineState,
  profiledExecutor,
  stepperExecutor,
  xstateExecutor,
} from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { assign, createMachine, raise, setup } from "xstate";
import { evaluated } from "../../../support/firmware-model/machine/chart-lanes.ts";

const machine = setup({
  types: {} as { context: { n: number; waitMs: number } },
  delays: { wait: ({ context }) => context.waitMs },
  guards: { few: ({ context }) => context.n < 2 },
  actions: {
    count: assign({ n: ({ context }) => context.n + 1 }),
    act: (_given, _params: { readonly how: string }) => undefined,
    remind: raise({ type: "remind" }, { id: "reminder", delay: "wait" }),
  },
}).createMachine({
  id: "m",
  options: { maxIterations: 10 },
  context: ({ input }) => input as { n: number; waitMs: number },
  initial: "a",
  states: {
    a: {
      after: { wait: "b" },
      on: {
        go: {
          guard: "few",
          target: "b",
          actions: ["count", { type: "act", params: { how: "so" } }],
        },
        again: { target: "a", reenter: true },
      },
    },
    b: { entry: "remind", on: { remind: "a" } },
  },
});
const EVENTS = ["go", "again", "remind"];
const chart = compileChart(machine, EVENTS);
const EXECUTORS = [
  { by: "XState", executor: xstateExecutor(machine) },
  { by: "its table", executor: profiledExecutor(machine, EVENTS) },
  {
    by: "its code",
    executor: stepperExecutor({ ...chart, stepper: evaluated(chart.table, machine, compiler) }),
  },
];
const AFTER = "xstate.after.wait.m.a";

describe.each(EXECUTORS)("stepping a machine as data by $by", ({ executor }) => {
  const start = executor.initial({ n: 0, waitMs: 50 });
  function step(state: MachineState, type: string) {
    return executor.step(state, { type } as MachineEvent);
  }

  test("the start gives its first delays", () => {
    expect(start.state).toEqual({ value: "a", context: { n: 0, waitMs: 50 } });
    expect(start.arm).toEqual([{ slot: AFTER, delayMs: 50 }]);
  });

  test("an event gives the new state, named actions with params, and what becomes of delays", () => {
    expect(step(start.state, "go")).toEqual({
      state: { value: "b", context: { n: 1, waitMs: 50 } },
      actions: [{ type: "act", params: { how: "so" } }],
      arm: [{ slot: "reminder", delayMs: 50 }],
      cancel: [AFTER],
      handled: true,
    });
  });

  test("an event that nobody answers changes nothing", () => {
    const ignored = step(start.state, "nothing");
    expect(ignored).toMatchObject({ actions: [], arm: [], cancel: [], handled: false });
    expect(ignored.state).toBe(start.state);
  });

  test("a delay that ran out comes back by its slot", () => {
    expect(executor.fire(start.state, AFTER).state.value).toBe("b");
    const b = step(start.state, "go").state;
    expect(executor.fire(b, "reminder").state.value).toBe("a");
    expect(executor.fire(b, "no such delay").handled).toBe(false);
  });

  test("a state that is left and entered again has its delay armed and not cancelled", () => {
    const again = step(start.state, "again");
    expect([again.arm, again.cancel]).toEqual([[{ slot: AFTER, delayMs: 50 }], []]);
  });

  test("a state that went through JSON steps the same way", () => {
    const copy = JSON.parse(JSON.stringify(start.state)) as MachineState;
    expect(step(copy, "go")).toEqual(step(start.state, "go"));
  });

  test("one executor steps many devices apart", () => {
    const other = executor.initial({ n: 5, waitMs: 1 });
    expect(step(start.state, "go").handled).toBe(true);
    expect(step(other.state, "go").handled).toBe(false);
    expect(step(start.state, "go").state.context["n"]).toBe(1);
  });

  test("plain data are told apart from states of the machine", () => {
    const context = {};
    expect(executor.knows({ value: "a", context })).toBe(true);
    for (const value of ["c", {}, { a: "b" }, 1, null, ["a"]]) {
      expect(executor.knows({ value, context } as unknown as MachineState)).toBe(false);
    }
  });

  test("a delay that is no whole number of milliseconds is a mistake of the caller", () => {
    expect(() => executor.initial({ n: 0, waitMs: Number.NaN })).toThrow(RangeError);
  });

  test("a whole state may come from anywhere, in any order", () => {
    const wild = executor.step({ value: "a", context: { n: 7, waitMs: 3 } }, { type: "again" });
    expect(wild.arm).toEqual([{ slot: AFTER, delayMs: 3 }]);
  });
});

describe("the executor of a machine", () => {
  test("a machine outside the profile gets no executor", () => {
    const bad = createMachine({ id: "bad", initial: "a", states: { a: { on: { og: "a" } } } });
    expect(() => profiledExecutor(bad, ["go"])).toThrow(
      /outside-alphabet.*no-iteration-limit|no-iteration-limit.*outside-alphabet/,
    );
  });

  test("a good machine gets the same executor each time", () => {
    const events = ["go", "again", "remind"];
    expect(profiledExecutor(machine, events)).toBe(profiledExecutor(machine, events));
  });
});
