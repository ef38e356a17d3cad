import {
  lintMachine,
  type MachineEvent,
  type MachineState,
  MECHANISMS,
  type Mechanism,
  type MechanismKind,
  type ProductProfile,
  profiledExecutor,
  ROLL_MOTIONS,
  ROLL_PLAN_IGNORED,
  ROLL_PLAN_UNHEARD,
  ROLL_RAISED,
  ROLL_READER_IGNORED,
  ROLL_READER_UNHEARD,
} from "@dosekit/firmware-model";
import type { PouchReading } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { transition } from "xstate";
import {
  answeredAndIgnored,
  type ChartSubject,
  unanswered,
  unheard,
  untaken,
  wrongNames,
} from "../../support/firmware-model/chart-checks.ts";
import { walkThrough } from "../../support/firmware-model/machine-walk.ts";
import { MEDIDO, READERS } from "../../support/firmware-model/roll-stories.ts";

const RAISED = new Set<string>(ROLL_RAISED);
const DAY = "2026-11-22" as const;

/** Readings with every content that makes a difference for a dose that is due at 08:00. */
const READINGS: readonly PouchReading[] = [
  ...[420, 480, 540].map(
    (minuteOfDay): PouchReading => ({ found: "print", date: DAY, minuteOfDay, owner: "own" }),
  ),
  { found: "print", date: DAY, minuteOfDay: 480, owner: "other" },
  { found: "blank" },
  { found: "torn" },
  { found: "none" },
];

/** Events with every payload that makes a difference; what the chart raises itself is left out. */
function eventsOf({ events, motions }: Mechanism): readonly MachineEvent[] {
  const plain = events.filter(
    (type) =>
      !RAISED.has(type) &&
      !/^(motion|stock)\.|^pouch\.read$|^window\.granted$|^dose\.spent$|^roll\.handled$|^plan\.changed$/.test(
        type,
      ),
  );
  return [
    ...plain.map((type) => ({ type })),
    { type: "window.granted", date: DAY, minuteOfDay: 480, asked: null },
    { type: "window.granted", date: DAY, minuteOfDay: 480, asked: "assisted" },
    ...[true, false].map((paused) => ({ type: "dose.spent", paused })),
    ...[0, 1, 2].map((removed) => ({ type: "roll.handled", removed })),
    ...[true, false].map((same) => ({
      type: "plan.changed",
      sameDoses: same,
      samePrints: same,
    })),
    ...[0, 1, 2].map((doses) => ({ type: "stock.loaded", doses, firstSlot: 0, isTold: true })),
    { type: "stock.loaded", doses: 2, firstSlot: 0, isTold: false },
    { type: "stock.loaded", doses: 9, firstSlot: 0, isTold: true },
    ...[0, 2].map((doses) => ({ type: "stock.limit-set", doses })),
    ...Object.keys(motions).flatMap((motion): MachineEvent[] => [
      ...[undefined, 0, 1, 2].map((slot) => ({ type: "motion.finished", motion, slot })),
      { type: "motion.failed", motion, cause: "stall" },
      { type: "motion.failed", motion, cause: "cut" },
      { type: "motion.dropped", motion },
    ]),
    ...READINGS.map((reading) => ({ type: "pouch.read", motion: ROLL_MOTIONS.read, reading })),
    ...(["blank", "none"] as const).map((found) => ({
      type: "pouch.read",
      motion: ROLL_MOTIONS.check,
      reading: { found },
    })),
  ];
}

/** A profile small enough for a walk through everything. */
function small(profile: ProductProfile, figures: Readonly<Record<string, number>>): ProductProfile {
  const changed = Object.entries(figures).map(([name, value]) => {
    const figure = profile.mechanismFigures[name];
    if (figure === undefined) throw new Error(`no figure ${name}`);
    return [name, { ...figure, value }];
  });
  return {
    ...profile,
    capacity: { ...profile.capacity, value: 2 },
    mechanismFigures: { ...profile.mechanismFigures, ...Object.fromEntries(changed) },
  };
}

interface Walked extends ChartSubject {
  readonly profile: ProductProfile;
  readonly unheardReasons: Readonly<Record<string, string>>;
  readonly lockedOnly: readonly string[];
  readonly start: MachineState;
  readonly steps: ReturnType<typeof walkThrough>;
}

const WALKS: readonly Walked[] = [
  walk("pouch-roll-reader", READERS[0], {
    figures: { rejectStorePouches: 2, readingsOfOnePouch: 2, blankPouchesMax: 1 },
    ignored: ROLL_READER_IGNORED,
    unheardReasons: ROLL_READER_UNHEARD,
    lockedOnly: ["store", "room"],
  }),
  walk("pouch-roll-plan", MEDIDO, {
    figures: { missedPouchHeld: 0, rejectStorePouches: 2 },
    ignored: ROLL_PLAN_IGNORED,
    unheardReasons: ROLL_PLAN_UNHEARD,
    lockedOnly: ["row", "aligned"],
  }),
];

