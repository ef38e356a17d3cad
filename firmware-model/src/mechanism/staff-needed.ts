/** Something did not move, or its end was not seen: that is recorded, and staff are called. */
export const JAM = ["note jam", "record jam", "raise jam"] as const;

/** A look at the mechanism found all doses locked away: whatever was wrong is over. */
export const AT_REST = ["tell secured", "forget jam", "clear jam", "clear fault"] as const;

/**
 * Nothing moves until staff have opened and closed the lid with the key; not even a boot changes
 * that.
 *
 * @param look the action by which the mechanism finds out how it stands once they were there
 */
export function untilStaffWereThere<const Look extends string>(look: Look) {
  return {
    entry: ["raise fault", "show alarm"],
    exit: "show nothing",
    on: {
      "staff.finished": { target: "homing", actions: look },
      "device.booted": { target: "stopped", reenter: true },
    },
  } as const;
}
