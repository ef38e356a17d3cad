import {
  CAROUSEL_IGNORED,
  CAROUSEL_MOTIONS,
  lintMachine,
  type MachineEvent,
  type MachineState,
  MECHANISMS,
  type Mechanism,
  profiledExecutor,
} from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { transition } from "xstate";
import { CAROUSEL_28 } from "../../support/firmware-model/carousel-bench.ts";
import {
  answeredAndIgnored,
  unanswered,
  unheard,
  untaken,
  wrongNames,
} from "../../support/firmware-model/chart-checks.ts";
import { walkThrough } from "../../support/firmware-model/machine-walk.ts";

const carousel = carouselOrThrow();
const executor = profiledExecutor(carousel.machine, carousel.events);
const RAISED = new Set(["staff.finished"]);
const SUBJECT = { mechanism: carousel, ignored: CAROUSEL_IGNORED, raised: RAISED };
const SMALL = { ...CAROUSEL_28, capacity: { ...CAROUSEL_28.capacity, value: 3 } };
const start: MachineState = executor.initial({
  ...carousel.freshContext(SMALL),
  lowStock: 1,
}).state;
const loaded = executor.step(start, { type: "stock.loaded", doses: 3, firstSlot: 0 }).state;

/** Events with every payload that makes a difference. */
const EVENTS: readonly MachineEvent[] = [
  ...carousel.events
    .filter((type) => !/^(motion|stock)\.|^staff|^window\.granted$/.test(type))
    .map((type) => ({ type })),
  ...["assisted", null].map((asked) => ({ type: "window.granted", asked })),
  ...[0, 1, 3].map((doses) => ({ type: "stock.loaded", doses, firstSlot: 0 })),
  { type: "stock.loaded", doses: 9, firstSlot: 0 },
  ...[0, 2].map((doses) => ({ type: "stock.limit-set", doses })),
  ...Object.values(CAROUSEL_MOTIONS).flatMap((motion): MachineEvent[] => [
    ...[undefined, 0, 1, 2].map((slot) => ({ type: "motion.finished", motion, slot })),
    { type: "motion.failed", motion, cause: "stall" },
    { type: "motion.dropped", motion },
  ]),
];

const walked = walkThrough({
  mechanism: carousel,
  starts: [start, loaded],
  events: EVENTS,
  sameAs: keyOf,
});

describe("the carousel's chart", () => {
  test("keeps to the restricted profile", () => {
    expect(lintMachine(carousel.machine, { events: carousel.events })).toEqual([]);
  });

  test("has in every state an answer to every event, or a reason for none", () => {
    expect(unanswered(SUBJECT)).toEqual([]);
    expect(answeredAndIgnored(SUBJECT)).toEqual([]);
    expect(wrongNames(SUBJECT)).toEqual([]);
    expect(unheard(SUBJECT)).toEqual([]);
  });

  test("takes every transition on the way through all states", () => {
    expect(walked.length).toBeGreaterThan(5_000);
    expect(untaken(SUBJECT, walked)).toEqual([]);
  });

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

  test("means the same to the executor and to XState's own transition", () => {
    const sample = walked.filter((_step, at) => at % Math.ceil(walked.length / 1_500) === 0);
    expect(sample.length).toBeGreaterThan(500);
    for (const { from, event, step } of sample) {
      const snapshot = carousel.machine.resolveState(from as never);
      const [next, actions] = transition(carousel.machine, snapshot, event as never);
      expect(step.state).toEqual({ value: next.value, context: next.context });
      const named = actions.map(({ type }) => type).filter((type) => !type.startsWith("xstate."));
      expect(names(step)).toEqual(named);
    }
  });
});

/**
 * States count as one when nothing differs that a guard asks. What has nothing to do with each
 * other is not multiplied: the context counts only with the lid closed and medicine left.
 */
function keyOf({ value, context }: MachineState): string {
  const { lid, supply } = value as Readonly<Record<string, unknown>>;
  const { over, quiet, slot, presented, stock, left, reloaded } = context;
  const known = [value, stock, left, reloaded];
  if (lid !== "closed" || supply !== "plentiful") return JSON.stringify(known);
  return JSON.stringify([...known, over, quiet, slot, presented]);
}

function names(step: { readonly actions: readonly { readonly type: string }[] }): string[] {
  return step.actions.map(({ type }) => type);
}

function cycleOf({ value }: MachineState): string {
  const cycle = typeof value === "string" ? value : value["cycle"];
  return typeof cycle === "string" ? cycle : (Object.keys(cycle ?? {})[0] ?? "");
}

function carouselOrThrow(): Mechanism {
  const found = MECHANISMS.carousel;
  if (found === undefined) throw new Error("no carousel");
  return found;
}
