import { UserError } from "../cli/user-error.ts";
import type { RunSpec } from "../home/run-spec.ts";
import type { ErrorDocument } from "../results/error-document.ts";
import { EventParts } from "../results/event-parts.ts";
import type { RunCounts } from "../results/run-collector.ts";
import type { CentreAnswer } from "./centre-call.ts";
import { LaneShard, type ShardProgress, type ShardSums } from "./lane-shard.ts";
import type { HomeRun, SharedNews, SharedPart, SharedResult } from "./shared-shard.ts";

/** What a thread that runs homes starts with; plain data. */
export interface LaneThreadData {
  readonly spec: RunSpec;
  /** Stem of the part files of its events; absent where no event file was asked for. */
  readonly eventStem?: string;
  /** One number in shared memory; anything but 0 ends the run early. */
  readonly stop: SharedArrayBuffer;
  /** Which homes it keeps, where they share operators; absent where it runs them one by one. */
  readonly part?: SharedPart;
}

/**
 * What a thread is told: homes to run by their places in the spec, or that there are no more; where
 * homes share operators, how far they are to live on and may live ahead, and that the run is over.
 */
export type LaneOrder =
  | { readonly order: "run"; readonly from: number; readonly count: number }
  | { readonly order: "end" }
  | { readonly order: "live-on"; readonly untilMs: number; readonly aheadMs: number }
  | {
      readonly order: "step";
      readonly answers: readonly CentreAnswer[];
      readonly runs: readonly HomeRun[];
    }
  | { readonly order: "finish" };

/** An error as it goes from one thread to another. */
export interface ThreadFailure {
  readonly message: string;
  readonly stack?: string;
  /** What the user is told, where the error is a word to the user. */
  readonly mistake?: ErrorDocument["error"];
  readonly exitCode?: number;
}

/** What a thread tells. */
export type LaneReport =
  | { readonly report: "progress"; readonly progress: ShardProgress }
  /** The homes of one order have ended, or were cut short. */
  | { readonly report: "ran"; readonly sums: ShardSums; readonly progress: ShardProgress }
  | { readonly report: "ended"; readonly eventParts: readonly string[] }
  /** Homes that share operators are as far as they were told. */
  | { readonly report: "stands"; readonly news: SharedNews; readonly counts: RunCounts }
  | {
      readonly report: "finished";
      readonly result: SharedResult;
      readonly eventParts: readonly string[];
    }
  | { readonly report: "failed"; readonly failure: ThreadFailure };

/** A thread's way to whoever started it. */
export interface LanePort {
  readonly post: (report: LaneReport) => void;
  /** @returns closes the way */
  readonly onOrder: (listener: (order: LaneOrder) => void) => () => void;
}

/** How often a thread says how far it is, host ms. */
const TELL_EVERY_MS = 100;

/** Runs homes as it is told, until it is told that there are no more. */
export function serveLanes(data: LaneThreadData, port: LanePort): void {
  const stop = new Int32Array(data.stop);
  const parts = data.eventStem === undefined ? undefined : new EventParts(data.eventStem);
  const shard = new LaneShard(data.spec, parts);
  const close = port.onOrder((order) => {
    try {
      if (order.order === "run") runHomes(shard, data, { order, port, stop });
      else if (order.order === "end") {
        parts?.spill();
        port.post({ report: "ended", eventParts: parts?.paths ?? [] });
        close();
      }
    } catch (error) {
      port.post({ report: "failed", failure: failureOf(error) });
      close();
    }
  });
}

function runHomes(
  shard: LaneShard,
  { spec }: LaneThreadData,
  { order, port, stop }: { order: LaneOrder & { order: "run" }; port: LanePort; stop: Int32Array },
): void {
  shard.add(spec.devices.slice(order.from, order.from + order.count));
  let tellMs = performance.now() + TELL_EVERY_MS;
  const isStopped = () => Atomics.load(stop, 0) !== 0;
  shard.work(() => {
    if (performance.now() >= tellMs) {
      tellMs = performance.now() + TELL_EVERY_MS;
      port.post({ report: "progress", progress: shard.progress() });
    }
    return !isStopped();
  });
  if (isStopped()) shard.cutShort();
  port.post({ report: "ran", sums: shard.take(), progress: shard.progress() });
}

/** An error as it is told to another thread. */
export function failureOf(error: unknown): ThreadFailure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, stack } = error;
  const told =
    error instanceof UserError ? { mistake: error.mistake, exitCode: error.exitCode } : {};
  return { message, ...(stack === undefined ? {} : { stack }), ...told };
}
