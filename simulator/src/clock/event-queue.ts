import { EventWheel, NONE } from "./event-wheel.ts";
import type { ScheduledEvent, Scheduler } from "./scheduler.ts";

/** More events than this at one instant in one lane mean that a device runs in circles. */
export const EVENTS_PER_INSTANT_MAX = 10_000;

/** A device that keeps arming events for the very same instant would hold time for ever. */
export class EndlessWorkError extends Error {
  override readonly name = "EndlessWorkError";
  /** Lane of the device that runs in circles. */
  readonly lane: number;
  /** Instant that does not pass, true ms. */
  readonly trueMs: number;

  constructor(lane: number, trueMs: number) {
    super(`lane ${lane} ran more than ${EVENTS_PER_INSTANT_MAX} events at instant ${trueMs}`);
    this.lane = lane;
    this.trueMs = trueMs;
  }
}

/** Events of one instant that are sorted without a library. */
const SORTED_BY_HAND = 24;

interface QueuedEvent extends ScheduledEvent {
  /** Place of the event in the queue's arrays, and how often the place had been given before. */
  readonly place: number;
  readonly use: number;
}

interface Lane {
  readonly number: number;
  sequence: number;
  pending: number;
  instantMs: number;
  eventsAtInstant: number;
}

/**
 * Virtual time: a timing wheel of events that jumps from one to the next.
 *
 * The wheel gives all events of one instant at once; they are put in the order of lane and arming,
 * and those that are armed for the same instant meanwhile are put between them.
 */
export class EventQueue implements Scheduler {
  readonly #wheel: EventWheel;
  /** What each event is to do; absent once it ran or was cancelled, so that nothing is held on to. */
  readonly #runs: ((() => void) | undefined)[] = [];
  readonly #laneOfEvent: Lane[] = [];
  readonly #sequences: number[] = [];
  readonly #uses: number[] = [];
  readonly #freePlaces: number[] = [];
  readonly #lanes = new Map<number, Lane>();
  /** Events of the present instant that have not run, from {@link #dueAt} to {@link #dueEnd}. */
  readonly #due: number[] = [];
  #dueAt = 0;
  #dueEnd = 0;
  #dueMs = Number.NEGATIVE_INFINITY;
  #lastLane: Lane | undefined;
  #nowMs: number;
  #pending = 0;
  #steps = 0;
  #isPaused = false;

  /** Starts virtual time at an instant, ms since the Unix epoch. */
  constructor(startMs: number) {
    this.#nowMs = wholeMs(startMs);
    this.#wheel = new EventWheel(startMs);
  }

  /** See {@link Scheduler.nowMs}. */
  nowMs(): number {
    return this.#nowMs;
  }

