import {
  BOARD_EVENTS,
  boardMachine,
  type ChartCode,
  compileChart,
  type MachineState,
  makeInstance,
  profiledChart,
  profiledExecutor,
  SHIPPED_CHARTS,
} from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";

const BOARD = SHIPPED_CHARTS.find(({ folder }) => folder === "board");

function boardCode(): ChartCode {
  if (BOARD === undefined) throw new Error("no code for the board");
  return BOARD.code;
}

describe("a compiled chart", () => {
  test("numbers leaves, events and delays in the order of the chart", () => {
    const { table } = profiledChart(boardMachine, BOARD_EVENTS);
    expect(table.regions.map(({ name, shift, mask }) => [name, shift, mask])).toEqual([
      ["mains", 0, 1],
      ["battery", 1, 3],
      ["climate", 3, 3],
      ["case", 5, 3],
      ["health", 7, 3],
    ]);
    expect(table.events.map(({ type }) => type)).toEqual([
      ...BOARD_EVENTS,
      "xstate.after.resetForgotten.board.health.shaken",
    ]);
    expect(table.slots.map(({ name }) => name)).toEqual([
      "xstate.after.resetForgotten.board.health.shaken",
    ]);
  });

  test("is stepped by its code only if that was made from the very same chart", () => {
    const code = boardCode();
    expect(compileChart(boardMachine, BOARD_EVENTS, code).steppedBy).toBe("code");
    const stale = { ...code, fingerprint: "0-00000000" };
    expect(compileChart(boardMachine, BOARD_EVENTS, stale).steppedBy).toBe("table");
    expect(compileChart(boardMachine, BOARD_EVENTS).steppedBy).toBe("table");
    const others = [...BOARD_EVENTS].reverse();
    expect(compileChart(boardMachine, others, code).steppedBy).toBe("table");
  });

  test("is not bound to functions that are not there", () => {
    const missing = () => {
      throw new RangeError("guard a part failed has no function");
    };
    const parts = {
      ...{ guard: missing, delay: missing, assigner: missing, computed: missing },
      datum: () => 0,
    };
    expect(() => boardCode().bind(parts)).toThrow(/a part failed has no function/);
  });

  test("steps a device in place, without a copy of its context", () => {
    const { stepper, table } = profiledChart(boardMachine, BOARD_EVENTS);
    const figures = { resetsMax: 3, resetForgottenMs: 1000 };
    const instance = makeInstance({ figures, resets: 0 });
    stepper.start(instance, { type: "start" });
    const { context } = instance;
    const fell = { type: "device.booted", cause: "watchdog", failed: 0 };
    expect(stepper.step(instance, 0, fell)).toBe(true);
    expect(instance.place).toBe(1 << 7);
    expect(instance.context).toBe(context);
    expect(context["resets"]).toBe(1);
    const { timers, timerCount, delaysMs, actionCount } = stepper.effects;
    expect([timers[0], timerCount, delaysMs[0], actionCount]).toEqual([0, 1, 1000, 0]);
    expect(stepper.step(instance, table.events.length, { type: "unheard of" })).toBe(false);
  });
});

describe("states of a chart as data", () => {
  const executor = profiledExecutor(boardMachine, BOARD_EVENTS);
  const value = {
    ...{ mains: "connected", battery: "good", climate: "fit", case: "closed", health: "fit" },
  };
  const context = { figures: {}, resets: 0 };

  test("are known in any order of regions, and only whole", () => {
    const turned = Object.fromEntries(Object.entries(value).reverse());
    expect(executor.knows({ value: turned, context })).toBe(true);
    const { health: _health, ...short } = value;
    const wrong: readonly unknown[] = [
      short,
      { ...value, more: "fit" },
      { ...value, health: "toString" },
      { ...value, health: { fit: "fit" } },
      { ...short, "he.alth": "fit" },
      Object.create(value),
      ...["fit", "toString", "", 1, null, undefined, [], ["fit"], {}],
    ];
    for (const one of wrong) {
      expect(executor.knows({ value: one, context } as MachineState), JSON.stringify(one)).toBe(
        false,
      );
    }
  });

  test("may be nested without end and are refused all the same", () => {
    let deep: object = {};
    for (let level = 0; level < 100_000; level++) deep = { fit: deep };
    const state = { value: { ...value, health: deep }, context } as unknown as MachineState;
    expect(executor.knows(state)).toBe(false);
  });

  test("that are none of the chart's are a mistake of the caller", () => {
    const state = { value: { ...value, health: "gone" }, context };
    expect(() => executor.step(state, { type: "mains.lost" })).toThrow(RangeError);
  });

  test("of one place are the same frozen object each time", () => {
    const lost = () => executor.step({ value: { ...value }, context }, { type: "mains.lost" });
    const { state } = lost();
    expect(lost().state.value).toBe(state.value);
    expect(Object.isFrozen(state.value)).toBe(true);
    expect(state.context).toBe(context);
  });
});
