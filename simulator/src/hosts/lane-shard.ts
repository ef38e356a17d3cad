import { DAY_MS } from "@dosekit/protocols";
import { PlanShelf } from "../checkers/plan-book.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import type { RunCounts } from "../results/run-collector.ts";
import type { EventLines } from "../results/run-recorder.ts";
import { addSums, type RunSums } from "../results/run-sums.ts";
import { type LaneResult, LaneRun, type LaneShares } from "./lane-run.ts";

/** What the homes that a shard has run so far came to. */
export interface ShardSums {
  /** Trace hash of each device. */
  readonly hashes: readonly (readonly [deviceId: string, traceHash: string])[];
  readonly steps: number;
  /** Homes whose devices ran without bytes. */
  readonly bareHomes: number;
  /** Absent before the first home. */
  readonly sums: RunSums | undefined;
}

/** How far a shard is. */
export interface ShardProgress {
  /** Simulated time of all its homes so far, ms. */
  readonly passedMs: number;
  readonly counts: RunCounts;
}

/** How far the time of a home goes between two looks at the outside, ms. */
const STRIDE_MS = DAY_MS;

/**
 * Runs homes one after the other, so that memory holds one of them and the sums of all before it.
 *
 * Whatever homes a shard gets and in whatever order, each one is the same as among others.
 */
export class LaneShard {
  readonly #spec: RunSpec;
  readonly #shares: LaneShares;
  readonly #waiting: DeviceSpec[] = [];
  readonly #hashes: (readonly [string, string])[] = [];
  #present: LaneRun | undefined;
  #sums: RunSums | undefined;
  #steps = 0;
  #bareHomes = 0;
  #endedMs = 0;
  #endedCounts = NO_COUNTS;

  /** @param events gets every event line, when a file was asked for */
  constructor(spec: RunSpec, events?: EventLines) {
    this.#spec = spec;
    this.#shares = { events, plans: new PlanShelf() };
  }

  /** Gives it homes to run. */
  add(devices: readonly DeviceSpec[]): void {
    this.#waiting.push(...devices);
  }

  /**
   * Goes on for a while.
   *
   * @param goOn asked after each simulated day of a home
   * @returns whether every home that it was given has ended
   */
  work(goOn: () => boolean): boolean {
    const endMs = this.#spec.endMs + this.#spec.drainMs;
    do {
      this.#present ??= this.#next();
      if (this.#present === undefined) return true;
      this.#present.advance(this.#present.nowMs() + STRIDE_MS);
      if (this.#present.nowMs() >= endMs) this.#endPresent();
    } while (goOn());
    return this.#present === undefined && this.#waiting.length === 0;
  }

  /** Ends early: the home under way ends where it is, those behind it never were. */
  cutShort(): void {
    this.#waiting.length = 0;
    this.#endPresent();
  }

  /** Says how far it is. */
  progress(): ShardProgress {
    const { startMs } = this.#spec;
    const presentMs = this.#present === undefined ? 0 : this.#present.nowMs() - startMs;
    const counts = this.#present === undefined ? NO_COUNTS : this.#present.counts();
    return { passedMs: this.#endedMs + presentMs, counts: addRunCounts(this.#endedCounts, counts) };
  }

  /** Hands over what it has come to since the last time. */
  take(): ShardSums {
    const sums = {
      ...{ hashes: this.#hashes.splice(0), steps: this.#steps, bareHomes: this.#bareHomes },
      sums: this.#sums,
    };
    this.#steps = 0;
    this.#bareHomes = 0;
    this.#sums = undefined;
    return sums;
  }

  #next(): LaneRun | undefined {
    const device = this.#waiting.shift();
    return device && new LaneRun(this.#spec, device, this.#shares);
  }

  #endPresent(): void {
    const lane = this.#present;
    this.#present = undefined;
    if (lane === undefined) return;
    this.#endedMs += lane.nowMs() - this.#spec.startMs;
    this.#endedCounts = addRunCounts(this.#endedCounts, lane.counts());
    this.#keep(lane.finish());
  }

  #keep({ deviceId, traceHash, steps, bare, sums }: LaneResult): void {
    if (bare) this.#bareHomes += 1;
    this.#hashes.push([deviceId, traceHash]);
    this.#steps += steps;
    this.#sums = this.#sums === undefined ? sums : addSums(this.#sums, sums);
  }
}

/** Counts before anything happened. */
export const NO_COUNTS: RunCounts = {
  ...{ devices: 0, poweredDown: 0, closedDoses: 0, alerts: 0, sent: 0, committed: 0 },
};

/** Adds up how far parts of a run are. */
export function addRunCounts(a: RunCounts, b: RunCounts): RunCounts {
  return {
    devices: a.devices + b.devices,
    poweredDown: a.poweredDown + b.poweredDown,
    closedDoses: a.closedDoses + b.closedDoses,
    alerts: a.alerts + b.alerts,
    sent: a.sent + b.sent,
    committed: a.committed + b.committed,
  };
}
