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

/** What puts an end to a gesture, whatever there was of it. A dose that is offered by then is had. */
const NO_GESTURE = {
  "lid.opened": "none",
  "lid.forced": "none",
  "device.booted": "none",
} as const;

/**
 * Whether the user asks for the next dose by turning the device over and back twice. Tilts shortly
 * after each other count as one, so that a tremor asks for nothing.
 *
 * - `none` nobody asks
 * - `first` turned over; `firstBack` upright again, and it may still be the same tilt
 * - `waiting` one tilt is done, a second one may begin
 * - `second` turned over again; `secondBack` upright again, and it may still be the same tilt
 */
export const trayGesture = traySetup.createStateConfig({
  initial: "none",
  states: {
    none: { on: { "posture.tilted": { guard: "a gesture may begin", target: "first" } } },
    first: { on: { ...NO_GESTURE, "posture.righted": "firstBack" } },
    firstBack: {
      after: { tiltSettle: "waiting" },
      on: { ...NO_GESTURE, "posture.tilted": "first" },
    },
    waiting: {
      after: { gesture: "none" },
      on: { ...NO_GESTURE, "posture.tilted": { guard: "a gesture may begin", target: "second" } },
    },
    second: { on: { ...NO_GESTURE, "posture.righted": "secondBack" } },
    secondBack: {
      after: { tiltSettle: { target: "none", actions: "ask for next dose" } },
      on: { ...NO_GESTURE, "posture.tilted": "second" },
    },
  },
});
