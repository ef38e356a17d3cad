import { MINUTE_MS } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";
import type { DoseChances } from "./chances.ts";
import type { DoseWait } from "./dose-wait.ts";
import type { Persona } from "./persona.ts";

/** What becomes of a dose, as far as it depends on its user. */
export type Intention = "takes-alone" | "takes-after-call" | "leaves-it";

/** What is drawn for one dose when its dispenser calls. */
export interface DoseDecision {
  readonly intention: Intention;
  /** They are not at home. */
  readonly isOut: boolean;
  /** They heed only the second round of reminding. */
  readonly ignoresFirst: boolean;
  /** A place in a span of time, 0 to 1: when they are called, or come home. */
  readonly at: number;
}

/** Time after the alert in which nobody has called yet, and before the end that a hand needs, ms. */
const CALLED_AFTER_MS = 1 * MINUTE_MS;
const HANDS_NEED_MS = 2 * MINUTE_MS;
/** Greatest time from the end of a dose that nobody took until they are home again, ms; inferred. */
const HOME_AFTER_MS = 60 * MINUTE_MS;

/** Draws what becomes of one dose; as many numbers each time, whatever comes out. */
export function decideDose(
  random: RandomStream,
  persona: Persona,
  { alone, afterCall }: DoseChances,
): DoseDecision {
  const chance = random.uniform();
  const isOut = random.chance(persona.isOut.value);
  const ignoresFirst = random.chance(persona.ignoresFirstReminder.value);
  const at = random.uniform();
  if (chance < alone) return { intention: "takes-alone", isOut: false, ignoresFirst, at };
  const intention = chance < alone + afterCall ? "takes-after-call" : "leaves-it";
  return { intention, isOut, ignoresFirst, at };
}

/**
 * Says when the call that belongs to the persona brings somebody to their dose, ms from the call of
 * the device: evenly between the first alert and the end of the window. Where no time lies between
 * the two a call helps nobody.
 */
export function calledAfterMs({ alertMs, lateMs }: DoseWait, at: number): number | undefined {
  const fromMs = alertMs + CALLED_AFTER_MS;
  const untilMs = lateMs - HANDS_NEED_MS;
  return untilMs > fromMs ? Math.round(fromMs + at * (untilMs - fromMs)) : undefined;
}

/** Says when somebody who left home without a word is back, ms from the call of the device. */
export function homeAfterMs({ lateMs }: DoseWait, at: number): number {
  return Math.round(lateMs + at * HOME_AFTER_MS);
}
