import type { Scheduler } from "../clock/scheduler.ts";
import { AlertQueue } from "./alert-queue.ts";
import type { DutyRoster } from "./duty-roster.ts";
import type { DeskRequest, OperatorDesk } from "./operator-desk.ts";

/** What stands at a shared centre at one moment. */
export interface RoomStanding {
  /** Alerts that wait for an operator. */
  readonly waiting: number;
  /** Operators who work on an alert; those whose shift ended finish it first. */
  readonly busy: number;
  readonly onDuty: number;
}

/** What a shared centre is put up with. */
export interface OperatorRoomSetup {
  readonly scheduler: Scheduler;
  /** Place of its own events among those of the same instant: behind every device. */
  readonly lane: number;
  readonly roster: DutyRoster;
  /** Told after every change. */
  readonly onStanding: (standing: RoomStanding) => void;
}

/**
 * The operators of one centre for a whole fleet: as many alerts are worked on as there are people
 * on duty, and the others wait by severity and age.
 *
 * Invariants: no operator has two alerts; nobody begins one outside a shift; while an alert waits
 * nobody on duty is free.
 */
export class OperatorRoom implements OperatorDesk {
  readonly #setup: OperatorRoomSetup;
  readonly #queue = new AlertQueue();
  readonly #busy = new Set<number>();
  #onDuty = 0;
  /** When the roster may change next; not before its first look at it. */
  #changesMs = Number.POSITIVE_INFINITY;

  constructor(setup: OperatorRoomSetup) {
    this.#setup = setup;
  }

  /** Opens: whoever is on duty now is there. */
  start(): void {
    this.#changeShift();
  }

  /** See {@link OperatorDesk.ask}. */
  ask(request: DeskRequest): () => void {
    this.#queue.add(request);
    this.#serve();
    this.#told();
    return () => {
      // Nobody is free while somebody waits: one who waits no more makes no difference to others.
      if (this.#queue.remove(request)) this.#told();
    };
  }

  #changeShift(): void {
    const { scheduler, lane, roster } = this.#setup;
    const nowMs = scheduler.nowMs();
    this.#onDuty = roster.onDuty(nowMs);
    this.#changesMs = roster.nextChange(nowMs) ?? Number.POSITIVE_INFINITY;
    this.#serve();
    this.#told();
    if (Number.isFinite(this.#changesMs)) {
      scheduler.at(this.#changesMs, lane, () => this.#changeShift());
    }
  }

  #serve(): void {
    this.#sendHome();
    for (let operator = this.#free(); operator !== undefined; operator = this.#free()) {
      const request = this.#queue.take();
      if (request === undefined) return;
      this.#begin(operator, request);
    }
  }

  /**
   * A shift ends at its instant also for what devices do then, before the room's own turn; the next
   * one begins at that turn, so that no question of one device ever gets another one an operator.
   */
  #sendHome(): void {
    const { scheduler, roster } = this.#setup;
    const nowMs = scheduler.nowMs();
    if (nowMs >= this.#changesMs) this.#onDuty = Math.min(this.#onDuty, roster.onDuty(nowMs));
  }

  #begin(operator: number, request: DeskRequest): void {
    this.#busy.add(operator);
    request.begin({
      name: `operator-${operator}`,
      release: () => {
        this.#busy.delete(operator);
        this.#serve();
        this.#told();
      },
    });
  }

  /** The first operator on duty who has nothing to do, counted from 1. */
  #free(): number | undefined {
    for (let operator = 1; operator <= this.#onDuty; operator += 1) {
      if (!this.#busy.has(operator)) return operator;
    }
    return undefined;
  }

  #told(): void {
    const { onStanding } = this.#setup;
    onStanding({ waiting: this.#queue.size, busy: this.#busy.size, onDuty: this.#onDuty });
  }
}
