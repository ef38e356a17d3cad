/** How long a device has been away, and the alert that says so; plain data. */
export interface ContactStanding {
  /** Time without contact while the gateway was there to hear it, ms. */
  readonly silentMs: number;
  /** The alert of this absence, once it was raised. */
  readonly alertId?: string;
}

/** What a look at a device's contact finds. */
export interface ContactLook {
  readonly inContact: boolean;
  /** Time since the last look in which the gateway could have heard the device, ms. */
  readonly elapsedMs: number;
  /** How long it may be away, ms. */
  readonly afterMs: number;
}

/** A device that has been in contact all the time. */
export const IN_CONTACT: ContactStanding = { silentMs: 0 };

/**
 * Takes one look: an absence is raised once it is long enough, once; and cleared when the device is
 * back. Pure. Time in which the gateway itself was away does not count.
 */
export function lookAtContact(
  standing: ContactStanding,
  { inContact, elapsedMs, afterMs }: ContactLook,
): { readonly standing: ContactStanding; readonly change?: "raise" | "clear" } {
  const { alertId } = standing;
  if (inContact) {
    if (alertId !== undefined) return { standing: IN_CONTACT, change: "clear" };
    return { standing: IN_CONTACT };
  }
  const silentMs = standing.silentMs + elapsedMs;
  if (alertId !== undefined) return { standing };
  return silentMs >= afterMs
    ? { standing: { silentMs }, change: "raise" }
    : { standing: { silentMs } };
}
