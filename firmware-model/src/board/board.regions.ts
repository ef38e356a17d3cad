import { boardSetup } from "./board.setup.ts";

/**
 * Mains power. A board tells right after boot when there is none.
 *
 * - `connected` there is mains power, or the product knows none
 * - `lost` the device runs on its battery
 */
export const boardMains = boardSetup.createStateConfig({
  initial: "connected",
  states: {
    connected: {
      on: { "mains.lost": { target: "lost", actions: ["record mains lost", "raise no mains"] } },
    },
    lost: {
      on: {
        "mains.restored": {
          target: "connected",
          actions: ["record mains restored", "clear no mains"],
        },
      },
    },
  },
});

/**
 * The battery's charge; a level has to rise well above a limit before its alert is over.
 *
 * - `good` above the low limit, or never measured
 * - `low` at or below it: 1.17
 * - `empty` about to give out: 1.18; without mains nothing new is offered
 */
export const boardBattery = boardSetup.createStateConfig({
  initial: "good",
  states: {
    good: {
      on: {
        "battery.measured": [
          { guard: "it is empty", target: "empty", actions: ["raise low", "raise empty"] },
          { guard: "it is low", target: "low", actions: "raise low" },
        ],
      },
    },
    low: {
      on: {
        "battery.measured": [
          { guard: "it is empty", target: "empty", actions: "raise empty" },
          { guard: "it is good again", target: "good", actions: "clear low" },
        ],
      },
    },
    empty: {
      on: {
        "battery.measured": [
          { guard: "it is good again", target: "good", actions: ["clear low", "clear empty"] },
          { guard: "it is no longer empty", target: "low", actions: "clear empty" },
        ],
      },
    },
  },
});

/**
 * Temperature inside. Outside its limits motor, battery and medicine are not what they were judged
 * by: nothing is offered, and 1.5 says so.
 *
 * - `fit` inside the limits, or never measured
 * - `cold` below the lower one
 * - `hot` above the upper one
 */
export const boardClimate = boardSetup.createStateConfig({
  initial: "fit",
  states: {
    fit: {
      on: {
        "temperature.measured": [
          { guard: "it is too cold", target: "cold", actions: "raise cold" },
          { guard: "it is too hot", target: "hot", actions: "raise hot" },
        ],
      },
    },
    cold: {
      on: {
        "temperature.measured": [
          { guard: "it is too hot", target: "hot", actions: ["clear cold", "raise hot"] },
          { guard: "it is warm enough again", target: "fit", actions: "clear cold" },
        ],
      },
    },
    hot: {
      on: {
        "temperature.measured": [
          { guard: "it is too cold", target: "cold", actions: ["clear hot", "raise cold"] },
          { guard: "it has cooled down", target: "fit", actions: "clear hot" },
        ],
      },
    },
  },
});

/**
 * The case around everything, which nobody has a reason to open at a home.
 *
 * - `closed` nobody has
 * - `open` somebody did: 1.22
 * - `tampered` it is closed again, and nobody has looked
 */
export const boardCase = boardSetup.createStateConfig({
  initial: "closed",
  states: {
    closed: { on: { "case.opened": { target: "open", actions: "raise tampering" } } },
    open: { on: { "case.closed": "tampered", "device.booted": "tampered" } },
    tampered: {
      on: {
        "case.opened": "open",
        "staff.came": { target: "closed", actions: "clear tampering" },
      },
    },
  },
});

/**
 * Whether the board itself can be relied on.
 *
 * - `fit` it passed its power-on self-test, and runs
 * - `shaken` it was reset by its watchdog or by a sagging supply a short while ago
 * - `restless` it was, time and again: it stops, 1.5, until a self-test passes or staff come
 * - `unfit` a part failed its power-on self-test: it stops, 1.5, until the test passes
 */
export const boardHealth = boardSetup.createStateConfig({
  initial: "fit",
  states: {
    fit: {
      on: {
        "device.booted": [
          { guard: "a part failed", target: "unfit", actions: "raise self-test" },
          {
            guard: "it fell over too often",
            target: "restless",
            actions: ["count reset", "raise resets"],
          },
          { guard: "it fell over", target: "shaken", actions: "count reset" },
        ],
      },
    },
    shaken: {
      after: {
        resetForgotten: { target: "fit", actions: ["forget resets", "record steady"] },
      },
      on: {
        "device.booted": [
          {
            guard: "a part failed",
            target: "unfit",
            actions: ["forget resets", "raise self-test"],
          },
          {
            guard: "it fell over too often",
            target: "restless",
            actions: ["count reset", "raise resets"],
          },
          { guard: "it fell over", target: "shaken", reenter: true, actions: "count reset" },
        ],
      },
    },
    restless: {
      on: {
        "device.booted": {
          guard: "a part failed",
          target: "unfit",
          actions: ["forget resets", "clear resets", "raise self-test"],
        },
        "staff.came": { target: "fit", actions: ["forget resets", "clear resets"] },
        "self-test.passed": { target: "fit", actions: ["forget resets", "clear resets"] },
      },
    },
    unfit: {
      on: {
        "device.booted": { guard: "no part failed", target: "fit", actions: "clear self-test" },
      },
    },
  },
});
