import type { IgnoredEvents } from "../machine/ignored-event.ts";
import { ignoredInCycle, ROLL_REGIONS_IGNORED } from "../roll/roll.ignored.ts";

const NEEDS_STAFF = ["cycle.unreadable", "cycle.misrolled", "cycle.stopped"];
const STILL = [
  "cycle.locked",
  "cycle.offered",
  "cycle.released",
  "cycle.mismatched",
  ...NEEDS_STAFF,
];
const CUTTING = ["cycle.parking", "cycle.discarding"];
const MOVING = [...CUTTING, "cycle.clearing", "cycle.releasing", "cycle.retracting"];
const LOOKING = [
  "cycle.homing",
  "cycle.resuming",
  "cycle.searching",
  "cycle.recalling",
  "cycle.testing",
  "cycle.inspecting",
];

/** What each state of a roll with a reader leaves unanswered, with the reason. */
export const ROLL_READER_IGNORED: readonly IgnoredEvents[] = [
  ...ROLL_REGIONS_IGNORED,
  ...ignoredInCycle({
    all: [...STILL, "cycle.reading", ...MOVING, ...LOOKING],
    takesGrant: ["cycle.locked"],
    takesStaff: ["cycle.locked", "cycle.offered", "cycle.mismatched", ...NEEDS_STAFF],
    waitsForPress: ["cycle.offered"],
    releases: ["cycle.releasing"],
    inOutlet: ["cycle.released"],
  }),
  {
    states: ["store.full"],
    events: ["pouch.stored"],
    reason: "No pouch is cut off while the store is full, so that none is put away either.",
  },
  {
    states: [
      "cycle.locked",
      "cycle.mismatched",
      ...NEEDS_STAFF,
      "cycle.retracting",
      "cycle.homing",
      "cycle.testing",
    ],
    events: ["window.closed"],
    reason: "No dose is in the mechanism by a grant.",
  },
  {
    states: [...STILL, ...MOVING],
    events: ["pouch.read"],
    reason: "No reading is awaited; one that comes after its limit says nothing.",
  },
  {
    states: [...STILL, "cycle.reading", ...LOOKING],
    events: ["motion.finished"],
    reason: "No movement goes on that ends by this.",
  },
  {
    states: STILL,
    events: ["motion.failed"],
    reason: "No answer is awaited; one that comes after its limit says nothing.",
  },
  {
    states: ["cycle.recalling"],
    events: ["motion.failed"],
    reason: "The limit of the reading ends it; the drawer alone decides.",
  },
];

/** Events that no state answers, with the reason. */
export const ROLL_READER_UNHEARD: Readonly<Record<string, string>> = {
  "service.resumed": "Every pouch says which one it is: a pause leaves nothing to set right.",
  "place.lost": "Every pouch says which one it is.",
};
