import { CAROUSEL_MOTIONS, type MachineState, profiledExecutor } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { carouselExploration } from "../../support/firmware-model/carousel-exploration.ts";
import { explore } from "../../support/firmware-model/exploration.ts";

const EXPLORATION = carouselExploration();
const carousel = EXPLORATION.mechanism;
const executor = profiledExecutor(carousel.machine, carousel.events);
const walked = explore(EXPLORATION);

describe("the carousel's chart", () => {
  test("opens the flap at a press only, with the lid closed, for the next compartment", () => {
    const releases = walked.filter(({ step }) => names(step).includes("release dose"));
    expect(releases.length).toBeGreaterThan(0);
    expect(new Set(releases.map(({ event }) => event.type))).toEqual(new Set(["button.pressed"]));
    for (const { from, step } of releases) {
      const value = from.value as Readonly<Record<string, unknown>>;
      expect(value["lid"]).toBe("closed");
      expect(value["cycle"]).toHaveProperty("offered");
      expect(from.context["presented"]).toBe(from.context["slot"]);
      const order = names(step);
      expect(order.indexOf("tell offering")).toBeGreaterThanOrEqual(0);
      expect(order.indexOf("tell offering")).toBeLessThan(order.indexOf("release dose"));
    }
  });

  test("says that it is ready exactly where a grant is taken", () => {
    const differing = walked
      .filter(({ event }) => event.type === "window.granted")
      .filter(({ from, step }) => (carousel.readiness(from) === "ready") !== step.handled);
    expect(differing).toEqual([]);
  });

  test("takes a grant only at rest, behind a closed lid, with medicine and an empty cup", () => {
    const froms = walked
      .filter(({ event, step }) => event.type === "window.granted" && step.handled)
      .map(({ from }) => JSON.stringify(from.value));
    const allowed = ["plentiful", "low"].map((supply) =>
      JSON.stringify({ lid: "closed", supply, outlet: "empty", cycle: "locked" }),
    );
    expect([...new Set(froms)].sort()).toEqual(allowed.sort());
  });

  test("offers nothing but the compartment that it was to bring", () => {
    const offers = walked.filter(({ step }) => names(step).includes("tell offered"));
    expect(offers.length).toBeGreaterThan(0);
    const wrong = offers.filter(
      ({ event, from }) =>
        event["slot"] !== from.context["presented"] || event["slot"] !== from.context["slot"],
    );
    expect(wrong).toEqual([]);
  });

  test("is at rest only after the mark came as reckoned, or after a whole turn", () => {
    const rests = walked.filter(
      ({ from, event, step }) =>
        step.actions.length + Number(cycleOf(from) === "returning") > 0 &&
        cycleOf(from) !== "locked" &&
        cycleOf(step.state) === "locked" &&
        event["motion"] === CAROUSEL_MOTIONS.home,
    );
    const wrong = rests.filter(({ from, event }) =>
      cycleOf(from) === "returning"
        ? event["slot"] !== from.context["presented"]
        : event["slot"] !== 0,
    );
    expect(new Set(rests.map(({ from }) => cycleOf(from)))).toEqual(
      new Set(["returning", "proving"]),
    );
    expect(wrong).toEqual([]);
  });

  test("comes back from a stop when staff with the key were there", () => {
    const stopped = walked.find(({ step }) => cycleOf(step.state) === "stopped")?.step.state;
    if (stopped === undefined) throw new Error("never stopped");
    const open = executor.step(stopped, { type: "lid.opened" }).state;
    expect(cycleOf(executor.step(open, { type: "lid.closed" }).state)).toBe("homing");
  });
});

function names(step: { readonly actions: readonly { readonly type: string }[] }): string[] {
  return step.actions.map(({ type }) => type);
}

function cycleOf({ value }: MachineState): string {
  const cycle = typeof value === "string" ? value : value["cycle"];
  return typeof cycle === "string" ? cycle : (Object.keys(cycle ?? {})[0] ?? "");
}
