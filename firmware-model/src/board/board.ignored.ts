import type { IgnoredEvents } from "../machine/ignored-event.ts";

/** What each state of the board leaves unanswered, with the reason. */
export const BOARD_IGNORED: readonly IgnoredEvents[] = [
  {
    states: ["mains.connected"],
    events: ["mains.restored"],
    reason: "There is mains power already.",
  },
  { states: ["mains.lost"], events: ["mains.lost"], reason: "It is lost already." },
  {
    states: ["case.closed"],
    events: ["case.closed", "staff.came", "device.booted"],
    reason: "It is closed, and nobody opened it.",
  },
  {
    states: ["case.open"],
    events: ["case.opened", "staff.came"],
    reason: "It is open already, and has to be closed before anybody can have looked at it.",
  },
  {
    states: ["case.tampered"],
    events: ["case.closed", "device.booted"],
    reason: "It is closed already; only staff make good that it was open.",
  },
  {
    states: ["health.fit", "health.shaken", "health.unfit"],
    events: ["staff.came"],
    reason: "There is nothing that a visit makes good.",
  },
  {
    states: ["health.fit", "health.shaken"],
    events: ["self-test.passed"],
    reason: "There is nothing that the test makes good.",
  },
  {
    states: ["health.unfit"],
    events: ["self-test.passed"],
    reason: "The mechanism's test does not look at the part of the board that failed.",
  },
];
