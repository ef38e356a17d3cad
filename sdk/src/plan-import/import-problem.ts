/**
 * Why a bundle is refused:
 * - `wrong-shape`: not what FHIR R4 has in that place;
 * - `too-large`: more of something than is read;
 * - `unsupported`: valid FHIR that this import does not honour exactly;
 * - `never-due`: a Timing without a single day;
 * - `rhythms-collide`: requests at one clock time whose days can't be told apart;
 * - `change-unclear`: doses were moved, added and removed at once, so that none keeps its name.
 */
export type ImportProblemCode =
  | "wrong-shape"
  | "too-large"
  | "unsupported"
  | "never-due"
  | "rhythms-collide"
  | "change-unclear";

/** One reason why a bundle is refused; never holds anything that identifies a person. */
export interface ImportProblem {
  readonly code: ImportProblemCode;
  /** Where in the bundle: `Bundle.entry[0].resource.status`. */
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
  /** The reason as one sentence. */
  readonly reason: string;
}

const PROBLEMS_MAX = 50;
const SHOWN_MAX = 40;

/** Collects the problems of one import, the first fifty of them. */
export class ProblemList {
  readonly #problems: ImportProblem[] = [];

  /** Adds a problem; returns `undefined`, so that a reader can give up in one statement. */
  add(problem: ImportProblem): undefined {
    if (this.#problems.length < PROBLEMS_MAX) this.#problems.push(problem);
  }

  /** Lists what was found so far. */
  list(): readonly ImportProblem[] {
    return [...this.#problems];
  }
}

/** Shows a value in few characters, whatever it is: objects and lists by their kind alone. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return String(value).slice(0, SHOWN_MAX);
}
