import type { IgnoredEvents } from "../machine/ignored-event.ts";

const STILL = ["cycle.locked", "cycle.offered", "cycle.released", "cycle.stopped"];
const TURNING = ["cycle.parking", "cycle.returning", "cycle.homing", "cycle.proving"];
const RELEASING = ["cycle.releasing"];
const LOOKING = ["cycle.searching", "cycle.recalling", "cycle.testing", "cycle.inspecting"];
const ALL = [...STILL, ...TURNING, ...RELEASING, ...LOOKING];

/** What each state of the carousel leaves unanswered, with the reason. */
export const CAROUSEL_IGNORED: readonly IgnoredEvents[] = [
  {
    states: allBut("cycle.locked"),
    events: ["window.granted"],
    reason: "Only a carousel at rest on its mark takes a grant.",
  },
  {
    states: allBut("cycle.locked"),
    events: ["self-test.requested"],
    reason: "A test would disturb what is going on; the command is refused as busy.",
  },
  {
    states: allBut("cycle.offered"),
    events: ["button.pressed"],
    reason: "The lockout: no dose waits behind the button.",
  },
  {
    states: [...RELEASING, "cycle.searching", "cycle.recalling", "cycle.inspecting"],
    events: ["staff.finished"],
    reason: "What is going on ends first and searches home by itself.",
  },
  {
    states: [
      ...["cycle.locked", "cycle.stopped", "cycle.testing"],
      ...["cycle.returning", "cycle.homing", "cycle.proving"],
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
    states: ["cycle.searching", "cycle.recalling"],
    events: ["motion.failed"],
    reason: "The limit of the look ends it; the cup alone decides.",
  },
  {
    states: allBut("cycle.releasing"),
    events: ["motion.dropped"],
    reason: "Only a release is ever given up.",
  },
  {
    states: allBut("cycle.released"),
    events: ["outlet.emptied"],
    reason: "No dose waits for that; the region `outlet` remembers.",
  },
  {
    states: ["lid.closed", "lid.tampered"],
    events: ["lid.closed", "device.booted"],
    reason: "The lid is closed already.",
  },
  {
    states: ["lid.closed", "lid.tampered"],
    events: ["dose.blocked"],
    reason: "It is not this sensor that stands in the way, or the break-in was told.",
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
    states: ["outlet.empty"],
    events: ["outlet.emptied", "device.booted"],
    reason: "Nothing lay there.",
  },
  {
    states: ["outlet.occupied"],
    events: ["outlet.filled"],
    reason: "A dose lies there already.",
  },
];

function allBut(answering: string): readonly string[] {
  return ALL.filter((state) => state !== answering);
}
