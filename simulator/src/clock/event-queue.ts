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

interface QueuedEvent extends ScheduledEvent {
  readonly lane: number;
  readonly sequence: number;
  /** What is to be done; gone once it ran or was cancelled, so that nothing is held on to. */
  run: (() => void) | undefined;
}

interface Lane {
  sequence: number;
  pending: number;
  instantMs: number;
  eventsAtInstant: number;
}

/**
 * Virtual time: a four-way heap of events that jumps from one to the next.
 *
 * Invariant: an event's children never come before it in (true time, lane, sequence). A cancelled
 * event stays in the heap as an empty shell until it surfaces or shells outnumber live events.
 */
export class EventQueue implements Scheduler {
  #heap: QueuedEvent[] = [];
  #lanes = new Map<number, Lane>();
  #nowMs: number;
  #pending = 0;
  #steps = 0;

  /** Starts virtual time at an instant, ms since the Unix epoch. */
  constructor(startMs: number) {
    this.#nowMs = wholeMs(startMs);
  }

  /** See {@link Scheduler.nowMs}. */
  nowMs(): number {
    return this.#nowMs;
  }

  /** See {@link Scheduler.at}. */
  at(trueMs: number, lane: number, run: () => void): ScheduledEvent {
    const owner = this.#laneOf(lane);
    const due = Math.max(wholeMs(trueMs), this.#nowMs);
    const event: QueuedEvent = { trueMs: due, lane, sequence: owner.sequence, run };
    owner.sequence += 1;
    owner.pending += 1;
    this.#pending += 1;
    this.#heap.push(event);
    siftUp(this.#heap, this.#heap.length - 1);
    return event;
  }

  /** See {@link Scheduler.cancel}. */
  cancel(event: ScheduledEvent): void {
    const queued = event as QueuedEvent;
    if (queued.run === undefined) return;
    this.#settle(queued);
    if (this.#heap.length > 64 && this.#pending * 2 < this.#heap.length) this.#dropShells();
  }

  /** Says when the next event is due, true ms; `undefined` when none is pending. */
  nextMs(): number | undefined {
    this.#skipShells();
    return this.#heap[0]?.trueMs;
  }

  /**
   * Moves time to the next event and runs it.
   *
   * @returns false when none is pending
   * @throws EndlessWorkError when one lane holds time
   */
  step(): boolean {
    this.#skipShells();
    const event = popFirst(this.#heap);
    if (event?.run === undefined) return false;
    const { run } = event;
    this.#nowMs = event.trueMs;
    this.#guard(event);
    this.#settle(event);
    this.#steps += 1;
    run();
    return true;
  }

  /** Runs every event up to an instant, itself included, and leaves time there. */
  runUntil(trueMs: number): void {
    const end = wholeMs(trueMs);
    for (let next = this.nextMs(); next !== undefined && next <= end; next = this.nextMs()) {
      this.step();
    }
    this.#nowMs = Math.max(this.#nowMs, end);
  }

  /** Counts the events that wait, of one lane or of all. */
  pending(lane?: number): number {
    return lane === undefined ? this.#pending : (this.#lanes.get(lane)?.pending ?? 0);
  }

  /** Counts the events that ran. */
  steps(): number {
    return this.#steps;
  }

  #laneOf(lane: number): Lane {
    const known = this.#lanes.get(lane);
    if (known !== undefined) return known;
    if (!Number.isSafeInteger(lane)) throw new RangeError(`not a lane: ${lane}`);
    const fresh = { sequence: 0, pending: 0, instantMs: -1, eventsAtInstant: 0 };
    this.#lanes.set(lane, fresh);
    return fresh;
  }

  #settle(event: QueuedEvent): void {
    event.run = undefined;
    this.#pending -= 1;
    this.#laneOf(event.lane).pending -= 1;
  }

  #guard(event: QueuedEvent): void {
    const lane = this.#laneOf(event.lane);
    lane.eventsAtInstant = lane.instantMs === event.trueMs ? lane.eventsAtInstant + 1 : 1;
    lane.instantMs = event.trueMs;
    if (lane.eventsAtInstant > EVENTS_PER_INSTANT_MAX) {
      throw new EndlessWorkError(event.lane, event.trueMs);
    }
  }

  #skipShells(): void {
    while (this.#heap.length > 0 && this.#heap[0]?.run === undefined) popFirst(this.#heap);
  }

  #dropShells(): void {
    // An ascending row is a heap already, and its order is the order of the queue.
    this.#heap = this.#heap.filter(({ run }) => run !== undefined).sort(order);
  }
}

function wholeMs(trueMs: number): number {
  if (!Number.isSafeInteger(trueMs)) throw new RangeError(`not a whole time in ms: ${trueMs}`);
  return trueMs;
}

function order(a: QueuedEvent, b: QueuedEvent): number {
  return a.trueMs - b.trueMs || a.lane - b.lane || a.sequence - b.sequence;
}

const ARITY = 4;

function siftUp(heap: QueuedEvent[], from: number): void {
  const event = heap[from];
  if (event === undefined) return;
  let index = from;
  while (index > 0) {
    const parentIndex = (index - 1) >> 2;
    const parent = heap[parentIndex];
    if (parent === undefined || order(parent, event) <= 0) break;
    heap[index] = parent;
    index = parentIndex;
  }
  heap[index] = event;
}

function popFirst(heap: QueuedEvent[]): QueuedEvent | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  let index = 0;
  for (let child = firstOf(heap, index); child !== undefined; child = firstOf(heap, index)) {
    const event = heap[child];
    if (event === undefined || order(last, event) <= 0) break;
    heap[index] = event;
    index = child;
  }
  heap[index] = last;
  return first;
}

/** Index of the child that comes first; `undefined` below the last row. */
function firstOf(heap: readonly QueuedEvent[], parent: number): number | undefined {
  const start = parent * ARITY + 1;
  let best: number | undefined;
  for (let index = start; index < start + ARITY && index < heap.length; index += 1) {
    const candidate = heap[index];
    const leader = best === undefined ? undefined : heap[best];
    if (candidate !== undefined && (leader === undefined || order(candidate, leader) < 0)) {
      best = index;
    }
  }
  return best;
}
