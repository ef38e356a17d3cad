import type { IgnoredEvents } from "../machine/ignored-event.ts";

const AT_REST = ["cycle.locked", "cycle.stopped"];
const WITHIN_REACH = ["cycle.offered", "cycle.released", "cycle.settling", "cycle.emptying"];
const TURNING = ["cycle.offering", "cycle.revoking", "cycle.closing", "cycle.shutting"];
const READING = ["cycle.homing", "cycle.resuming", "cycle.testing", "cycle.inspecting"];
const WAITING_TO_CLOSE = ["cycle.awaitingUpright"];
const NOT_LOCKED = ["cycle.stopped", ...WITHIN_REACH, ...WAITING_TO_CLOSE, ...TURNING, ...READING];
const STILL = [...AT_REST, ...WITHIN_REACH, ...WAITING_TO_CLOSE];

/** What each state of the tray leaves unanswered, with the reason. */
export const TRAY_IGNORED: readonly IgnoredEvents[] = [
  {
    states: NOT_LOCKED,
    events: ["window.granted"],
    reason: "Only a tray at rest with its shutter locked takes a grant.",
  },
  {
    states: NOT_LOCKED,
    events: ["self-test.requested"],
    reason: "A test would disturb what is going on; the command is refused as busy.",
  },
  {
    states: [...WITHIN_REACH, ...WAITING_TO_CLOSE, ...TURNING, ...READING],
    events: ["staff.finished"],
    reason: "What is going on ends first and checks the tray by itself.",
  },
  {
    states: [
      ...AT_REST,
      "cycle.settling",
      "cycle.emptying",
      ...WAITING_TO_CLOSE,
      "cycle.revoking",
      "cycle.closing",
      "cycle.shutting",
      "cycle.homing",
      "cycle.testing",
      "cycle.inspecting",
    ],
    events: ["window.closed"],
    reason: "No dose is within reach by a grant.",
  },
  {
    states: STILL,
    events: ["motion.finished", "motion.failed"],
    reason: "No answer is awaited; one that comes after its limit says nothing.",
  },
  {
    states: [...STILL, ...READING, "cycle.closing", "cycle.shutting"],
    events: ["motion.dropped"],
    reason: "Only a turn to the opening is ever given up.",
  },
  {
    states: ["cycle.locked", "cycle.stopped"],
    events: ["posture.tilted", "posture.righted"],
    reason: "Nothing is within reach; the region `posture` remembers.",
  },
  {
    states: ["cycle.offering", "cycle.revoking", "cycle.shutting", ...READING],
    events: ["posture.tilted", "posture.righted"],
    reason: "The end of the turn or reading asks the region `posture`.",
  },
  {
    states: ["cycle.released", "cycle.emptying", ...WAITING_TO_CLOSE],
    events: ["posture.tilted"],
    reason: "The device is tilted already.",
  },
  {
    states: ["cycle.offered", "cycle.settling", "cycle.closing"],
    events: ["posture.righted"],
    reason: "The device is upright already, or the tilt was taken note of.",
  },
  {
    states: ["posture.upright"],
    events: ["posture.righted", "device.booted"],
    reason: "The device is upright already.",
  },
  {
    states: ["posture.upright", "lid.closed", "lid.tampered"],
    events: ["dose.blocked"],
    reason: "It is not this sensor that stands in the way.",
  },
  { states: ["posture.tilted"], events: ["posture.tilted"], reason: "It is tilted already." },
  {
    states: ["lid.closed", "lid.tampered"],
    events: ["lid.closed", "device.booted"],
    reason: "The lid is closed already.",
  },
  {
    states: ["lid.open"],
    events: ["lid.opened", "lid.forced"],
    reason: "The lid is open already.",
  },
  {
    states: ["lid.forced"],
    events: ["lid.forced", "dose.blocked"],
    reason: "The break-in was told when it happened.",
  },
  {
    states: ["gesture.none"],
    events: ["lid.opened", "lid.forced", "device.booted"],
    reason: "There is no gesture that could end.",
  },
  {
    states: ["gesture.none", "gesture.firstBack", "gesture.waiting", "gesture.secondBack"],
    events: ["posture.righted"],
    reason: "The device was upright already.",
  },
  {
    states: ["gesture.first", "gesture.second"],
    events: ["posture.tilted"],
    reason: "The device is tilted already.",
  },
];

/** Events that no state of the tray answers, with the reason. */
export const TRAY_UNHEARD: Readonly<Record<string, string>> = {
  "button.pressed": "The tray has no button.",
};
