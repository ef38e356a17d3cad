/** Staff put in a roll, or took pouches off it: whatever was to be checked on the old one was. */
const CHECKED = ["raise handled", "clear handled", "clear change"] as const;
const LOADED = ["take over load", ...CHECKED] as const;
const HANDLED = ["take over handling", ...CHECKED] as const;

/**
 * How many pouches are left on the roll, by count.
 *
 * - `plentiful` more than the low limit
 * - `low` at or below the limit
 * - `empty` none, or never loaded
 */
export const rollSupply = {
  initial: "empty",
  on: {
    "stock.loaded": [
      {
        guard: "the load is nothing",
        target: ".empty",
        actions: [...LOADED, "clear low", "raise empty"],
      },
      {
        guard: "the load is low",
        target: ".low",
        actions: [...LOADED, "clear empty", "raise low"],
      },
      {
        guard: "the load is plausible",
        target: ".plentiful",
        actions: [...LOADED, "clear empty", "clear low"],
      },
    ],
    "roll.handled": [
      {
        guard: "the last pouch was taken off",
        target: ".empty",
        actions: [...HANDLED, "clear low", "raise empty"],
      },
      { guard: "few pouches were left", target: ".low", actions: [...HANDLED, "raise low"] },
      { guard: "pouches were taken off", actions: HANDLED },
    ],
    "stock.limit-set": { actions: "take over limit" },
  },
  states: {
    plentiful: {
      on: {
        "pouch.passed": [
          {
            guard: "it was the last pouch",
            target: "empty",
            actions: ["count pouch", "raise empty"],
          },
          { guard: "few pouches are left", target: "low", actions: ["count pouch", "raise low"] },
          { actions: "count pouch" },
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
        "pouch.passed": [
          {
            guard: "it was the last pouch",
            target: "empty",
            actions: ["count pouch", "clear low", "raise empty"],
          },
          { actions: "count pouch" },
        ],
        "stock.limit-set": [
          { guard: "the limit makes it low", actions: "take over limit" },
          { target: "plentiful", actions: ["take over limit", "clear low"] },
        ],
      },
    },
    empty: { on: { "pouch.passed": { actions: "count pouch" } } },
  },
} as const;

/** The same, on a roll whose end can be read. */
export const rollEndingSupply = {
  ...rollSupply,
  on: {
    ...rollSupply.on,
    "roll.ended": { target: ".empty", actions: ["forget stock", "clear low", "raise empty"] },
  },
} as const;

/**
 * The drawer or outlet in which a released pouch lies until it is taken. A board tells every sensor
 * that is not at rest right after boot.
 *
 * - `empty` nothing lies there
 * - `occupied` a pouch lies there, so that no other one may follow
 */
export const rollOutlet = {
  initial: "empty",
  states: {
    empty: { on: { "outlet.filled": "occupied" } },
    occupied: { on: { "outlet.emptied": "empty", "device.booted": "empty" } },
  },
} as const;

/** The same, which tells that what lay there was taken; behind an open lid it may have been staff. */
export const rollTellingOutlet = {
  ...rollOutlet,
  states: {
    ...rollOutlet.states,
    occupied: {
      on: {
        "outlet.emptied": [
          { guard: "the lid is closed", target: "empty", actions: "tell fetched" },
          { target: "empty" },
        ],
        "device.booted": "empty",
      },
    },
  },
} as const;

/**
 * How a pouch that waits behind the button is announced: first by light alone, then in rounds that
 * grow louder.
 */
export const rollReminding = {
  initial: "glowing",
  states: {
    glowing: { entry: "show glow", after: { glow: "reminding" } },
    reminding: {
      entry: ["count round", "show reminder", "tell reminded"],
      after: { reminderRound: "resting" },
    },
    resting: { entry: "show waiting", after: { reminderRest: "reminding" } },
  },
} as const;
