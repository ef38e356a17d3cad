import type { Confidence, Fact, Figure } from "./figure.ts";

type Range = readonly [min: number, max: number];
type FigureMaker = (value: number, unit: string, range: Range, source: string) => Figure;

/** A number that a source about this very device names. */
export const found = stated("found");
/** A number that follows from other facts. */
export const inferred = stated("inferred");
/** A number that was looked for and not found; the value is our default. */
export const notFound = stated("unknown");

/** A fact that is not a number. */
export function fact<T>(value: T, confidence: Confidence, source: string): Fact<T> {
  return { value, confidence, source };
}

function stated(confidence: Confidence): FigureMaker {
  return (value, unit, range, source) => ({ value, unit, range, confidence, source });
}
