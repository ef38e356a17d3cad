import { EventQueue } from "../clock/event-queue.ts";
import type { RunSpec } from "../home/run-spec.ts";
import type { OperatorDesk } from "../response/operator-desk.ts";
import { openResponse } from "../response/response-service.ts";
import { RunRecorder } from "../results/run-recorder.ts";
import type { RunSums } from "../results/run-sums.ts";
import type { CentreAnswer, CentreCall, SharedDesk } from "./centre-call.ts";

/** A place in the exact order of a run: true time, then lane. */
export interface Place {
  readonly trueMs: number;
  readonly lane: number;
}

/** Says which of two places comes first: negative for the first of them. */
export function comparePlaces(a: Place, b: Place): number {
  return a.trueMs - b.trueMs || a.lane - b.lane;
}

/** What somebody who came, or is still to come, is taken back or let go by. */
interface Asked {
  readonly withdraw: () => void;
  release: (() => void) | undefined;
}

/**
 * The people whom all homes share, on a time of their own: it takes calls one after the other, in the
 * exact order of the run, and tells who comes.
 */
export class SharedCentre {
  readonly #queue: EventQueue;
  readonly #lane: number;
  readonly #recorder: RunRecorder;
  readonly #desks: Readonly<Record<SharedDesk, OperatorDesk>>;
  readonly #idOf: (lane: number) => string;
  readonly #asked = new Map<string, Asked>();
  #answers: CentreAnswer[] = [];
  #calls = 0;

  /**
   * Opens: whoever is on duty is there.
   *
   * @param deviceIds of all homes, in the order of their lanes
   * @throws RangeError when zone or shifts of the plan do not exist (a caller's bug)
   */
  constructor(spec: RunSpec, deviceIds: readonly string[]) {
    this.#queue = new EventQueue(spec.startMs);
    this.#lane = deviceIds.length;
    this.#idOf = (lane) => deviceIds[lane] ?? "";
    this.#recorder = new RunRecorder(spec);
    const { desk, homeCare } = openResponse(spec, {
      ...{ scheduler: this.#queue, lane: this.#lane },
      observe: (seen) => this.#recorder.observe(seen),
    });
    this.#desks = { operators: desk, "home-care": homeCare.desk };
  }

  /** Where something happens next at the centre by itself; `undefined` for never. */
  next(): Place | undefined {
    const trueMs = this.#queue.nextMs();
    return trueMs === undefined ? undefined : { trueMs, lane: this.#lane };
  }

  /** Has happen what happens next at the centre by itself. */
  live(): void {
    this.#queue.step();
  }

  /** Takes a call; everything before it has happened. */
  take(call: CentreCall): void {
    this.#queue.moveTo(call.trueMs);
    this.#calls += 1;
    const name = `${call.lane}/${call.id}`;
    if (call.wish === "ask") this.#ask(call, name);
    else {
      const asked = this.#asked.get(name);
      this.#asked.delete(name);
      if (call.wish === "withdraw") asked?.withdraw();
      else asked?.release?.();
    }
  }

  /** Hands over who takes up what since the last time, in order. */
  takeAnswers(): readonly CentreAnswer[] {
    const answers = this.#answers;
    this.#answers = [];
    return answers;
  }

  /** Ends the run and says what was counted here; that of homes is no part of it. */
  finish(trueMs: number): { readonly steps: number; readonly sums: RunSums } {
    this.#recorder.close(trueMs);
    return { steps: this.#queue.steps(), sums: this.#recorder.sums() };
  }

  #ask({ lane, id, desk, ...said }: Extract<CentreCall, { wish: "ask" }>, name: string): void {
    const { alertId, severity, sinceMs } = said;
    let release: (() => void) | undefined;
    const withdraw = this.#desks[desk].ask({
      ...{ deviceId: this.#idOf(lane), alertId, severity, sinceMs },
      begin: (operator) => {
        release = operator.release;
        const asked = this.#asked.get(name);
        if (asked !== undefined) asked.release = release;
        const trueMs = this.#queue.nowMs();
        this.#answers.push({ lane, id, name: operator.name ?? "", trueMs });
      },
    });
    this.#asked.set(name, { withdraw, release });
  }
}
