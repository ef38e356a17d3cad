import type { MotionDefinition } from "../mechanism/mechanism.ts";

/**
 * The movements of the tray, the names of `motion.start` and of its answers.
 *
 * The tray turns one way over an opening that a self-locking shutter covers. Between two
 * compartments the shutter is locked; half a section on, one compartment stands at the opening and
 * the shutter is free. An index switch tells which compartment stands there (inferred).
 */
export const TRAY_MOTIONS = {
  /**
   * Turns with the shutter locked until the compartment `slot` comes next, passing all before it,
   * then the half section that brings it to the opening and frees the shutter.
   */
  offer: "tray.offer",
  /** Turns the other half section: the compartment `slot` leaves the opening, the shutter locks. */
  close: "tray.close",
  /**
   * Reads the index switch and moves nothing. `motion.finished` names the compartment that stands
   * at the opening, or none when the shutter is locked; `motion.failed` means that the tray stands
   * between two marks and nobody can tell.
   */
  readIndex: "tray.read-index",
} as const;

/** What each movement can do to the medicine. */
export const TRAY_MOTION_TABLE: Readonly<Record<string, MotionDefinition>> = {
  [TRAY_MOTIONS.offer]: { exposes: true },
  [TRAY_MOTIONS.close]: { exposes: false },
  [TRAY_MOTIONS.readIndex]: { exposes: false },
};
