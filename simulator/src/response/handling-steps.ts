import type { AlertCode } from "@dosekit/protocols";

/**
 * One thing that an operator does about an alert. Calls settle it when they are answered; after
 * anything else, and after a call that nobody answers, comes the next step.
 *
 * - `call-user` the user is called, and asked for what the alert is about
 * - `call-kin` next of kin are called; who answers goes there
 * - `see-user` home care goes there and looks after the user
 * - `bring-key` home care goes there with the key: medicine, batteries, the mechanism
 * - `look-remotely` technical follow-up from afar
 * - `take-note` it is read and written down
 */
export type HandlingStep =
  | "call-user"
  | "call-kin"
  | "see-user"
  | "bring-key"
  | "look-remotely"
  | "take-note";

/** What is done about an alert, in order; inferred, but for the call before the visit. */
const STEPS: Readonly<Record<AlertCode, readonly HandlingStep[]>> = {
  "1.1": ["call-user", "call-kin", "see-user"],
  "1.2": ["bring-key"],
  "1.3": ["bring-key"],
  "1.4": ["take-note"],
  "1.5": ["look-remotely", "bring-key"],
  "1.6": ["bring-key"],
  "1.7": ["bring-key"],
  "1.8": ["bring-key"],
  "1.9": ["bring-key"],
  "1.10": ["call-user", "call-kin"],
  "1.11": ["take-note"],
  "1.12": ["bring-key"],
  "1.13": ["bring-key"],
  "1.14": ["look-remotely"],
  "1.15": ["take-note"],
  "1.16": ["take-note"],
  "1.17": ["bring-key"],
  "1.18": ["bring-key"],
  "1.19": ["call-user", "call-kin"],
  "1.20": ["look-remotely"],
  "1.21": ["call-user", "see-user"],
  "1.22": ["bring-key"],
  "1.23": ["call-user", "see-user"],
};

/** Alerts that say that a dose waits, or waited: the user is asked to take it. */
const ABOUT_A_DOSE: ReadonlySet<AlertCode> = new Set(["1.1", "1.10"]);

/** Alerts that stand as long as a condition of the device does, and that somebody with a key may end. */
const CONDITIONS: ReadonlySet<AlertCode> = new Set([
  ...(["1.5", "1.6", "1.7", "1.8", "1.9", "1.12", "1.13"] as const),
  ...(["1.17", "1.18", "1.21", "1.22", "1.23"] as const),
]);

/** Says whether an alert that still stands after a visit shows that its cause does. */
export function isCondition(code: AlertCode | undefined): boolean {
  return code !== undefined && CONDITIONS.has(code);
}

/** Says what is done about an alert; one without a code is taken note of. */
export function stepsFor(code: AlertCode | undefined): readonly HandlingStep[] {
  return code === undefined ? ["take-note"] : STEPS[code];
}

/** Says whether a call about this alert asks the user to take a dose. */
export function isAboutDose(code: AlertCode | undefined): boolean {
  return code !== undefined && ABOUT_A_DOSE.has(code);
}
