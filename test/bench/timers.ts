import { EventQueue } from "@dosekit/simulator";
import FlatQueue from "flatqueue";
import type { Work } from "./stopwatch.ts";

/** Timers that wait all the while. */
export const PENDING = [1_000, 100_000, 1_000_000] as const;

/** Mean time until a timer fires, ms. */
const MEAN_MS = 60_000;
/** Delays, drawn once, so that every contestant arms the same ones and none pays for the draw. */
const DELAYS = delays();
/** Timers that fire in one unit of work. */
export const FIRED_AT_ONCE = 1_000;

/**
 * The hold model: the next timer fires and is armed anew, while a number of others wait. Our queue
 * keeps (time, lane, arming) exactly, can cancel in constant time and guards against endless work;
 * the heap keeps (time, arming); flatqueue neither keeps the order of equal times nor cancels.
 */
export function timerQueues(pending: number): Readonly<Record<string, Work>> {
  return {
    "event queue": eventQueue(pending),
    flatqueue: flatQueue(pending),
    "4-ary heap": fourAryHeap(pending),
  };
}

function eventQueue(pending: number): Work {
  const queue = new EventQueue(0);
  let at = 0;
  const fire = () => {
    at = (at + 1) & (DELAYS.length - 1);
    queue.at(queue.nowMs() + (DELAYS[at] ?? 0), 0, fire);
  };
  for (let index = 0; index < pending; index++) fire();
  return () => {
    for (let fired = 0; fired < FIRED_AT_ONCE; fired++) queue.step();
  };
}

function flatQueue(pending: number): Work {
  const queue = new FlatQueue<number>();
  let at = 0;
  const arm = (nowMs: number) => {
    at = (at + 1) & (DELAYS.length - 1);
    queue.push(at, nowMs + (DELAYS[at] ?? 0));
  };
  for (let index = 0; index < pending; index++) arm(0);
  return () => {
    for (let fired = 0; fired < FIRED_AT_ONCE; fired++) {
      const nowMs = queue.peekValue() ?? 0;
      queue.pop();
      arm(nowMs);
    }
  };
}

interface Armed {
  readonly dueMs: number;
  readonly order: number;
}

function fourAryHeap(pending: number): Work {
  const heap: Armed[] = [];
  let [at, order] = [0, 0];
  const arm = (nowMs: number) => {
    at = (at + 1) & (DELAYS.length - 1);
    order += 1;
    push(heap, { dueMs: nowMs + (DELAYS[at] ?? 0), order });
  };
  for (let index = 0; index < pending; index++) arm(0);
  return () => {
    for (let fired = 0; fired < FIRED_AT_ONCE; fired++) arm(pop(heap)?.dueMs ?? 0);
  };
}

function isBefore(a: Armed, b: Armed): boolean {
  return a.dueMs === b.dueMs ? a.order < b.order : a.dueMs < b.dueMs;
}

function push(heap: Armed[], armed: Armed): void {
  let index = heap.length;
  heap.push(armed);
  while (index > 0) {
    const above = (index - 1) >> 2;
    const parent = heap[above];
    if (parent === undefined || isBefore(parent, armed)) break;
    heap[index] = parent;
    index = above;
  }
  heap[index] = armed;
}

function pop(heap: Armed[]): Armed | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  let index = 0;
  for (let child = least(heap, index); child > 0; child = least(heap, index)) {
    const below = heap[child];
    if (below === undefined || isBefore(last, below)) break;
    heap[index] = below;
    index = child;
  }
  heap[index] = last;
  return first;
}

/** Place of the child that comes first; 0 below the last row. */
function least(heap: readonly Armed[], parent: number): number {
  const start = parent * 4 + 1;
  let best = 0;
  for (let child = start; child < start + 4 && child < heap.length; child++) {
    const [candidate, leader] = [heap[child], heap[best]];
    if (candidate && leader && (best === 0 || isBefore(candidate, leader))) best = child;
  }
  return best;
}

function delays(): Int32Array {
  const row = new Int32Array(1 << 16);
  let state = 42;
  for (let index = 0; index < row.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    row[index] = 1 + Math.floor(-MEAN_MS * Math.log(1 - state / 2 ** 32));
  }
  return row;
}
