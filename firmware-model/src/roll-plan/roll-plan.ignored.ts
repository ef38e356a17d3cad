import type { IgnoredEvents } from "../machine/ignored-event.ts";
import { ignoredInCycle, ROLL_REGIONS_IGNORED } from "../roll/roll.ignored.ts";

const STILL = ["cycle.locked", "cycle.offered", "cycle.released", "cycle.stopped"];
const MOVING = ["cycle.releasing", "cycle.retracting", "cycle.confirming"];
const LOOKING = [
  "cycle.homing",
  "cycle.searching",
  "cycle.recalling",
  "cycle.testing",
  "cycle.inspecting",
];

/** What each state of a roll on a week plan leaves unanswered, with the reason. */
export const ROLL_PLAN_IGNORED: readonly IgnoredEvents[] = [
  ...ROLL_REGIONS_IGNORED,
  ...ignoredInCycle({
    all: [...STILL, ...MOVING, ...LOOKING],
    takesGrant: ["cycle.locked"],
    takesStaff: ["cycle.locked", "cycle.offered", "cycle.stopped"],
    waitsForPress: ["cycle.offered"],
    releases: ["cycle.releasing"],
    inOutlet: ["cycle.released"],
  }),
  {
    states: [
      "cycle.locked",
      "cycle.stopped",
      "cycle.retracting",
      "cycle.confirming",
      "cycle.homing",
      "cycle.testing",
    ],
    events: ["window.closed"],
    reason: "No dose is in the mechanism by a grant.",
  },
  {
    states: STILL,
    events: ["motion.finished", "motion.failed"],
    reason: "No answer is awaited; one that comes after its limit says nothing.",
  },
  {
    states: ["cycle.recalling"],
    events: ["motion.failed"],
    reason: "The limit of the look ends it; the outlet alone decides.",
  },
  {
    states: [
      ...STILL,
      ...MOVING,
      "cycle.searching",
      "cycle.recalling",
      "cycle.testing",
      "cycle.inspecting",
    ],
    events: ["pouch.read"],
    reason: "A leader is looked for after a visit of staff only.",
  },
  {
    states: ["visit.away", "visit.blind"],
    events: ["dose.spent"],
    reason: "Nobody stands at the roll, or it was noted.",
  },
  {
    states: [...STILL, ...LOOKING],
    events: ["stock.loaded", "roll.handled"],
    reason: "The regions `supply` and `row` take it over; nothing moves.",
  },
  {
    states: ["row.aligned", "row.unsure"],
    events: ["pouch.stored"],
    reason: "No pouch is put away there.",
  },
  {
    states: ["row.aligned", "row.unsure"],
    events: ["dose.blocked", "service.resumed"],
    reason: "No pouch is known to be behind, or the fault of the roll was told.",
  },
  {
    states: ["row.unsure"],
    events: ["roll.handled"],
    reason: "Only a new load says which pouch comes next.",
  },
];

/** Events that no state answers, with the reason. */
export const ROLL_PLAN_UNHEARD: Readonly<Record<string, string>> = {
  "roll.ended": "Nothing is read: the end of the roll is known by the count alone.",
};
