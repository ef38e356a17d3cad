import { type MachineState, profiledExecutor } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { explore } from "../../support/firmware-model/exploration.ts";
import {
  type RollExploration,
  readerExploration,
  rollPlanExploration,
} from "../../support/firmware-model/roll-explorations.ts";

/** Each roll with the region that has to agree before a grant is taken, and its state then. */
const WALKS = [
  walked(readerExploration(), ["store", "room"]),
  walked(rollPlanExploration(), ["row", "aligned"]),
] as const;

describe.each(WALKS)("the chart of $name", ({ mechanism, steps, start, lockedOnly }) => {
  const executor = profiledExecutor(mechanism.machine, mechanism.events);
  const releases = steps.filter(({ step }) => names(step).includes("release pouch"));

  test("lets a pouch go at a press only, with the lid closed, out of `offered`", () => {
    expect(releases.length).toBeGreaterThan(0);
    expect(new Set(releases.map(({ event }) => event.type))).toEqual(new Set(["button.pressed"]));
    for (const { from } of releases) {
      const value = from.value as Readonly<Record<string, unknown>>;
      expect(value["lid"]).toBe("closed");
      expect(value["cycle"]).toHaveProperty("offered");
    }
  });

  test("announces a release before it asks for it", () => {
    for (const { step } of releases) {
      const order = names(step);
      expect(order.indexOf("tell offering")).toBeGreaterThanOrEqual(0);
      expect(order.indexOf("tell offering")).toBeLessThan(order.indexOf("release pouch"));
    }
  });

  test("says that it is ready exactly where a grant is taken", () => {
    const differing = steps
      .filter(({ event }) => event.type === "window.granted")
      .filter(({ from, step }) => (mechanism.readiness(from) === "ready") !== step.handled);
    expect(differing).toEqual([]);
  });

  test("is offered only behind a closed lid, an empty outlet and all that it counts on", () => {
    const [region, wanted] = lockedOnly;
    const froms = steps
      .filter(({ event, step }) => event.type === "window.granted" && step.handled)
      .map(({ from }) => from.value as Readonly<Record<string, unknown>>);
    expect(froms.length).toBeGreaterThan(0);
    for (const value of froms) {
      expect(value).toMatchObject({ lid: "closed", outlet: "empty", cycle: "locked" });
      expect(value[region]).toBe(wanted);
      expect(value["supply"]).not.toBe("empty");
    }
  });

  test("calls a dose secured or exposed before it gives it up", () => {
    const open = new Set(["reading", "parking", "offered", "releasing", "searching", "resuming"]);
    const left = steps.filter(
      ({ from, step }) => open.has(cycleOf(from)) && cycleOf(step.state) === "locked",
    );
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter(({ step }) => !names(step).includes("tell secured"))).toEqual([]);
  });

  test("comes back from a stop when staff with the key were there", () => {
    const stopped = steps.find(({ step }) => cycleOf(step.state) === "stopped")?.step.state;
    if (stopped === undefined) throw new Error("never stopped");
    const open = executor.step(stopped, { type: "lid.opened" }).state;
    expect(cycleOf(executor.step(open, { type: "lid.closed" }).state)).toBe("homing");
  });

  test("starts empty and locked", () => {
    expect(start?.value).toMatchObject({ lid: "closed", supply: "empty", cycle: "locked" });
  });
});

describe("a roll with a reader", () => {
  test("offers no pouch but one whose print is that of the dose", () => {
    const steps = WALKS[0].steps;
    const offered = steps.filter(({ step }) => names(step).includes("tell offered"));
    expect(offered.length).toBeGreaterThan(0);
    const wrong = offered.filter(({ step }) => {
      const { read, wanted, parked } = step.state.context;
      return parked !== true || (read !== wanted && step.state.context["lastCut"] !== wanted);
    });
    expect(wrong).toEqual([]);
  });
});

function walked(exploration: RollExploration, lockedOnly: readonly [string, string]) {
  const { name, mechanism, starts } = exploration;
  return { name, mechanism, start: starts[0], lockedOnly, steps: explore(exploration) };
}

function names(step: { readonly actions: readonly { readonly type: string }[] }): string[] {
  return step.actions.map(({ type }) => type);
}

function cycleOf({ value }: MachineState): string {
  const cycle = typeof value === "string" ? value : value["cycle"];
  if (typeof cycle === "string") return cycle;
  return Object.keys(cycle ?? {})[0] ?? "";
}
