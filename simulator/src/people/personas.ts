import type { Persona, PersonaFigure, PersonaName } from "./persona.ts";

const CALIBRATED =
  "Inferred: calibrated so that a fleet of all personas has about 0.4 % (A) or 1 % (B) doses finally missed, against published 99.3 to 99.7 % retrieved";
const PLAUSIBLE = "Inferred: no published figure was found";

/** People as data; every number is inferred and meant to be replaced by a municipality's own. */
export const PERSONAS: Readonly<Record<PersonaName, Persona>> = {
  stable: {
    name: "stable",
    title: "Has a routine and seldom needs more than the first signal",
    takesAlone: { A: probability(0.996), B: probability(0.99) },
    takesAfterCall: { A: probability(0.003), B: probability(0.007) },
    latencyMedian: figure(4, "min", CALIBRATED),
    latencySigma: figure(0.9, "sigma", CALIBRATED),
    ignoresFirstReminder: figure(0, "probability", PLAUSIBLE),
    idleHandling: figure(0.1, "per-day", PLAUSIBLE),
  },
  forgetful: {
    name: "forgetful",
    title: "Often needs a second reminder, and now and then a call",
    takesAlone: { A: probability(0.985), B: probability(0.955) },
    takesAfterCall: { A: probability(0.011), B: probability(0.035) },
    latencyMedian: figure(14, "min", CALIBRATED),
    latencySigma: figure(1, "sigma", CALIBRATED),
    ignoresFirstReminder: figure(0.3, "probability", CALIBRATED),
    idleHandling: figure(0.5, "per-day", PLAUSIBLE),
  },
};

function probability(value: number): PersonaFigure {
  return figure(value, "probability", CALIBRATED);
}

function figure(value: number, unit: PersonaFigure["unit"], source: string): PersonaFigure {
  return { value, unit, confidence: "inferred", source };
}