describe.each(WALKS)("the chart of $mechanism.kind", (walked) => {
  const { mechanism, steps, start } = walked;
  const executor = profiledExecutor(mechanism.machine, mechanism.events);
  const releases = steps.filter(({ step }) => names(step).includes("release pouch"));

  test("keeps to the restricted profile", () => {
    expect(lintMachine(mechanism.machine, { events: mechanism.events })).toEqual([]);
  });

  test("has in every state an answer to every event, or a reason for none", () => {
    expect(unanswered(walked)).toEqual([]);
    expect(answeredAndIgnored(walked)).toEqual([]);
    expect(wrongNames(walked)).toEqual([]);
    expect(unheard(walked)).toEqual(Object.keys(walked.unheardReasons));
  });

  test("takes every transition on the way through all states", () => {
    expect(untaken(walked, steps)).toEqual([]);
  });

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
    const [region = "", wanted] = walked.lockedOnly;
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

  test("means the same to the executor and to XState's own transition", () => {
    const sample = steps.filter((_step, at) => at % Math.ceil(steps.length / 1_500) === 0);
    expect(sample.length).toBeGreaterThan(500);
    for (const { from, event, step } of sample) {
      const snapshot = mechanism.machine.resolveState(from as never);
      const [next, actions] = transition(mechanism.machine, snapshot, event as never);
      expect(step.state).toEqual({ value: next.value, context: next.context });
      const named = actions.map(({ type }) => type).filter((type) => !type.startsWith("xstate."));
      expect(names(step)).toEqual(named);
    }
  });

  test("starts empty and locked", () => {
    expect(start.value).toMatchObject({ lid: "closed", supply: "empty", cycle: "locked" });
  });
});

describe("a roll with a reader", () => {
  test("offers no pouch but one whose print is that of the dose", () => {
    const steps = WALKS[0]?.steps ?? [];
    const offered = steps.filter(({ step }) => names(step).includes("tell offered"));
    expect(offered.length).toBeGreaterThan(0);
    const wrong = offered.filter(({ step }) => {
      const { read, wanted, parked } = step.state.context;
      return parked !== true || (read !== wanted && step.state.context["lastCut"] !== wanted);
    });
    expect(wrong).toEqual([]);
  });
});

function walk(
  kind: MechanismKind,
  product: ProductProfile,
  parts: Pick<Walked, "ignored" | "unheardReasons" | "lockedOnly"> & {
    readonly figures: Readonly<Record<string, number>>;
  },
): Walked {
  const mechanism = MECHANISMS[kind];
  if (mechanism === undefined) throw new Error(`no ${kind}`);
  const profile = small(product, parts.figures);
  const executor = profiledExecutor(mechanism.machine, mechanism.events);
  const context = { ...mechanism.freshContext(profile), lowStock: 1 };
  const start = executor.initial(context).state;
  const loaded = executor.step(start, { type: "stock.loaded", doses: 2, firstSlot: 0 }).state;
  const steps = walkThrough({
    mechanism,
    starts: [start, loaded],
    events: eventsOf(mechanism),
    sameAs: keyOf,
  });
  return { ...parts, mechanism, profile, start, steps, raised: RAISED };
}

/**
 * States count as one when nothing differs that a guard of the cycle asks. What has nothing to do
 * with each other is not multiplied: the context counts only with the lid closed and medicine left.
 */
function keyOf({ value, context }: MachineState): string {
  const { lid, supply } = value as Readonly<Record<string, unknown>>;
  if (lid !== "closed" || supply !== "plentiful") return JSON.stringify(value);
  const { over, parked, spent, tries, blanks, left, wanted, lastCut } = context;
  const flags = [over, parked, spent, tries, blanks, left, lastCut === wanted].map(Number);
  const counts = [context["slot"], context["stored"], context["behind"]].map(atMostTwo);
  return JSON.stringify([value, flags, counts]);
}

function atMostTwo(count: unknown): number {
  return Math.min(Number(count), 2);
}

function names(step: { readonly actions: readonly { readonly type: string }[] }): string[] {
  return step.actions.map(({ type }) => type);
}

function cycleOf({ value }: MachineState): string {
  const cycle = typeof value === "string" ? value : value["cycle"];
  if (typeof cycle === "string") return cycle;
  return Object.keys(cycle ?? {})[0] ?? "";
}
