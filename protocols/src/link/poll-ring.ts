/** What the ring has to know of one device. */
export interface Pollable {
  /** Something is to be said or fetched now. */
  readonly isHot: boolean;
  /** No contact: asking may cost the whole wait for an answer. */
  readonly isAbsent: boolean;
  /** When it is to be asked at the latest. */
  readonly dueAtMs: number;
}

/** Turns between two attempts to reach devices that did not answer the last time. */
export const TURNS_PER_PROBE = 8;

/**
 * Decides who is asked next on a shared line.
 *
 * Turns go by pairs: one to a device for which there is something to do, one around the ring to
 * the next device that is due. So a busy device takes at most every second turn, and a quiet one
 * is asked at the latest after two turns for each device of the line. Of devices without contact
 * at most one in {@link TURNS_PER_PROBE} turns may cost a wait in vain.
 *
 * @see OMDP-LNK-026
 */
export class PollRing<Peer extends Pollable> {
  readonly #peers: readonly Peer[];
  #hotAt = 0;
  #ringAt = 0;
  #wasHot = false;
  #turnsSinceMiss = TURNS_PER_PROBE;

  constructor(peers: readonly Peer[]) {
    this.#peers = peers;
  }

  /** Chooses who is asked now; `undefined` when nobody has to be. */
  next(nowMs: number): Peer | undefined {
    const [first, second] = this.#wasHot
      ? [() => this.#nextDue(nowMs), () => this.#nextHot()]
      : [() => this.#nextHot(), () => this.#nextDue(nowMs)];
    const chosen = first() ?? second();
    if (chosen !== undefined) this.#turnsSinceMiss++;
    return chosen;
  }

  /** A device without contact did not answer. */
  missed(): void {
    this.#turnsSinceMiss = 0;
  }

  /** When somebody has to be asked next; `undefined` on a line without devices. */
  get dueAtMs(): number | undefined {
    let earliest: number | undefined;
    const mayMiss = this.#mayMiss;
    for (const { dueAtMs, isHot, isAbsent } of this.#peers) {
      if (isHot) return Number.NEGATIVE_INFINITY;
      if (isAbsent && !mayMiss) continue;
      if (earliest === undefined || dueAtMs < earliest) earliest = dueAtMs;
    }
    return earliest;
  }

  #nextHot(): Peer | undefined {
    const at = this.#find(this.#hotAt, ({ isHot }) => isHot);
    if (at === undefined) return undefined;
    this.#hotAt = at + 1;
    this.#wasHot = true;
    return this.#peers[at];
  }

  #nextDue(nowMs: number): Peer | undefined {
    const mayMiss = this.#mayMiss;
    const at = this.#find(
      this.#ringAt,
      ({ dueAtMs, isAbsent }) => dueAtMs <= nowMs && (mayMiss || !isAbsent),
    );
    if (at === undefined) return undefined;
    this.#ringAt = at + 1;
    this.#wasHot = false;
    return this.#peers[at];
  }

  /** Whether the next turn may be one that costs a wait in vain. */
  get #mayMiss(): boolean {
    const isItsTurn = this.#turnsSinceMiss >= TURNS_PER_PROBE - 1;
    return isItsTurn || this.#peers.every(({ isAbsent }) => isAbsent);
  }

  #find(from: number, suits: (peer: Peer) => boolean): number | undefined {
    const count = this.#peers.length;
    for (let step = 0; step < count; step++) {
      const at = (from + step) % count;
      const peer = this.#peers[at];
      if (peer !== undefined && suits(peer)) return at;
    }
    return undefined;
  }
}
