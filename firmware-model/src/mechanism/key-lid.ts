/**
 * A lid with a lock over all doses.
 *
 * - `closed` locked
 * - `open` opened by staff with the key
 * - `forced` opened without the key
 * - `tampered` closed again after that; nobody knows what is left inside
 */
export const keyLid = {
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
} as const;
