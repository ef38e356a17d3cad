import { updateSetup } from "./firmware-update.setup.ts";

/**
 * A firmware update with two image slots: the image that is confirmed stays whole until another one
 * has run on trial.
 *
 * - `settled` one confirmed image runs
 * - `staging` the board brings the other image into its spare slot; doses go on
 * - `ready` it lies there whole; doses go on until a moment with none near
 * - `activating` its start is being written down; then the device boots into it
 * - `trial` it runs and is not confirmed: any boot goes back; no dose is offered
 * - `confirming` that it stays is being written down
 *
 * Invariants:
 * - another image is started from `ready` only, in a moment without a dose, and after its record;
 * - an image is confirmed only after a whole trial, behind its durable record;
 * - every way ends in `settled`, with one answer to whoever asked.
 */
export const updateMachine = updateSetup.createMachine({
  id: "firmware-update",
  options: { maxIterations: 50 },
  context: ({ input }) => input,
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
          { target: "ready" },
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
