import { traySetup } from "./tray.setup.ts";

/**
 * How the device lies. A board tells every sensor that is not at rest right after boot.
 *
 * - `upright` standing or hanging as it should
 * - `tilted` turned by 135 degrees or more, or lying
 */
export const trayPosture = traySetup.createStateConfig({
  initial: "upright",
  states: {
    upright: { on: { "posture.tilted": "tilted" } },
    tilted: {
      on: {
        "posture.righted": { target: "upright", actions: "clear misplaced" },
        "dose.blocked": { actions: "raise misplaced" },
        "device.booted": { target: "upright", actions: "clear misplaced" },
      },
    },
  },
});

/**
 * The lid over all compartments.
 *
 * - `closed` locked
 * - `open` opened by staff with the key
 * - `forced` opened without the key
 * - `tampered` closed again after that; nobody knows what the compartments hold
 */
export const trayLid = traySetup.createStateConfig({
  initial: "closed",
  states: {
    closed: {
      on: {
        "lid.opened": { target: "open", actions: "tell unwatched" },
        "lid.forced": { target: "forced", actions: ["raise break-in", "tell unwatched"] },
      },
    },
    open: {
      on: {
        "lid.closed": { target: "closed", actions: ["clear open", "end staff session"] },
        "dose.blocked": { actions: "raise open" },
        "device.booted": { target: "closed", actions: "clear open" },
      },
    },
    forced: {
      on: {
        "lid.opened": { target: "open", actions: "clear break-in" },
        "lid.closed": "tampered",
        "device.booted": "tampered",
      },
    },
    tampered: {
      on: {
        "lid.opened": { target: "open", actions: "clear break-in" },
        "lid.forced": "forced",
      },
    },
  },
});

/**
 * How many loaded compartments are left.
 *
 * - `plentiful` more than the low limit
 * - `low` at or below the limit
 * - `empty` none, or never loaded
 */
export const traySupply = traySetup.createStateConfig({
  initial: "empty",
  on: {
    "stock.loaded": [
      {
        guard: "the load is nothing",
        target: ".empty",
        actions: ["take over load", "clear low", "raise empty"],
      },
      {
        guard: "the load is low",
        target: ".low",
        actions: ["take over load", "clear empty", "raise low"],
      },
      {
        guard: "the load is plausible",
        target: ".plentiful",
        actions: ["take over load", "clear empty", "clear low"],
      },
    ],
    "stock.limit-set": { actions: "take over limit" },
  },
  states: {
    plentiful: {
      on: {
        "dose.spent": [
          {
            guard: "it was the last dose",
            target: "empty",
            actions: ["pass compartment", "raise empty"],
          },
          {
            guard: "few doses are left",
            target: "low",
            actions: ["pass compartment", "raise low"],
          },
          { actions: "pass compartment" },
        ],
        "stock.limit-set": [
          {
            guard: "the limit makes it low",
            target: "low",
            actions: ["take over limit", "raise low"],
          },
          { actions: "take over limit" },
        ],
      },
    },
    low: {
      on: {
        "dose.spent": [
          {
            guard: "it was the last dose",
            target: "empty",
            actions: ["pass compartment", "clear low", "raise empty"],
          },
          { actions: "pass compartment" },
        ],
        "stock.limit-set": [
          { guard: "the limit makes it low", actions: "take over limit" },
          { target: "plentiful", actions: ["take over limit", "clear low"] },
        ],
      },
    },
    empty: {},
  },
});
