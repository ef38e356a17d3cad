import type { MotionDefinition } from "../mechanism/mechanism.ts";

/**
 * The movements of a multidose roll, the names of `motion.start` and of its answers.
 *
 * A roll of pouches, one for each dose, lies behind a lock. Its first pouch comes to a window in
 * front of the cutter; only a release lets it into the outlet, where the user can take it.
 */
export const ROLL_MOTIONS = {
  /**
   * Brings the first pouch into the window unless one stands there, and reads it where it is. It
   * can be repeated: a pouch that was read stays in the window until it is cut off. The answer is
   * `pouch.read`.
   */
  read: "roll.read",
  /**
   * Moves nothing. With a reader it reads whatever stands in the window and answers with
   * `pouch.read`; without one `motion.finished` names the place at which the roll stands, counted
   * in pouches since it was loaded. `motion.failed` means that nobody can tell.
   */
  check: "roll.check",
  /** Cuts off the pouch in the window and keeps it there, behind the lock. */
  park: "roll.park",
  /** Lets the pouch into the outlet, cut off before or cut off and open by the same movement. */
  release: "roll.release",
  /** Takes a pouch that was not taken into the locked store. */
  retract: "roll.retract",
} as const;

/** Movements of a roll with a reader, and what each can do to the medicine. */
export const ROLL_READER_MOTIONS: Readonly<Record<string, MotionDefinition>> = {
  [ROLL_MOTIONS.read]: { exposes: false },
  [ROLL_MOTIONS.check]: { exposes: false },
  [ROLL_MOTIONS.park]: { exposes: false },
  [ROLL_MOTIONS.release]: { exposes: true },
  [ROLL_MOTIONS.retract]: { exposes: false },
};

/** Movements of a roll on a week plan, and what each can do to the medicine. */
export const ROLL_PLAN_MOTIONS: Readonly<Record<string, MotionDefinition>> = {
  [ROLL_MOTIONS.check]: { exposes: false },
  [ROLL_MOTIONS.release]: { exposes: true },
  [ROLL_MOTIONS.retract]: { exposes: false },
};
