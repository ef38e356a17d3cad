/** Time that a carousel takes from one compartment to the next, ms; inferred. */
export const COMPARTMENT_MS = 400;

/** How far from a compartment's middle it still stands over the opening; inferred. */
const OPENING_TOLERANCE = 0.1;

interface Turn {
  readonly from: number;
  readonly by: number;
  readonly startMs: number;
}

/**
 * The turning part of a carousel: where it truly stands, at any instant. Places are counted in
 * compartments: at `k` compartment `k` stands over the opening. It turns one way and has a mark at 0.
 */
export class CarouselDrive {
  readonly #slots: number;
  #at = 0;
  #turn: Turn | undefined;

  constructor(slots: number) {
    this.#slots = slots;
  }

  /** Puts the carousel in by hand. */
  seat(place: number): void {
    this.#turn = undefined;
    this.#at = place;
  }

  /**
   * Begins to turn forward.
   *
   * @param by compartments, 0 or more
   * @returns how long it turns, ms
   */
  turn(by: number, trueMs: number): number {
    this.halt(trueMs);
    this.#turn = { from: this.#at, by, startMs: trueMs };
    return Math.ceil(by * COMPARTMENT_MS);
  }

  /** Stops wherever it is. */
  halt(trueMs: number): void {
    this.#at = this.placeAt(trueMs);
    this.#turn = undefined;
  }

  /** Place at an instant, from 0 to under the number of compartments. */
  placeAt(trueMs: number): number {
    if (this.#turn === undefined) return this.#at;
    const { from, by, startMs } = this.#turn;
    const done = Math.min(by, Math.max(0, trueMs - startMs) / COMPARTMENT_MS);
    return this.#wrap(from + done);
  }

  /** Compartment over the opening; `undefined` when it stands between two. */
  slotAt(trueMs: number): number | undefined {
    const place = this.placeAt(trueMs);
    const nearest = Math.round(place);
    return Math.abs(place - nearest) > OPENING_TOLERANCE ? undefined : nearest % this.#slots;
  }

  /** Compartments from here forward until the mark comes, a whole turn when it stands there. */
  aheadToMark(trueMs: number): number {
    return this.#slots - this.placeAt(trueMs);
  }

  #wrap(place: number): number {
    const wrapped = place % this.#slots;
    return this.#slots - wrapped < 1e-6 ? 0 : wrapped;
  }
}
