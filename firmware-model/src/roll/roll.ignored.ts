import type { IgnoredEvents } from "../machine/ignored-event.ts";

/** What the regions that all rolls share leave unanswered, with the reason. */
export const ROLL_REGIONS_IGNORED: readonly IgnoredEvents[] = [
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
    reason: "A pouch lies there already.",
  },
];

/** What is ignored wherever it would disturb what goes on, by the states in which it is answered. */
export function ignoredInCycle(states: {
  readonly all: readonly string[];
  readonly takesGrant: readonly string[];
  readonly takesStaff: readonly string[];
  readonly waitsForPress: readonly string[];
  readonly releases: readonly string[];
  readonly inOutlet: readonly string[];
}): readonly IgnoredEvents[] {
  const { all } = states;
  const but = (answering: readonly string[]) => all.filter((state) => !answering.includes(state));
  return [
    {
      states: but(states.takesGrant),
      events: ["window.granted"],
      reason: "Only a roll at rest takes a grant.",
    },
    {
      states: but(states.takesGrant),
      events: ["self-test.requested"],
      reason: "A test would disturb what is going on; the command is refused as busy.",
    },
    {
      states: but(states.takesStaff),
      events: ["staff.finished"],
      reason: "What is going on ends first and looks at the roll by itself.",
    },
    {
      states: but(states.waitsForPress),
      events: ["button.pressed"],
      reason: "The lockout: no pouch waits behind the button.",
    },
    {
      states: but(states.releases),
      events: ["motion.dropped"],
      reason: "Only a release is ever given up.",
    },
    {
      states: but(states.inOutlet),
      events: ["outlet.emptied"],
      reason: "No dose waits for that; the region `outlet` remembers.",
    },
  ];
}
