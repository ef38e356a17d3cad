import type { PersonaFigure, PersonaPreset, PresetFigures } from "./persona.ts";

/**
 * Numbers about people that are no matter of the persona: what happens around every dispenser. All
 * are inferred; each says from what.
 */
export const PEOPLE_FIGURES = {
  /** The test period of two weeks, in which more is missed. */
  trainingDays: figure(14, "days", "two-week test period of the service pathway (found)"),
  trainingFactor: figure(2, "times", "twice as many misses while learning; no rate was found"),
  /** Time in which some users stop. */
  dropOutDays: figure(90, "days", "pilots report drop-out in the first months, no usable rate"),
  dropOutShare: {
    A: figure(0.1, "probability", "lower end of 10 to 25 % in three months"),
    B: figure(0.25, "probability", "upper end of 10 to 25 % in three months"),
  } satisfies PresetFigures,
  /** Time from a call until somebody acts: evenly between both. */
  actsAfterCallFrom: figure(1, "min", "hangs up and goes to the device"),
  actsAfterCallUntil: figure(8, "min", "hangs up and goes to the device, slowly"),
  /** The way home of somebody whom a call reaches outside. */
  wayHomeFrom: figure(10, "min", "from the neighbourhood"),
  wayHomeUntil: figure(35, "min", "from town"),
  /** Length of a journey: log-normal. */
  journeyDaysMedian: figure(2, "days", "a weekend"),
  journeyDaysSigma: figure(0.5, "sigma", "one to five days"),
  /** How long before leaving travel mode is asked for, and how often at most. */
  asksAhead: figure(90, "min", "time to pack"),
  asksTimes: figure(4, "times", "then the journey is put off"),
  asksAgain: figure(20, "min", "waits for the device, then asks again"),
  /** Who has relatives that may be called, and whether these answer and how soon they help. */
  relativeShare: figure(0.6, "probability", "relatives optional in the response chain (found)"),
  relativeAnswers: figure(0.8, "probability", "no published figure"),
  relativeHelpsFrom: figure(5, "min", "helps by telephone"),
  relativeHelpsUntil: figure(40, "min", "comes by car"),
  /** How often relatives come by without being called, and how long they stay: exponential. */
  relativeVisits: figure(0.3, "per-day", "twice a week"),
  relativeStay: figure(60, "min", "a cup of coffee"),
  /** A round of home care: first home, then way and stop at each home, evenly between both. */
  roundBegins: figure(480, "min", "08:00, local time"),
  roundBeginsLate: figure(25, "min", "at most so much later, after the morning meeting"),
  wayFrom: figure(3, "min", "the next house"),
  wayUntil: figure(15, "min", "across a rural district"),
  stopFrom: figure(4, "min", "fills a dispenser and asks how it goes"),
  stopUntil: figure(15, "min", "with a bandage besides"),
  longStopChance: figure(0.07, "probability", "somebody fell, or is ill"),
  longStop: figure(45, "min", "so much longer"),
  homesOfRound: figure(10, "times", "homes that one morning has room for"),
} as const;

/** Looks up the chance of stopping within {@link PEOPLE_FIGURES.dropOutDays}. */
export function dropOutChance(preset: PersonaPreset): number {
  return PEOPLE_FIGURES.dropOutShare[preset].value;
}

function figure(value: number, unit: PersonaFigure["unit"], from: string): PersonaFigure {
  return { value, unit, confidence: "inferred", source: `inferred: ${from}` };
}
