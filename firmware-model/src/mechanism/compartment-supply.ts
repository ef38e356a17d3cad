/**
 * Its compartment was one of an earlier load, so that none of those that staff filled since is
 * passed; each mechanism adds reasons of its own.
 */
const NOT_PASSED = { guard: "no compartment is passed", actions: "forget leaving" } as const;

/**
 * How many loaded compartments are left of a mechanism that keeps each dose in one of its own. Staff
 * load the first dose that neither has an outcome nor left its compartment.
 *
 * - `plentiful` more than the low limit
 * - `low` at or below the limit
 * - `empty` none, or never loaded
 */
export const compartmentSupply = {
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
          NOT_PASSED,
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
          NOT_PASSED,
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
    empty: { on: { "dose.spent": { actions: "forget leaving" } } },
  },
} as const;
