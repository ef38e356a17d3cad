import {
  CAROUSEL_IGNORED,
  CAROUSEL_MOTIONS,
  type MachineEvent,
  type MachineState,
  mechanismOf,
  profiledExecutor,
} from "@dosekit/firmware-model";
import { CAROUSEL_28 } from "./carousel-bench.ts";
import { type Exploration, startOf } from "./exploration.ts";

const CAROUSEL = carouselOrThrow();
const SMALL = { ...CAROUSEL_28, capacity: { ...CAROUSEL_28.capacity, value: 3 } };

/** Events with every payload that makes a difference. */
const EVENTS: readonly MachineEvent[] = [
  ...CAROUSEL.events
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

/** The carousel with three compartments. */
export function carouselExploration(): Exploration<typeof CAROUSEL> {
  const start = startOf(CAROUSEL, { ...CAROUSEL.freshContext(SMALL), lowStock: 1 });
  const load = { type: "stock.loaded", doses: 3, firstSlot: 0 };
  const loaded = profiledExecutor(CAROUSEL.machine, CAROUSEL.events).step(start, load).state;
  return {
    name: "carousel",
    mechanism: CAROUSEL,
    ignored: CAROUSEL_IGNORED,
    unheardReasons: {},
    raised: new Set(["staff.finished"]),
    starts: [start, loaded],
    events: EVENTS,
    sameAs: keyOf,
  };
}

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

function carouselOrThrow() {
  const found = mechanismOf("carousel");
  if (found === undefined) throw new Error("no carousel");
  return found;
}
