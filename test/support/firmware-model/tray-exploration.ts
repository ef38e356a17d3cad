import {
  type MachineEvent,
  type MachineState,
  mechanismOf,
  profiledExecutor,
  TRAY_IGNORED,
  TRAY_MOTIONS,
  TRAY_UNHEARD,
} from "@dosekit/firmware-model";
import { type Exploration, startOf } from "./exploration.ts";
import { PILLY_IN_HAND } from "./tray-bench.ts";

const TRAY = trayOrThrow();
const SMALL = { ...PILLY_IN_HAND, capacity: { ...PILLY_IN_HAND.capacity, value: 3 } };

/** Events with every payload that makes a difference; what a motion says depends on the state. */
const EVENTS: readonly MachineEvent[] = [
  ...TRAY.events.filter((type) => !/^(motion|stock)\.|^staff/.test(type)).map((type) => ({ type })),
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

/** The tray with three compartments. */
export function trayExploration(): Exploration<typeof TRAY> {
  const start = startOf(TRAY, { ...TRAY.freshContext(SMALL), lowStock: 1 });
  const load = { type: "stock.loaded", doses: 3, firstSlot: 0 };
  const loaded = profiledExecutor(TRAY.machine, TRAY.events).step(start, load).state;
  return {
    name: "tray",
    mechanism: TRAY,
    ignored: TRAY_IGNORED,
    unheardReasons: TRAY_UNHEARD,
    raised: new Set(["staff.finished"]),
    starts: [start, loaded],
    events: EVENTS,
    sameAs: keyOf,
  };
}

/** A gesture has to do with nothing but posture, lid and rest, so that it multiplies nothing else. */
function keyOf({ value, context }: MachineState): string {
  const { gesture, posture, lid, cycle } = value as Readonly<Record<string, unknown>>;
  if (gesture !== "none") return JSON.stringify([gesture, posture, lid, cycle]);
  const { stock, presented, jammed, left, reloaded } = context;
  return JSON.stringify([value, stock, presented, jammed, left === true && reloaded]);
}

function trayOrThrow() {
  const found = mechanismOf("tray");
  if (found === undefined) throw new Error("no tray");
  return found;
}
