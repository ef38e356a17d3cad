/** One place where a bundle can differ from VKP 0.9.0. */
export interface Deviation {
  /** What 0.9.0 says. */
  readonly profile: string;
  /** What is sent while the switch is on. */
  readonly on: string;
  /** What is sent while it is off. */
  readonly off: string;
  /** Why it is there. */
  readonly why: string;
  readonly byDefault: boolean;
}

/** Every deviation from VKP 0.9.0, by the name of its switch. */
export const VKP_DEVIATIONS = {
  "issue-as-focus": {
    profile: "The focus of a message is exactly one MedicationDispense.",
    on: "A dose that was not given, and an alert, is a message with a DetectedIssue as focus.",
    off: "Neither is sent; each is counted as left out.",
    why: "0.9.0 has no code for a dose not given: a MedicationDispense would say that it was.",
    byDefault: true,
  },
  "handling-of-issue": {
    profile: "A Composition comes with the MedicationDispense that it is about.",
    on: "A Composition comes with the DetectedIssue that was handled.",
    off: "Handling is not sent; each step is counted as left out.",
    why: "What is handled is an alert, and most alerts are about no dose that was given.",
    byDefault: true,
  },
  "severity-code-system": {
    profile: "The severity's system is fixed to the address of its value set.",
    on: "The severity's system is the address of its code system.",
    off: "The severity's system is the address of its value set.",
    why: "FHIR has a code system there, and other receivers refuse the value set's address.",
    byDefault: false,
  },
  "travel-text": {
    profile: "The text of a journey is demanded for the codes 19 and 20, which are no more.",
    on: "The codes 2, 2.1 and 2.2 carry the text of the journey.",
    off: "No dispense event carries a text of a journey.",
    why: "The codes were renumbered, and the invariant still names the old ones.",
    byDefault: true,
  },
} as const satisfies Readonly<Record<string, Deviation>>;

/** Name of one deviation in {@link VKP_DEVIATIONS}. */
export type DeviationName = keyof typeof VKP_DEVIATIONS;

/** Which deviations are on. */
export type DeviationSwitches = Readonly<Record<DeviationName, boolean>>;

/** Sets the switches: those given, and the default of the others. */
export function deviationSwitches(given: Partial<DeviationSwitches> = {}): DeviationSwitches {
  const names = Object.keys(VKP_DEVIATIONS) as readonly DeviationName[];
  const all = names.map((name) => [name, given[name] ?? VKP_DEVIATIONS[name].byDefault]);
  return Object.fromEntries(all) as DeviationSwitches;
}
