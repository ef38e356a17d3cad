import { choice } from "../schema/define-kind.ts";
import type { InferKind } from "../schema/kind.ts";

/**
 * How a dose ended; every dose known to the device ends in exactly one of these (rule S3).
 *
 * - `retrieved` the user took it out of the device (nobody knows that it was swallowed)
 * - `released-not-retrieved` it left the locked part and was not seen to be taken out
 * - `missed` it was offered at some instant and not released
 * - `prevented` it was never offered; a {@link PreventionReason} says why
 * - `released-ahead` it was handed out before its window, as a travel or assisted release
 * - `withheld` a pause, a stop, a plan change or the end of service took it out of the day
 * - `uncertain` power or mechanism failed while it may have been accessible
 */
export const OUTCOME = choice({
  retrieved: 1,
  "released-not-retrieved": 2,
  missed: 3,
  prevented: 4,
  "released-ahead": 5,
  withheld: 6,
  uncertain: 7,
});
/** See {@link OUTCOME}. */
export type Outcome = InferKind<typeof OUTCOME>;

/** Why a dose was never offered, or why it was withheld. */
export const PREVENTION_REASON = choice({
  "out-of-medicine": 1,
  jam: 2,
  "device-fault": 3,
  "journal-unavailable": 4,
  "clock-untrusted": 5,
  "no-power": 6,
  misplaced: 7,
  paused: 8,
  "plan-changed": 9,
  "service-ended": 10,
  "minimum-spacing": 11,
  "window-passed-while-off": 12,
  "reject-store-full": 13,
  "pouch-unreadable": 14,
  "roll-fault": 15,
  "already-released": 16,
  "lid-open": 17,
  "clock-jumped": 18,
  "awaiting-staff": 19,
});
/** See {@link PREVENTION_REASON}. */
export type PreventionReason = InferKind<typeof PREVENTION_REASON>;

/**
 * What an outcome rests on, weakest first: the mechanism moved, the dose was in reach, it was seen
 * to leave, the user said so, a second sensor agrees, or it was seen to come back.
 */
export const EVIDENCE = choice({
  none: 0,
  dispensed: 1,
  presented: 2,
  retrieved: 3,
  "user-confirmed": 4,
  "sensor-confirmed": 5,
  returned: 6,
});
/** See {@link EVIDENCE}. */
export type Evidence = InferKind<typeof EVIDENCE>;

/** How far the device trusts its civil clock: never set, kept by its own clock chip, or synced. */
export const CLOCK_QUALITY = choice({ unset: 0, rtc: 1, synced: 2 });
/** See {@link CLOCK_QUALITY}. */
export type ClockQuality = InferKind<typeof CLOCK_QUALITY>;

/** Severity of an alert as VKP counts it: 0 not reported, 10 low, 20 moderate, 30 serious, 40 critical. */
export type Severity = 0 | 10 | 20 | 30 | 40;

/** Who did something: rights are granted by role, never by name. */
export const ACTOR_ROLE = choice({
  user: 1,
  "next-of-kin": 2,
  staff: 3,
  technician: 4,
  gateway: 5,
  device: 6,
  operator: 7,
});
/** See {@link ACTOR_ROLE}. */
export type ActorRole = InferKind<typeof ACTOR_ROLE>;

/** Why the device last started. */
export const RESET_CAUSE = choice({
  "first-boot": 1,
  "power-restored": 2,
  watchdog: 3,
  "brown-out": 4,
  command: 5,
  "firmware-update": 6,
  unknown: 7,
});
/** See {@link RESET_CAUSE}. */
export type ResetCause = InferKind<typeof RESET_CAUSE>;
