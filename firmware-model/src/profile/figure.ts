/**
 * How sure a fact about a device is: `found` in a source about this device, `stand-in` found for
 * the device that stands in for it, `inferred` from other facts, `unknown` (looked for, not found;
 * the value is our default).
 */
export type Confidence = "found" | "stand-in" | "inferred" | "unknown";

/** A number about a product, with where it comes from. */
export interface Figure {
  readonly value: number;
  /** Unit of the value: `min`, `slots`, `doses`, `degree`, `s`, `permille`, `h`, `events`. */
  readonly unit: string;
  /** Values that a municipality or a test may set instead, both ends included. */
  readonly range: readonly [min: number, max: number];
  readonly confidence: Confidence;
  /** Where it was found, or what it was inferred from. */
  readonly source: string;
}

/** A fact that is not a number, with where it comes from. */
export interface Fact<T> {
  readonly value: T;
  readonly confidence: Confidence;
  readonly source: string;
}
