import type { DeskRequest, Operator, OperatorDesk } from "../response/operator-desk.ts";
import type { CentreWish, SharedDesk } from "./centre-call.ts";

/** Whom a home's line to the shared centre tells. */
export interface CentreLineSetup {
  readonly onWish: (wish: CentreWish) => void;
  /** The home must not live on before it has heard from the centre. */
  readonly pause: () => void;
}

/**
 * One home's line to the people that all homes share, where these are elsewhere: what it wants is
 * told as data, and the answer comes later, though at the same instant of the run.
 *
 * It rests on three habits of those who ask: asking and releasing are the last things in their event,
 * and whoever is begun on neither asks nor releases at once.
 */
export class CentreLine {
  readonly #setup: CentreLineSetup;
  readonly #waiting = new Map<number, (operator: Operator) => void>();
  #asked = 0;

  constructor(setup: CentreLineSetup) {
    this.#setup = setup;
  }

  /** Whether it has asked for somebody who has not come yet. */
  waits(): boolean {
    return this.#waiting.size > 0;
  }

  /** Where alerts of this home get somebody. */
  desk(desk: SharedDesk): OperatorDesk {
    return { ask: (request) => this.#ask(desk, request) };
  }

  /** Somebody takes up what was asked for. */
  begin(id: number, name: string): void {
    const begin = this.#waiting.get(id);
    if (begin === undefined) throw new RangeError(`nobody waits for ${id}`);
    this.#waiting.delete(id);
    begin({ name, release: () => this.#release(id) });
  }

  #ask(desk: SharedDesk, { alertId, severity, sinceMs, begin }: DeskRequest): () => void {
    this.#asked += 1;
    const id = this.#asked;
    this.#waiting.set(id, begin);
    this.#setup.onWish({ wish: "ask", id, desk, alertId, severity, sinceMs });
    this.#setup.pause();
    return () => {
      if (this.#waiting.delete(id)) this.#setup.onWish({ wish: "withdraw", id });
    };
  }

  /** Whom this one frees may come to this very home. */
  #release(id: number): void {
    this.#setup.onWish({ wish: "release", id });
    if (this.waits()) this.#setup.pause();
  }
}
