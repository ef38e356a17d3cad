import { updateSetup } from "./firmware-update.setup.ts";

/**
 * Where an update stands.
 *
 * - `settled` one confirmed image runs
 * - `staging` the board brings the other image into its spare slot; doses go on
 * - `ready` it lies there whole; doses go on until a moment with none near
 * - `activating` its start is being written down; then the device boots into it. A boot without it
 *   ends the update: the loader found it not whole, or power went before it was asked to start it
 * - `trial` it runs and is not confirmed: any boot goes back; no dose is offered
 * - `confirming` that it stays is being written down
 */
export const updateCycle = updateSetup.createStateConfig({
  initial: "settled",
  states: {
    settled: {
      on: {
        "update.requested": { target: "staging", actions: "fetch image" },
        "device.booted": [
          { guard: "on trial, and a part failed", target: "trial", actions: "go back" },
          { guard: "on trial", target: "trial" },
          { guard: "the loader went back", actions: "record rolled back" },
        ],
      },
    },
    staging: {
      after: { stageLimit: { target: "settled", actions: "answer incomplete" } },
      on: {
        "image.staged": "ready",
        "image.refused": { target: "settled", actions: "answer incomplete" },
        "update.expired": { target: "settled", actions: "answer expired" },
        "device.booted": { target: "settled", actions: "answer incomplete" },
      },
    },
    ready: {
      on: {
        "moment.quiet": { target: "activating", actions: ["record activated", "start image"] },
        "update.expired": { target: "settled", actions: "answer expired" },
      },
    },
    activating: {
      on: {
        "step.dropped": "ready",
        "device.booted": [
          { guard: "on trial, and a part failed", target: "trial", actions: "go back" },
          { guard: "on trial", target: "trial" },
          {
            guard: "the loader went back",
            target: "settled",
            actions: ["record rolled back", "answer incomplete"],
          },
          { target: "settled", actions: "answer incomplete" },
        ],
      },
    },
    trial: {
      after: {
        trialOver: { target: "confirming", actions: ["record confirmed", "keep image"] },
      },
      on: {
        "device.booted": [
          { guard: "on trial, and a part failed", target: "trial", actions: "go back" },
          { guard: "on trial", target: "trial", reenter: true },
          {
            guard: "the loader went back",
            target: "settled",
            actions: ["record rolled back", "answer incomplete"],
          },
          { target: "settled", actions: "answer done" },
        ],
      },
    },
    confirming: {
      on: {
        "step.dropped": "trial",
        "step.durable": { target: "settled", actions: "answer done" },
        "device.booted": [
          { guard: "on trial", target: "trial" },
          {
            guard: "the loader went back",
            target: "settled",
            actions: ["record rolled back", "answer incomplete"],
          },
          { target: "settled", actions: "answer done" },
        ],
      },
    },
  },
});
