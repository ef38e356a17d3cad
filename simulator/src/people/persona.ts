/** How sure a number about people is. */
export type PersonaConfidence = "inferred" | "found";

/** A number about people, with where it comes from. */
export interface PersonaFigure {
  readonly value: number;
  readonly unit: "probability" | "min" | "sigma" | "per-day";
  readonly confidence: PersonaConfidence;
  readonly source: string;
}

/** People by how they live with their dispenser. */
export type PersonaName = "stable" | "forgetful";

/** `A` matches what vendors report of a trained user; `B` a new device and weak training. */
export type PersonaPreset = "A" | "B";

/** A person as data: what they do when their dispenser signals, and when it does not. */
export interface Persona {
  readonly name: PersonaName;
  readonly title: string;
  /** Chance of taking a waiting dose by themselves. */
  readonly takesAlone: Readonly<Record<PersonaPreset, PersonaFigure>>;
  /** Chance of taking it only after somebody called. */
  readonly takesAfterCall: Readonly<Record<PersonaPreset, PersonaFigure>>;
  /** Time from the signal that they heed until they act: log-normal. */
  readonly latencyMedian: PersonaFigure;
  readonly latencySigma: PersonaFigure;
  /** Chance of heeding only the second round of reminding. */
  readonly ignoresFirstReminder: PersonaFigure;
  /** How often they press or tilt without a reason, on average. */
  readonly idleHandling: PersonaFigure;
}
