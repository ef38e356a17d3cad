import { type HostTime, NODE_TIME } from "./host-time.ts";

/**
 * A board's test clock: time that a device in the test state can let run.
 *
 * @see OMDP-TCK-001 to OMDP-TCK-004
 */
export interface TestClockPort {
  /** Whether the device was started in the test state, by hand and at the device itself. */
  readonly inTestState: boolean;
  /** Lets so much time run, in ms, then calls back once. */
  runFor(durationMs: number, done: () => void): void;
}

/** Real time that a movement or a write gets before time runs on, in ms. */
export const TEST_STEP_MS = 5;

interface Pending {
  readonly dueMs: number;
  readonly call: () => void;
  readonly stop: () => void;
}

/**
 * Time of a host that can be made to run: from deadline to deadline, with a short real pause at
 * each, so that movements and writes end before the next. Wall clock and steady clock move by the
 * same, so nothing looks like a step.
 */
export class TestTime implements HostTime, TestClockPort {
  readonly inTestState: boolean;
  readonly #host: HostTime;
  readonly #stepMs: number;
  readonly #pending = new Set<Pending>();
  #aheadMs = 0;

  /** @param inTestState whether the one who starts the device puts it into the test state */
  constructor(inTestState: boolean, host: HostTime = NODE_TIME, stepMs: number = TEST_STEP_MS) {
    this.inTestState = inTestState;
    this.#host = host;
    this.#stepMs = stepMs;
  }

  /** See `HostTime.wallMs`. */
  wallMs(): number {
    return this.#host.wallMs() + this.#aheadMs;
  }

  /** See `HostTime.monotonicMs`. */
  monotonicMs(): number {
    return this.#host.monotonicMs() + this.#aheadMs;
  }

  /** See `HostTime.after`. */
  after(delayMs: number, call: () => void): () => void {
    const stopReal = this.#host.after(delayMs, () => fire());
    const dueMs = this.monotonicMs() + Math.max(0, delayMs);
    const stop = () => {
      this.#pending.delete(pending);
      stopReal();
    };
    const pending: Pending = { dueMs, stop, call: () => fire() };
    const fire = () => {
      if (!this.#pending.has(pending)) return;
      stop();
      call();
    };
    this.#pending.add(pending);
    return stop;
  }

  /** See {@link TestClockPort.runFor}; nothing runs outside the test state. */
  runFor(durationMs: number, done: () => void): void {
    if (!this.inTestState) throw new RangeError("the time of this device runs by itself only");
    this.#runTo(this.monotonicMs() + durationMs, done);
  }

  #runTo(endMs: number, done: () => void): void {
    const next = this.#nextDueBefore(endMs);
    this.#aheadMs += Math.max(0, (next?.dueMs ?? endMs) - this.monotonicMs());
    next?.call();
    this.#host.after(this.#stepMs, () => {
      if (next === undefined) done();
      else this.#runTo(endMs, done);
    });
  }

  #nextDueBefore(endMs: number): Pending | undefined {
    let first: Pending | undefined;
    for (const pending of this.#pending) {
      if (pending.dueMs > endMs) continue;
      if (first === undefined || pending.dueMs < first.dueMs) first = pending;
    }
    return first;
  }
}
