import { type MachineState, profiledExecutor } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { explore } from "../../support/firmware-model/exploration.ts";
import { trayExploration } from "../../support/firmware-model/tray-exploration.ts";

const EXPLORATION = trayExploration();
const tray = EXPLORATION.mechanism;
const executor = profiledExecutor(tray.machine, tray.events);
const walked = explore(EXPLORATION);

describe("the lockout", () => {
  const turns = walked.filter(({ step }) =>
    step.actions.some(({ type }) => type === "turn to opening"),
  );

  test("there are turns to the opening at all", () => {
    expect(turns.length).toBeGreaterThan(0);
  });

  test("only a granted window turns the tray to the opening", () => {
    expect(new Set(turns.map(({ event }) => event.type))).toEqual(new Set(["window.granted"]));
  });

  test("only a locked, upright, closed and loaded tray turns", () => {
    const froms = new Set(
      turns.map(({ from }) => {
        const { gesture: _any, ...value } = from.value as Readonly<Record<string, unknown>>;
        return JSON.stringify(value);
      }),
    );
    const allowed = ["plentiful", "low"].map((supply) =>
      JSON.stringify({ posture: "upright", lid: "closed", supply, cycle: "locked" }),
    );
    expect([...froms].sort()).toEqual(allowed.sort());
  });

  test("readiness says ready exactly where a grant is taken", () => {
    const grants = walked.filter(({ event }) => event.type === "window.granted");
    const differing = grants.filter(
      ({ from, step }) => (tray.readiness(from) === "ready") !== step.handled,
    );
    expect(differing).toEqual([]);
  });

  test("a turn is announced before it is asked for", () => {
    const orders = turns.map(({ step }) => step.actions.map(({ type }) => type));
    expect(
      orders.every((order) => order.indexOf("tell offering") < order.indexOf("turn to opening")),
    ).toBe(true);
    expect(orders.every((order) => order.includes("tell offering"))).toBe(true);
  });
});

describe("the gesture", () => {
  const asked = walked.filter(({ step }) =>
    step.actions.some(({ type }) => type === "ask for next dose"),
  );

  test("asks for a dose only when the second tilt has settled, by time alone", () => {
    expect(asked.length).toBeGreaterThan(0);
    const froms = asked.map(({ from }) => (from.value as Record<string, unknown>)["gesture"]);
    expect(new Set(froms)).toEqual(new Set(["secondBack"]));
    expect(asked.filter(({ event }) => !event.type.startsWith("xstate.after."))).toEqual([]);
  });
});

describe("a stopped tray", () => {
  test("comes back when staff with the key were there", () => {
    const stopped = walked.find(({ step }) => cycleOf(step.state) === "stopped")?.step.state;
    if (stopped === undefined) throw new Error("never stopped");
    const open = executor.step(stopped, { type: "lid.opened" }).state;
    const closed = executor.step(open, { type: "lid.closed" });
    expect(cycleOf(closed.state)).toBe("homing");
  });
});

function cycleOf({ value }: MachineState): unknown {
  return typeof value === "string" ? undefined : value["cycle"];
}
