import type { IgnoredEvents } from "../machine/ignored-event.ts";

const RUNNING = ["cycle.activating", "cycle.trial"];
const LATE = [...RUNNING, "cycle.confirming"];

/** What each state of the update leaves unanswered, with the reason. */
export const UPDATE_IGNORED: readonly IgnoredEvents[] = [
  {
    states: ["cycle.staging", "cycle.ready", ...LATE],
    events: ["update.requested"],
    reason: "One update at a time; the command is refused as busy.",
  },
  {
    states: ["cycle.settled", "cycle.ready", ...LATE],
    events: ["image.staged", "image.refused"],
    reason: "No image is awaited.",
  },
  {
    states: ["cycle.settled", "cycle.staging", ...LATE],
    events: ["moment.quiet"],
    reason: "There is no image to be started.",
  },
  {
    states: ["cycle.settled", ...LATE],
    events: ["update.expired"],
    reason: "Nothing was asked for, or it is under way and comes to its own end.",
  },
  {
    states: ["cycle.settled", "cycle.staging", "cycle.ready", "cycle.trial"],
    events: ["step.dropped", "step.durable"],
    reason: "No step of the update hangs on a record.",
  },
  {
    states: ["cycle.activating"],
    events: ["step.durable"],
    reason: "The boot that follows says what came of it.",
  },
  {
    states: ["cycle.ready"],
    events: ["device.booted"],
    reason: "The image in the spare slot outlives a loss of power.",
  },
];
