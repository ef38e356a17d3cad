import {
  answersOf,
  leavesIn,
  type MachineEvent,
  type MachineState,
  MECHANISMS,
  type Mechanism,
  pathOf,
  profiledExecutor,
  type StateNode,
  statesOf,
  TRAY_IGNORED,
  TRAY_MOTIONS,
  TRAY_UNHEARD,
} from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { transition } from "xstate";
import { walkThrough } from "../../support/firmware-model/machine-walk.ts";
import { PILLY_IN_HAND } from "../../support/firmware-model/tray-bench.ts";

const tray = trayOrThrow();
const executor = profiledExecutor(tray.machine, tray.events);
const SMALL = { ...PILLY_IN_HAND, capacity: { ...PILLY_IN_HAND.capacity, value: 3 } };
const start: MachineState = executor.initial({
  ...tray.freshContext(SMALL),
  lowStock: 1,
}).state;
const loaded = executor.step(start, { type: "stock.loaded", doses: 3, firstSlot: 0 }).state;

/** Events with every payload that makes a difference; what a motion says depends on the state. */
const EVENTS: readonly MachineEvent[] = [
  ...tray.events.filter((type) => !/^(motion|stock)\.|^staff/.test(type)).map((type) => ({ type })),
  ...[0, 1, 3].map((doses) => ({ type: "stock.loaded", doses, firstSlot: 0 })),
  { type: "stock.loaded", doses: 9, firstSlot: 0 },
  ...[0, 2].map((doses) => ({ type: "stock.limit-set", doses })),
  ...Object.values(TRAY_MOTIONS).flatMap((motion): MachineEvent[] => [
    { type: "motion.finished", motion, slot: undefined },
    ...[0, 1, 2].map((slot) => ({ type: "motion.finished", motion, slot })),
    { type: "motion.failed", motion },
    { type: "motion.dropped", motion },
  ]),
  { type: "motion.finished", motion: "no.such", slot: 0 },
];

const walked = walkThrough({
  mechanism: tray,
  starts: [start, loaded],
  events: EVENTS,
  sameAs: keyOf,
});

describe("the tray's chart", () => {
  test("every state answers every event, or leaves it with a reason", () => {
    const unanswered = regions().flatMap((region) =>
      leavesIn(tray.machine, region).flatMap((leaf) =>
        eventsOf(region)
          .filter((event) => !answersOf(leaf).has(event) && !isIgnored(leaf, event))
          .map((event) => `${pathOf(leaf)}: ${event}`),
      ),
    );
    expect(unanswered).toEqual([]);
  });

  test("nothing that is answered is called ignored", () => {
    const both = regions().flatMap((region) =>
      leavesIn(tray.machine, region).flatMap((leaf) =>
        [...answersOf(leaf).keys()]
          .filter((event) => isIgnored(leaf, event))
          .map((event) => `${pathOf(leaf)}: ${event}`),
      ),
    );
    expect(both).toEqual([]);
  });

  test("every event is heard by a region, or by none with a reason", () => {
    const heard = new Set(regions().flatMap((region) => eventsOf(region)));
    const unheard = tray.events.filter((event) => !heard.has(event));
    expect(unheard).toEqual(Object.keys(TRAY_UNHEARD));
  });

  test("the reasons name states and events that exist", () => {
    const paths = new Set(statesOf(tray.machine.root).map(pathOf));
    const wrong = TRAY_IGNORED.flatMap(({ states, events }) => [
      ...states.filter((path) => !paths.has(path)),
      ...events.filter((event) => !tray.events.includes(event)),
    ]);
    expect(wrong).toEqual([]);
  });

  test("every transition is taken on the way through all states", () => {
    const taken = new Set<unknown>();
    for (const { from, event } of walked) {
      const snapshot = tray.machine.resolveState(from as never);
      for (const one of tray.machine.getTransitionData(snapshot, event)) taken.add(one);
    }
    // Raised by the lid, so that it is taken inside a step and never offered to one.
    const raised = new Set(["staff.finished"]);
    const left = statesOf(tray.machine.root).flatMap((node) =>
      [...node.transitions]
        .filter(([event]) => !raised.has(event))
        .flatMap(([event, list]) =>
          list.filter((one) => !taken.has(one)).map(() => `${pathOf(node)}: ${event}`),
        ),
    );
    expect(left).toEqual([]);
  });

  test("staff with the key bring a stopped tray back", () => {
    const stopped = walked.find(({ step }) => cycleOf(step.state) === "stopped")?.step.state;
    if (stopped === undefined) throw new Error("never stopped");
    const open = executor.step(stopped, { type: "lid.opened" }).state;
    const closed = executor.step(open, { type: "lid.closed" });
    expect(cycleOf(closed.state)).toBe("homing");
  });
});

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

describe("the executor", () => {
  test("agrees with XState's own transition in every reachable state", () => {
    const sample = walked.filter((_step, at) => at % 17 === 0);
    expect(sample.length).toBeGreaterThan(500);
    for (const { from, event, step } of sample) {
      const snapshot = tray.machine.resolveState(from as never);
      const [next, actions] = transition(tray.machine, snapshot, event as never);
      expect(step.state).toEqual({ value: next.value, context: next.context });
      const named = actions.map(({ type }) => type).filter((type) => !type.startsWith("xstate."));
      expect(step.actions.map(({ type }) => type)).toEqual(named);
    }
  });
});

function regions(): readonly StateNode[] {
  return Object.values(tray.machine.root.states);
}

/** The events that concern a region: those that at least one of its states answers. */
function eventsOf(region: StateNode): readonly string[] {
  const events = leavesIn(tray.machine, region).flatMap((leaf) => [...answersOf(leaf).keys()]);
  return [...new Set(events)].filter((event) => !event.startsWith("xstate."));
}

function isIgnored(leaf: StateNode, event: string): boolean {
  const path = pathOf(leaf);
  return TRAY_IGNORED.some(
    ({ states, events }) =>
      events.includes(event) &&
      states.some((state) => path === state || path.startsWith(`${state}.`)),
  );
}

/** A gesture has to do with nothing but posture, lid and rest, so that it multiplies nothing else. */
function keyOf({ value, context }: MachineState): string {
  const { gesture, posture, lid, cycle } = value as Readonly<Record<string, unknown>>;
  if (gesture !== "none") return JSON.stringify([gesture, posture, lid, cycle]);
  const { stock, presented, jammed, left, reloaded } = context;
  return JSON.stringify([value, stock, presented, jammed, left === true && reloaded]);
}

function cycleOf({ value }: MachineState): unknown {
  return typeof value === "string" ? undefined : value["cycle"];
}

function trayOrThrow(): Mechanism {
  const found = MECHANISMS.tray;
  if (found === undefined) throw new Error("no tray");
  return found;
}
