/** For how long before a run's end what was written counts as under way, ms; rule S4 leaves as much. */
export const UNDER_WAY_MS = 60_000;

/** Old numbers are looked for when there are as many as this. */
const TRIMMED_FROM = 32;

/** The records of one journal that were written in the last minute, each with its true time. */
export class YoungRecords {
  readonly #seqs: number[] = [];
  readonly #atMs: number[] = [];

  /** A record became durable; called in order of true time. */
  add(seq: number, trueMs: number): void {
    if (this.#seqs.length >= TRIMMED_FROM) this.#forgetBefore(trueMs - UNDER_WAY_MS);
    this.#seqs.push(seq);
    this.#atMs.push(trueMs);
  }

  /** The numbers of those that a run's end found on their way. */
  underWayAt(endedMs: number): ReadonlySet<number> {
    const sinceMs = endedMs - UNDER_WAY_MS;
    return new Set(this.#seqs.filter((_seq, at) => (this.#atMs[at] ?? 0) > sinceMs));
  }

  #forgetBefore(ms: number): void {
    const kept = this.#atMs.findIndex((atMs) => atMs > ms);
    const old = kept < 0 ? this.#atMs.length : kept;
    this.#atMs.splice(0, old);
    this.#seqs.splice(0, old);
  }
}
