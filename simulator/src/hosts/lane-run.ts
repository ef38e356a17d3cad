import type { PlanShelf } from "../checkers/plan-book.ts";
import { EventQueue } from "../clock/event-queue.ts";
import { BareLimit } from "../home/bare-limit.ts";
import { type ClosedOffHome, canBeBare, closedOffHome } from "../home/closed-off-home.ts";
import { contactIntervalIn } from "../home/device-program.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import type { EventLine } from "../results/event-line.ts";
import type { RunCounts } from "../results/run-collector.ts";
import { type EventLines, RunRecorder } from "../results/run-recorder.ts";
import type { RunSums } from "../results/run-sums.ts";
import { GuardedSink } from "./guarded-sink.ts";

/** What one home came to. */
export interface LaneResult {
  readonly deviceId: string;
  readonly traceHash: string;
  /** Events that ran on virtual time. */
  readonly steps: number;
  /** Whether its device ran without bytes. */
  readonly bare: boolean;
  readonly sums: RunSums;
}

/** What homes that run one after the other share. */
export interface LaneShares {
  /** Gets every event line, when a file was asked for. */
  readonly events?: EventLines | undefined;
  /** Plans as the checkers expand them. */
  readonly plans: PlanShelf;
}

/** One attempt at a home: it is thrown away whole when its device can't be run bare after all. */
interface Attempt {
  readonly queue: EventQueue;
  readonly recorder: RunRecorder;
  readonly sink: GuardedSink;
  readonly home: ClosedOffHome;
  readonly lines: EventLine[];
  readonly bare: boolean;
}

/**
 * One home that runs by itself, on a virtual time of its own, with its own observers: what it does
 * and what is seen of it is the same as among others, and all of it goes when it has ended.
 */
export class LaneRun {
  readonly #spec: RunSpec;
  readonly #device: DeviceSpec;
  readonly #events: EventLines | undefined;
  readonly #plans: PlanShelf;
  #attempt: Attempt;

  /**
   * Puts the home up; nothing happens before the first {@link advance}.
   *
   * @param shared what homes of one thread may share without knowing of each other
   * @throws RangeError when its product or zone is unknown
   */
  constructor(spec: RunSpec, device: DeviceSpec, { events, plans }: LaneShares) {
    this.#spec = spec;
    this.#device = device;
    this.#events = events;
    this.#plans = plans;
    this.#attempt = this.#begin(canBeBare(spec, device));
  }

  /** True time of its world, ms since the Unix epoch. */
  nowMs(): number {
    return this.#attempt.queue.nowMs();
  }

  /** Says how far it is. */
  counts(): RunCounts {
    return this.#attempt.recorder.counts();
  }

  /**
   * Moves its time on, at most to the end of the run; back to the start when a bare device meets
   * what it does not model, and goes on as the SDK's.
   *
   * @throws whatever an observer threw: a run whose observers failed proves nothing
   */
  advance(trueMs: number): void {
    const { queue, sink } = this.#attempt;
    try {
      queue.runUntil(Math.min(trueMs, this.#spec.endMs + this.#spec.drainMs));
    } catch (error) {
      if (!(error instanceof BareLimit)) throw error;
      this.#attempt = this.#begin(false);
      return;
    }
    sink.check();
  }

  /**
   * Ends the home. It is judged while the device still has power; switching it off is no part of
   * the run.
   *
   * @throws Error when the device leaves a timer behind
   */
  finish(): LaneResult {
    const { queue, recorder, sink, home, lines, bare } = this.#attempt;
    const { endMs, drainMs } = this.#spec;
    recorder.close(this.nowMs(), this.nowMs() < endMs + drainMs);
    home.stop();
    sink.check();
    const device = home.home;
    if (device.leftTimers() > 0) throw new Error(`${device.deviceId} left a timer behind`);
    const sums = recorder.sums();
    for (const line of lines) this.#events?.add(line);
    const { deviceId } = device;
    return { deviceId, traceHash: device.traceDigest(), steps: queue.steps(), bare, sums };
  }

  #begin(bare: boolean): Attempt {
    const spec = this.#spec;
    const queue = new EventQueue(spec.startMs);
    const lines: EventLine[] = [];
    const events = this.#events && { add: (line: EventLine) => void lines.push(line) };
    const contactIntervalMs = contactIntervalIn(spec.profiles);
    const recorder = new RunRecorder({ ...spec, contactIntervalMs, plans: this.#plans }, events);
    const sink = new GuardedSink(recorder);
    // A bare device takes nobody's failure for its own, so nothing has to be kept from it.
    const onlooker = bare ? recorder : sink;
    const setup = { scheduler: queue, lane: 0, spec, device: this.#device, sink: onlooker };
    const home = closedOffHome(setup, bare);
    const attempt = { queue, recorder, sink, home, lines, bare };
    try {
      home.start();
    } catch (error) {
      if (bare && error instanceof BareLimit) return this.#begin(false);
      throw error;
    }
    return attempt;
  }
}
