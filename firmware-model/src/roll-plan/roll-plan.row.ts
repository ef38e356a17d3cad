/**
 * Whether the next pouch of the roll is that of the next dose. Nothing on the pouch is read: the
 * roll is taken to be right when staff say that they loaded it, and from then on pouches and doses
 * are counted against each other.
 *
 * - `aligned` as far as is known
 * - `behind` the first pouches belong to doses that have their outcome
 * - `unsure` nobody knows which pouch comes next
 */
export const planRow = {
  initial: "aligned",
  on: {
    "stock.loaded": {
      guard: "the load is plausible",
      target: ".aligned",
      actions: ["forget behind", "clear roll fault"],
    },
    "place.lost": { target: ".unsure", actions: "raise roll fault" },
  },
  states: {
    aligned: {
      on: {
        "dose.spent": [
          { guard: "the pouch left the roll", actions: "forget left" },
          { target: "behind", actions: ["count behind", "raise roll fault"] },
        ],
      },
    },
    behind: {
      on: {
        "dose.spent": [
          { guard: "the pouch left the roll", actions: "forget left" },
          { actions: "count behind" },
        ],
        "pouch.stored": {
          guard: "none is behind any more",
          target: "aligned",
          actions: "clear roll fault",
        },
      },
    },
    unsure: { on: { "dose.spent": { actions: "forget left" } } },
  },
} as const;
