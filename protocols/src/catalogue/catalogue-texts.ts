import type { Evidence, Outcome, PreventionReason } from "./outcome.ts";

/** What each outcome says, one sentence. */
export const OUTCOME_TEXTS: Readonly<Record<Outcome, string>> = {
  retrieved: "The user took the dose out of the device; nobody knows that it was swallowed.",
  "released-not-retrieved": "The dose left the locked part and was not seen to be taken out.",
  missed: "The dose was offered at some instant and not released.",
  prevented: "The dose was never offered; the reason says why.",
  "released-ahead": "The dose was handed out before its window, as a travel or assisted release.",
  withheld: "A pause, a stop, a plan change or the end of service took the dose out of the day.",
  uncertain: "Power or mechanism failed while the dose may have been accessible.",
};

/** What each level of evidence says, one sentence, weakest first. */
export const EVIDENCE_TEXTS: Readonly<Record<Evidence, string>> = {
  none: "Nothing was seen.",
  dispensed: "The mechanism moved as intended.",
  presented: "The dose was in reach of the user.",
  retrieved: "The dose was seen to leave.",
  "user-confirmed": "The user said so.",
  "sensor-confirmed": "A second sensor agrees.",
  returned: "The dose was seen to come back.",
};

/** What each reason for a dose that was not offered, or was withheld, says; one sentence. */
export const PREVENTION_TEXTS: Readonly<Record<PreventionReason, string>> = {
  "out-of-medicine": "No medicine was left.",
  jam: "The mechanism was stuck.",
  "device-fault": "The device found itself faulty.",
  "journal-unavailable": "No record could be written, so nothing was released.",
  "clock-untrusted": "The clock was unset, or its estimated error was too large.",
  "no-power": "The device had not power enough to move.",
  misplaced: "The device was tilted or upside down.",
  paused: "The service was paused.",
  "plan-changed": "A new plan no longer has the dose.",
  "service-ended": "The service ended.",
  "minimum-spacing": "A release before it was too near.",
  "window-passed-while-off": "The window opened and closed while the device was off.",
  "reject-store-full": "The store for missed pouches was full.",
  "pouch-unreadable": "The print of the pouch could not be read.",
  "roll-fault": "The roll of pouches was faulty.",
  "already-released": "The dose had left the device before.",
  "lid-open": "The lid was open.",
  "clock-jumped": "The clock was set forward past it.",
  "awaiting-staff": "Only staff may release it, and nobody did.",
};
