import {
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
import { type Exploration, startOf } from "./exploration.ts";
import { MEDIDO, READERS } from "./roll-stories.ts";

/** A walk through the chart of a roll. */
export type RollExploration = Exploration<Mechanism>;

const RAISED = new Set<string>(ROLL_RAISED);
const DAY = "2026-11-22" as const;

/** A reader with two pouches, two readings and one blank. */
export function readerExploration(): RollExploration {
  const figures = { rejectStorePouches: 2, readingsOfOnePouch: 2, blankPouchesMax: 1 };
  return {
    ...rollExploration("pouch-roll-reader", small(READERS[0], figures)),
    ignored: ROLL_READER_IGNORED,
    unheardReasons: ROLL_READER_UNHEARD,
  };
}

/** A roll on a week plan with two pouches. */
export function rollPlanExploration(): RollExploration {
  const figures = { missedPouchHeld: 0, rejectStorePouches: 2 };
  return {
    ...rollExploration("pouch-roll-plan", small(MEDIDO, figures)),
    ignored: ROLL_PLAN_IGNORED,
    unheardReasons: ROLL_PLAN_UNHEARD,
  };
}

function rollExploration(kind: MechanismKind, profile: ProductProfile) {
  const mechanism = MECHANISMS[kind];
  if (mechanism === undefined) throw new Error(`no ${kind}`);
  const executor = profiledExecutor(mechanism.machine, mechanism.events);
  const start = startOf(mechanism, { ...mechanism.freshContext(profile), lowStock: 1 });
  const loaded = executor.step(start, { type: "stock.loaded", doses: 2, firstSlot: 0 }).state;
  return {
    name: kind,
    mechanism,
    raised: RAISED,
    starts: [start, loaded],
    events: eventsOf(mechanism),
    sameAs: keyOf,
  };
}

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

/**
 * States count as one when nothing differs that a guard of the cycle asks. What has nothing to do
 * with each other is not multiplied: the way of a dose counts only with the lid closed and medicine
 * left.
 */
function keyOf({ value, context }: MachineState): string {
  const { lid, supply } = value as Readonly<Record<string, unknown>>;
  const { over, parked, spent, tries, blanks, left, wanted, lastCut, stock, lowStock } = context;
  if (lid !== "closed") return JSON.stringify(value);
  if (supply !== "plentiful") return JSON.stringify([value, stock]);
  const flags = [over, parked, spent, tries, blanks, left, lastCut === wanted].map(Number);
  const counts = [context["slot"], context["stored"], context["behind"]].map(atMostTwo);
  return JSON.stringify([value, flags, counts, stock, lowStock === 0]);
}

function atMostTwo(count: unknown): number {
  return Math.min(Number(count), 2);
}
