import type { MotionDefinition } from "../mechanism/mechanism.ts";

/**
 * The movements of the carousel, the names of `motion.start` and of its answers.
 *
 * The carousel turns one way inside a locked case, over one opening that a flap covers. A spring
 * shuts the flap. The motor counts its own steps and nothing confirms them, but for one mark at
 * compartment 0, which the home sensor sees: at rest the carousel stands there. What falls through
 * the opening lies in a cup, and a sensor sees it.
 */
export const CAROUSEL_MOTIONS = {
  /**
   * Home search: turns with the flap shut until the sensor sees the mark come, a whole turn if the
   * carousel stands on it. `motion.finished` names the compartment at which the carousel stood
   * before, reckoned back from the mark by the steps that it took.
   */
  home: "carousel.home",
  /**
   * Turns with the flap shut from the mark on until the steps for compartment `slot` are counted;
   * fails at once when the carousel does not stand on the mark. `motion.finished` names the count.
   */
  park: "carousel.park",
  /** Opens the flap over the compartment at the opening, which is `slot` by count, and shuts it. */
  release: "carousel.release",
  /**
   * Moves nothing. `motion.finished` names compartment 0 on the mark and none off it;
   * `motion.failed` means that the flap is not shut.
   */
  check: "carousel.check",
} as const;

/** What each movement can do to the medicine. */
export const CAROUSEL_MOTION_TABLE: Readonly<Record<string, MotionDefinition>> = {
  [CAROUSEL_MOTIONS.home]: { exposes: false },
  [CAROUSEL_MOTIONS.park]: { exposes: false },
  [CAROUSEL_MOTIONS.release]: { exposes: true },
  [CAROUSEL_MOTIONS.check]: { exposes: false },
};
