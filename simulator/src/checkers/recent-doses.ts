import { DAY_MS } from "./zone-reckoning.ts";

/** How long a dose is remembered after it was last noted or, if that is later, after its date. */
export const RECENT_MS = 7 * DAY_MS;
/** Doses that one device can make a checker remember; the oldest is forgotten first. */
export const RECENT_DOSES_MAX = 512;

interface Remembered<T> {
  readonly fact: T;
  readonly untilMs: number;
}

/**
 * What a checker knows of one device's recent doses.
 *
 * Bound: {@link RECENT_DOSES_MAX} doses, and none older than {@link RECENT_MS}; at four doses a day
 * it holds about thirty. A dose that comes up again after that is far outside its window (rule S2).
 */
export class RecentDoses<T> {
  readonly #doses = new Map<string, Remembered<T>>();
  /** The dose that was noted longest ago, and until when it is remembered. */
  #oldestId: string | undefined;
  #oldestUntilMs = Number.POSITIVE_INFINITY;
  /** The dose that was noted last: mostly the next fact is about it, too. */
  #newestId: string | undefined;

  /** What is known of a dose. */
  get(doseId: string): T | undefined {
    return this.#doses.get(doseId)?.fact;
  }

  /**
   * Notes a fact about a dose, in place of an earlier one.
   *
   * @param trueMs true time now
   * @param dueMs when the dose is due, if known: one handed out ahead is remembered until then
   */
  note(doseId: string, fact: T, trueMs: number, dueMs = trueMs): void {
    // A map keeps the order in which its names came: one that comes again goes to the end.
    if (doseId !== this.#newestId) this.#doses.delete(doseId);
    this.#newestId = doseId;
    this.#doses.set(doseId, { fact, untilMs: Math.max(trueMs, dueMs) + RECENT_MS });
    if (doseId === this.#oldestId || this.#oldestId === undefined) this.#findOldest();
    while (this.#oldestUntilMs < trueMs || this.#doses.size > RECENT_DOSES_MAX) {
      this.#doses.delete(this.#oldestId ?? "");
      this.#findOldest();
    }
  }

  #findOldest(): void {
    this.#oldestId = undefined;
    this.#oldestUntilMs = Number.POSITIVE_INFINITY;
    for (const [oldestId, { untilMs }] of this.#doses) {
      this.#oldestId = oldestId;
      this.#oldestUntilMs = untilMs;
      return;
    }
  }
}
