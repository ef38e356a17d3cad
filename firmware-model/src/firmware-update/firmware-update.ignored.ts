import type { IgnoredEvents } from "../machine/ignored-event.ts";

const RUNNING = ["firmware-update.activating", "firmware-update.trial"];
const LATE = [...RUNNING, "firmware-update.confirming"];

/** What each state of the update leaves unanswered, with the reason. */
export const UPDATE_IGNORED: readonly IgnoredEvents[] = [
  {
    states: ["firmware-update.staging", "firmware-update.ready", ...LATE],
    events: ["update.requested"],
    reason: "One update at a time; the command is refused as busy.",
  },
  {
    states: ["firmware-update.settled", "firmware-update.ready", ...LATE],
    events: ["image.staged", "image.refused"],
    reason: "No image is awaited.",
  },
  {
    states: ["firmware-update.settled", "firmware-update.staging", ...LATE],
    events: ["moment.quiet"],
    reason: "There is no image to be started.",
  },
  {
    states: ["firmware-update.settled", ...LATE],
    events: ["update.expired"],
    reason: "Nothing was asked for, or it is under way and comes to its own end.",
  },
  {
    states: [
      "firmware-update.settled",
      "firmware-update.staging",
      "firmware-update.ready",
      "firmware-update.trial",
    ],
    events: ["step.dropped", "step.durable"],
    reason: "No step of the update hangs on a record.",
  },
  {
    states: ["firmware-update.activating"],
    events: ["step.durable"],
    reason: "The boot that follows says what came of it.",
  },
  {
    states: ["firmware-update.ready"],
    events: ["device.booted"],
    reason: "The image in the spare slot outlives a loss of power.",
  },
];
