import { DAY_MS } from "@dosekit/protocols";
import type { PeopleHabits } from "./habits.ts";
import { PEOPLE_FIGURES } from "./people-figures.ts";
import type { Persona, PersonaPreset } from "./persona.ts";

/** What becomes of one dose: taken alone, taken after a call, or else left. */
export interface DoseChances {
  readonly alone: number;
  readonly afterCall: number;
}

/** Mean length of a month, days. */
const MONTH_DAYS = 30.4375;

/**
 * Reckons a person's chances some time after they got their dispenser. Misses double in the test
 * period and grow with decline; the part of them that a call can still save stays the same.
 *
 * @param inServiceMs time since they got it
 */
export function dosesChances(
  persona: Persona,
  preset: PersonaPreset,
  habits: Pick<PeopleHabits, "training" | "decline">,
  inServiceMs: number,
): DoseChances {
  const alone = persona.takesAlone[preset].value;
  const afterCall = persona.takesAfterCall[preset].value;
  const days = inServiceMs / DAY_MS;
  const { trainingDays, trainingFactor } = PEOPLE_FIGURES;
  const isLearning = habits.training && days < trainingDays.value;
  const declined = habits.decline ? (persona.monthlyDecline.value * days) / MONTH_DAYS : 0;
  const left = (1 - alone + declined) * (isLearning ? trainingFactor.value : 1);
  if (left === 1 - alone || alone === 1) return { alone, afterCall };
  const bounded = Math.min(1, left);
  return { alone: 1 - bounded, afterCall: bounded * (afterCall / (1 - alone)) };
}
