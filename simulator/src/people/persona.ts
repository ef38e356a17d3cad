/** How sure a number about people is. */
export type PersonaConfidence = "found" | "stand-in" | "inferred" | "unknown";

/** What a number about people counts. */
export type PersonaUnit =
  | "share"
  | "probability"
  | "min"
  | "sigma"
  | "per-day"
  | "per-month"
  | "days"
  | "times";

/** A number about people, with where it comes from. */
export interface PersonaFigure {
  readonly value: number;
  readonly unit: PersonaUnit;
  readonly confidence: PersonaConfidence;
  readonly source: string;
}

/** Name of a kind of people: one that ships with the simulator, or one of a municipality's own. */
export type PersonaName = string;

/** `A` matches what vendors report of a trained user; `B` a new device and weak training. */
export type PersonaPreset = "A" | "B";

/** A figure for each preset. */
export type PresetFigures = Readonly<Record<PersonaPreset, PersonaFigure>>;

/** A person as data: what they do when their dispenser signals, and when it does not. */
export interface Persona {
  readonly name: PersonaName;
  readonly title: string;
  /** Part of a fleet's users, when the fleet names no shares. */
  readonly share: PersonaFigure;
  /** Chance of taking a dose by themselves before anybody is told that it waits. */
  readonly takesAlone: PresetFigures;
  /** Chance of taking it only after somebody called. */
  readonly takesAfterCall: PresetFigures;
  /** Time from the call of the device that they heed until they act: log-normal. */
  readonly latencyMedian: PersonaFigure;
  readonly latencySigma: PersonaFigure;
  /** Chance of heeding only the second round of reminding. */
  readonly ignoresFirstReminder: PersonaFigure;
  /** Among the doses that they don't take alone: chance that they have left home, telling nobody. */
  readonly isOut: PersonaFigure;
  /** How often they press, and how often they turn the device over, without a reason. */
  readonly idlePresses: PersonaFigure;
  readonly idleTilts: PersonaFigure;
  /** Chance of pressing or turning once too often when they take a dose. */
  readonly wrongPress: PersonaFigure;
  /** How much less often they take a dose alone with each month. */
  readonly monthlyDecline: PersonaFigure;
  /** Journeys of a day or more, and the chance that travel mode is asked for in time. */
  readonly journeys: PersonaFigure;
  readonly asksForTravelMode: PersonaFigure;
}
