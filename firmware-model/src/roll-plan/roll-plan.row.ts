/** Nobody knows any more which pouch comes next: staff have to load the roll anew. */
const UNSURE = { target: "unsure", actions: ["forget behind", "raise roll fault"] } as const;

/**
 * Whether the next pouch of the roll is that of the next dose. Nothing on the pouch is read: the
 * roll is taken to be right when staff say that they loaded it, and from then on pouches and doses
 * are counted against each other.
 *
 * - `aligned` as far as is known
 * - `behind` the first pouches belong to doses that have their outcome
 * - `unsure` nobody knows which pouch comes next
 *
 * The pouches of a pause are told at its end only: nobody needs the roll before.
 */
export const planRow = {
  initial: "aligned",
  on: {
    "stock.loaded": [
      {
        guard: "the load is in the dark",
        target: ".unsure",
        actions: ["forget behind", "raise roll fault"],
      },
      {
        guard: "the load is blind",
        target: ".unsure",
        actions: ["forget behind", "raise roll fault"],
      },
      {
        guard: "the load is plausible",
        target: ".aligned",
        actions: ["forget behind", "clear roll fault"],
      },
    ],
    "place.lost": { target: ".unsure", actions: "raise roll fault" },
    // Whatever staff were about to do when power went is not known.
    "device.booted": {
      guard: "staff are at the roll",
      target: ".unsure",
      actions: ["forget behind", "raise roll fault"],
    },
    "plan.changed": {
      guard: "the doses of the roll are others",
      target: ".unsure",
      actions: ["forget behind", "raise change", "raise roll fault"],
    },
  },
  states: {
    aligned: {
      on: {
        "dose.spent": [
          { guard: "the pouch left the roll", actions: "forget left" },
          { guard: "a pause took the dose", target: "behind", actions: "count behind" },
          { target: "behind", actions: ["count behind", "raise roll fault"] },
        ],
        "roll.handled": { guard: "at least one was taken off", ...UNSURE },
      },
    },
    behind: {
      on: {
        "dose.spent": [
          { guard: "the pouch left the roll", actions: "forget left" },
          { guard: "a pause took the dose", actions: "count behind" },
          { actions: ["count behind", "raise roll fault"] },
        ],
        "dose.blocked": { actions: "raise roll fault" },
        "service.resumed": { actions: "raise roll fault" },
        // A load that power undid may have taken them away: they are not put away unseen.
        "device.booted": { guard: "missed pouches are not held", ...UNSURE },
        "roll.handled": [
          {
            guard: "all that are behind were taken off",
            target: "aligned",
            actions: ["forget behind", "clear roll fault"],
          },
          { guard: "some that are behind were taken off", actions: "count off behind" },
          { guard: "pouches were taken off", ...UNSURE },
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
