/**
 * The locked store for pouches that were not taken, counted because it has no sensor for that.
 *
 * - `room` another pouch fits in
 * - `full` nothing is offered any more: a pouch that nobody takes would have nowhere to go
 */
export const rollStore = {
  initial: "room",
  on: {
    "store.emptied": { target: ".room", actions: ["forget stored", "clear full"] },
  },
  states: {
    room: {
      on: {
        "pouch.stored": [
          { guard: "it fills the store", target: "full", actions: ["count stored", "raise full"] },
          { actions: "count stored" },
        ],
      },
    },
    full: {},
  },
} as const;

/** The same, into which pouches are still put that were behind when it became full. */
export const rollHeapingStore = {
  ...rollStore,
  states: {
    ...rollStore.states,
    full: { on: { "pouch.stored": { actions: "count stored" } } },
  },
} as const;