  /** See {@link Scheduler.at}. */
  at(trueMs: number, lane: number, run: () => void): ScheduledEvent {
    const owner = this.#laneOf(lane);
    const dueMs = Math.max(wholeMs(trueMs), this.#nowMs);
    const place = this.#takePlace();
    this.#runs[place] = run;
    this.#laneOfEvent[place] = owner;
    this.#sequences[place] = owner.sequence;
    owner.sequence += 1;
    owner.pending += 1;
    this.#pending += 1;
    if (dueMs === this.#dueMs && this.#dueAt < this.#dueEnd) this.#putBetween(place);
    else this.#wheel.insert(place, dueMs);
    const event: QueuedEvent = { trueMs: dueMs, place, use: this.#uses[place] ?? 0 };
    return event;
  }

  /** See {@link Scheduler.cancel}. */
  cancel(event: ScheduledEvent): void {
    const { place, use } = event as QueuedEvent;
    if (this.#uses[place] !== use || this.#runs[place] === undefined) return;
    this.#settle(place);
    // An event of the present instant keeps its place until its turn would have come.
    if (!this.#wheel.holds(place)) return;
    this.#wheel.remove(place);
    this.#freePlaces.push(place);
  }

  /** Says when the next event is due, true ms; `undefined` when none is pending. */
  nextMs(): number | undefined {
    this.#skipCancelled();
    return this.#dueAt < this.#dueEnd ? this.#dueMs : this.#wheel.earliestMs();
  }

  /**
   * Moves time to the next event and runs it.
   *
   * @returns false when none is pending
   * @throws EndlessWorkError when one lane holds time
   */
  step(): boolean {
    return this.#runNext(Number.MAX_SAFE_INTEGER);
  }

  /**
   * Runs every event up to an instant, itself included, and leaves time there; or at the event that
   * asked for a pause.
   *
   * @returns false when an event asked for a pause
   */
  runUntil(trueMs: number): boolean {
    const end = wholeMs(trueMs);
    this.#isPaused = false;
    while (!this.#isPaused && this.#runNext(end));
    if (this.#isPaused) return false;
    this.#nowMs = Math.max(this.#nowMs, end);
    return true;
  }

  /** Has {@link runUntil} come back after the event that runs. */
  pause(): void {
    this.#isPaused = true;
  }

  /** Moves time on without running anything; no event may be due before this instant. */
  moveTo(trueMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, wholeMs(trueMs));
  }

  /** Counts the events that wait, of one lane or of all. */
  pending(lane?: number): number {
    return lane === undefined ? this.#pending : (this.#lanes.get(lane)?.pending ?? 0);
  }

  /** Counts the events that ran. */
  steps(): number {
    return this.#steps;
  }

  #runNext(limitMs: number): boolean {
    this.#skipCancelled();
    if (this.#dueAt >= this.#dueEnd && !this.#takeInstant(limitMs)) return false;
    if (this.#dueMs > limitMs) return false;
    const place = this.#due[this.#dueAt] ?? NONE;
    const run = this.#runs[place];
    if (run === undefined) return false;
    this.#dueAt += 1;
    this.#nowMs = this.#dueMs;
    this.#guard(place);
    this.#settle(place);
    this.#freePlaces.push(place);
    this.#steps += 1;
    run();
    return true;
  }

  #takeInstant(limitMs: number): boolean {
    this.#dueAt = 0;
    this.#dueEnd = this.#wheel.takeNext(limitMs, this.#due);
    if (this.#dueEnd === 0) return false;
    if (this.#dueEnd > 1) this.#sortDue();
    this.#dueMs = this.#wheel.dueMs(this.#due[0] ?? NONE);
    return true;
  }

  /** Few events share an instant, mostly: those are put in order by hand. */
  #sortDue(): void {
    const due = this.#due;
    if (this.#dueEnd > SORTED_BY_HAND) {
      due.length = this.#dueEnd;
      due.sort((a, b) => this.#compare(a, b));
      return;
    }
    for (let from = 1; from < this.#dueEnd; from += 1) {
      const place = due[from] ?? NONE;
      let to = from;
      for (; to > 0 && this.#compare(due[to - 1] ?? NONE, place) > 0; to -= 1) {
        due[to] = due[to - 1] ?? NONE;
      }
      due[to] = place;
    }
  }

  #putBetween(place: number): void {
    let [low, high] = [this.#dueAt, this.#dueEnd];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#due[middle] ?? NONE, place) < 0) low = middle + 1;
      else high = middle;
    }
    this.#wheel.keepOut(place, this.#dueMs);
    this.#due.splice(low, 0, place);
    this.#dueEnd += 1;
  }

  #skipCancelled(): void {
    for (; this.#dueAt < this.#dueEnd; this.#dueAt += 1) {
      const place = this.#due[this.#dueAt] ?? NONE;
      if (this.#runs[place] !== undefined) return;
      this.#freePlaces.push(place);
    }
  }

  #takePlace(): number {
    const place = this.#freePlaces.pop() ?? this.#runs.length;
    if (place === this.#uses.length) this.#uses.push(0);
    if (place >= this.#wheel.capacity) this.#wheel.grow();
    return place;
  }

  /** Order of events of one instant. */
  #compare(a: number, b: number): number {
    const byLane = (this.#laneOfEvent[a]?.number ?? 0) - (this.#laneOfEvent[b]?.number ?? 0);
    return byLane || (this.#sequences[a] ?? 0) - (this.#sequences[b] ?? 0);
  }

  #laneOf(number: number): Lane {
    // Mostly the lane that armed the event before.
    if (this.#lastLane?.number === number) return this.#lastLane;
    let lane = this.#lanes.get(number);
    if (lane === undefined) {
      if (!Number.isSafeInteger(number)) throw new RangeError(`not a lane: ${number}`);
      lane = { number, sequence: 0, pending: 0, instantMs: -1, eventsAtInstant: 0 };
      this.#lanes.set(number, lane);
    }
    this.#lastLane = lane;
    return lane;
  }

  #settle(place: number): void {
    const lane = this.#laneOfEvent[place];
    this.#runs[place] = undefined;
    this.#uses[place] = (this.#uses[place] ?? 0) + 1;
    this.#pending -= 1;
    if (lane !== undefined) lane.pending -= 1;
  }

  #guard(place: number): void {
    const lane = this.#laneOfEvent[place];
    if (lane === undefined) return;
    lane.eventsAtInstant = lane.instantMs === this.#dueMs ? lane.eventsAtInstant + 1 : 1;
    lane.instantMs = this.#dueMs;
    if (lane.eventsAtInstant > EVENTS_PER_INSTANT_MAX) {
      throw new EndlessWorkError(lane.number, this.#dueMs);
    }
  }
}

function wholeMs(trueMs: number): number {
  if (!Number.isSafeInteger(trueMs)) throw new RangeError(`not a whole time in ms: ${trueMs}`);
  return trueMs;
}
