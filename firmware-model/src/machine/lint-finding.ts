/** What the restricted profile of machines forbids, by name; one reason for each in README. */
export const LINT_RULES = {
  "outside-alphabet": "A transition waits for an event that nobody sends.",
  "reserved-event": "XState's own events can't be sent, waited for or raised by name.",
  "unknown-delay": "A named delay without a value fires at once.",
  "unusable-delay": "A delay is a whole number of milliseconds from 0 up.",
  "unnamed-delay": "Delays with a number for a key are armed out of document order.",
  "unknown-cancel": "A cancel without a delay of its name stops nothing.",
  "ambiguous-delay": "Two events under one name can't be told apart when it runs out.",
  "unknown-action": "A named action without an implementation does nothing.",
  "unknown-guard": "A named guard without an implementation throws when it is asked.",
  "unknown-state": "A guard asks for a state that does not exist, and is never true.",
  "guard-cycle": "A guard that asks for itself never answers.",
  "inline-implementation": "Only named implementations can be compiled and read at a glance.",
  "computed-params": "Params are plain data; what changes stands in the context.",
  "unwritable-data": "Only plain data can stand in the code that is made of a chart.",
  "forbidden-action": "Actors, messages, logs and queued actions do not exist in a pure device.",
  "computed-raise": "A computed event can't be checked against the alphabet.",
  "computed-cancel": "A computed name can't be checked against the delays.",
  "raise-without-id": "A delay without a name can't be kept outside, cancelled or restored.",
  "unknown-key": "XState passes over a misspelt key; what the profile doesn't use is refused too.",
  "double-id": "XState keeps one of the states, and mixes up their delays.",
  "unusable-name": "A name with a dot or a number sign can't be asked for by its path.",
  invoke: "Nothing is invoked: effects and their answers are data.",
  history: "A remembered state is hidden state.",
  "final-state": "A device never ends.",
  "nested-parallel": "Regions stand side by side at the top only.",
  "several-targets": "A region stands in one state at a time.",
  "misfit-type": "A state with states below it is no atomic one.",
  "too-many-states": "Where all regions stand is kept in one number of 31 bits.",
  "crosses-regions": "It would leave and enter every region and lose their delays.",
  "always-on-root": "It would be asked after every microstep of every region.",
  "always-in-several-regions": "Their order would depend on how the states were entered.",
  "no-iteration-limit":
    "Without a limit of at least 1 a cycle of eventless transitions never ends.",
} as const;
/** Name of a rule of the profile. */
export type LintRule = keyof typeof LINT_RULES;

/** One place where a machine breaks the restricted profile. */
export interface LintFinding {
  readonly rule: LintRule;
  /** Path of the state: `cycle.offered`. */
  readonly state: string;
  /** What was found there. */
  readonly found: string;
}
