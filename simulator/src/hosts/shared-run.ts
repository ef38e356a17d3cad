import type { RunSpec } from "../home/run-spec.ts";
import { CallRow } from "./call-row.ts";
import type { CentreAnswer, CentreCall } from "./centre-call.ts";
import { comparePlaces, type Place, SharedCentre } from "./shared-centre.ts";
import type { HomeRun, HomeStand, SharedNews } from "./shared-shard.ts";

/** Homes of a run with a shared centre, wherever they are. */
export interface SharedHomes {
  /**
   * Has all homes live on that wait for nobody.
   *
   * @param aheadMs how far they may live on behind that, whenever nothing else is asked of them; what
   *   they want of the centre by then may be told at once or with any later news
   */
  liveOn(untilMs: number, aheadMs: number): Promise<SharedNews>;
  /** Tells homes what the centre said, then has some of them live on. */
  step(answers: readonly CentreAnswer[], runs: readonly HomeRun[]): Promise<SharedNews>;
}

/** A home that may not live on by itself at the moment. */
interface Involved {
  readonly lane: number;
  /** Requests that nobody has taken up, as far as the home is. */
  waiting: number;
  /** People who work for it, as far as it is. */
  held: number;
  /** True time up to which all has happened in it. */
  reachedMs: number;
  /** When something happens next in it at the earliest; `undefined` for never. */
  nextMs: number | undefined;
}

const NEVER: Place = { trueMs: Number.POSITIVE_INFINITY, lane: 0 };

/**
 * The exact order of a run with a shared centre, kept without one queue of all homes. A home that
 * waits for nobody lives on by itself, for whatever happens elsewhere it can't know of; one that waits
 * lives on no further than the centre's next deed. The centre takes a call when every home is so far
 * that no other one can come before it.
 *
 * Only two things bring somebody to a home that waits: somebody is let go, by another home or by
 * itself, or a shift changes. So homes that wait and have somebody, who may let them go any time, go on
 * among each other in exact order, event by event; those that only wait are taken along in one go.
 *
 * What homes want of the centre at a later instant than the run is at stays in the row until then, so
 * that homes elsewhere need not stand still while the centre is at work.
 */
export class SharedRun {
  readonly #homes: SharedHomes;
  readonly #centre: SharedCentre;
  readonly #row = new CallRow();
  readonly #involved = new Map<number, Involved>();
  /** Homes that wait for nobody and are not as far as all others. */
  readonly #behind = new Set<number>();
  #answers: CentreAnswer[] = [];

  constructor(spec: RunSpec, deviceIds: readonly string[], homes: SharedHomes) {
    this.#centre = new SharedCentre(spec, deviceIds);
    this.#homes = homes;
  }

  /** The people whom all homes share. */
  get centre(): SharedCentre {
    return this.#centre;
  }

  /**
   * Moves the whole run on to an instant, itself included.
   *
   * @param aheadMs how far homes may live on meanwhile that wait for nobody; the next call has to get
   *   at least there
   */
  async advance(untilMs: number, aheadMs: number = untilMs): Promise<void> {
    this.#hear(await this.#homes.liveOn(untilMs, aheadMs), untilMs);
    const end: Place = { trueMs: untilMs, lane: Number.POSITIVE_INFINITY };
    for (;;) {
      if (this.#answers.length > 0 || this.#behind.size > 0) {
        await this.#step(
          [...this.#behind].map((lane) => ({ lane, untilMs })),
          untilMs,
        );
        continue;
      }
      const next = this.#next(end);
      const runs = this.#runsTo(next);
      if (runs.length > 0) await this.#step(runs, untilMs);
      else if (next === end) return;
      else this.#happen(next);
    }
  }

  async #step(runs: readonly HomeRun[], untilMs: number): Promise<void> {
    const answers = this.#answers;
    this.#answers = [];
    this.#behind.clear();
    this.#hear(await this.#homes.step(answers, runs), untilMs);
  }

  /** The call, or the deed of the centre by itself, that comes next as far as it is known. */
  #next(end: Place): Place {
    const call = this.#row.first() ?? NEVER;
    const deed = this.#centre.next() ?? NEVER;
    const first = comparePlaces(call, deed) < 0 ? call : deed;
    return comparePlaces(first, end) < 0 ? first : end;
  }

  /** Who has to live on before something happens at the centre. */
  #runsTo(next: Place): readonly HomeRun[] {
    let first: Involved | undefined;
    for (const home of this.#involved.values()) {
      if (home.held === 0 || home.waiting === 0 || home.nextMs === undefined) continue;
      if (comparePlaces(placeOf(home), next) >= 0) continue;
      if (first === undefined || comparePlaces(placeOf(home), placeOf(first)) < 0) first = home;
    }
    if (first !== undefined) return [{ lane: first.lane, untilMs: placeOf(first).trueMs }];
    const runs: HomeRun[] = [];
    for (const { lane, waiting, reachedMs, nextMs = NEVER.trueMs } of this.#involved.values()) {
      const untilMs = lane < next.lane ? next.trueMs : next.trueMs - 1;
      const isThere = reachedMs >= untilMs || nextMs > untilMs;
      if (waiting > 0 && !isThere) runs.push({ lane, untilMs });
    }
    return runs;
  }

  #happen(next: Place): void {
    const call = this.#row.first();
    if (call !== undefined && call === next) {
      this.#row.take();
      this.#centre.take(call);
    } else this.#centre.live();
    for (const answer of this.#centre.takeAnswers()) this.#answer(answer);
  }

  #answer(answer: CentreAnswer): void {
    const home = this.#of(answer.lane);
    home.waiting -= 1;
    home.held += 1;
    this.#answers.push(answer);
    if (home.waiting === 0) this.#behind.add(answer.lane);
  }

  /** Takes in what homes came to; who waits for nobody any more goes on to where all others are. */
  #hear({ calls, stands }: SharedNews, untilMs: number): void {
    for (const call of calls) this.#note(call);
    this.#row.add(calls);
    for (const stand of stands) this.#stand(stand, untilMs);
  }

  #note(call: CentreCall): void {
    const home = this.#of(call.lane);
    if (call.wish === "ask") {
      home.waiting += 1;
      home.reachedMs = call.trueMs - 1;
      home.nextMs = call.trueMs;
    } else if (call.wish === "withdraw") home.waiting -= 1;
    else home.held -= 1;
    if (home.waiting === 0 && home.held === 0) this.#involved.delete(call.lane);
  }

  #stand({ lane, reachedMs, nextMs }: HomeStand, untilMs: number): void {
    const home = this.#of(lane);
    if (reachedMs !== undefined) home.reachedMs = reachedMs;
    home.nextMs = nextMs;
    if (home.waiting > 0) return;
    if (home.reachedMs < untilMs) this.#behind.add(lane);
    else if (home.held === 0) this.#involved.delete(lane);
  }

  #of(lane: number): Involved {
    const known = this.#involved.get(lane);
    if (known !== undefined) return known;
    const fresh = { lane, waiting: 0, held: 0, reachedMs: 0, nextMs: undefined };
    this.#involved.set(lane, fresh);
    return fresh;
  }
}

function placeOf({ lane, nextMs }: Involved): Place {
  return { trueMs: nextMs ?? Number.POSITIVE_INFINITY, lane };
}
