import { EventQueue } from "../clock/event-queue.ts";
import { ConnectedHome } from "../home/connected-home.ts";
import { contactIntervalIn } from "../home/device-program.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
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
  readonly sums: RunSums;
}

/**
 * One home that runs by itself, on a virtual time of its own, with its own observers: what it does
 * and what is seen of it is the same as among others, and all of it goes when it has ended.
 */
export class LaneRun {
  readonly #spec: RunSpec;
  readonly #queue: EventQueue;
  readonly #recorder: RunRecorder;
  readonly #sink: GuardedSink;
  readonly #home: ConnectedHome;

  /**
   * Puts the home up; nothing happens before the first {@link advance}.
   *
   * @throws RangeError when its product or zone is unknown
   */
  constructor(spec: RunSpec, device: DeviceSpec, events?: EventLines) {
    this.#spec = spec;
    this.#queue = new EventQueue(spec.startMs);
    const contactIntervalMs = contactIntervalIn(spec.profiles);
    this.#recorder = new RunRecorder({ ...spec, contactIntervalMs }, events);
    this.#sink = new GuardedSink(this.#recorder);
    const scheduler = this.#queue;
    this.#home = new ConnectedHome({ scheduler, lane: 0, spec, device, sink: this.#sink });
    this.#home.start();
  }

  /** True time of its world, ms since the Unix epoch. */
  nowMs(): number {
    return this.#queue.nowMs();
  }

  /** Says how far it is. */
  counts(): RunCounts {
    return this.#recorder.counts();
  }

  /**
   * Moves its time on, at most to the end of the run.
   *
   * @throws whatever an observer threw: a run whose observers failed proves nothing
   */
  advance(trueMs: number): void {
    this.#queue.runUntil(Math.min(trueMs, this.#spec.endMs + this.#spec.drainMs));
    this.#sink.check();
  }

  /**
   * Ends the home. It is judged while the device still has power; switching it off is no part of
   * the run.
   *
   * @throws Error when the device leaves a timer behind
   */
  finish(): LaneResult {
    this.#recorder.close(this.nowMs());
    this.#home.stop();
    this.#sink.check();
    const { home } = this.#home;
    if (home.armedTimers() > 0) throw new Error(`${home.deviceId} left a timer behind`);
    return {
      deviceId: home.deviceId,
      traceHash: home.traceDigest(),
      steps: this.#queue.steps(),
      sums: this.#recorder.sums(),
    };
  }
}
