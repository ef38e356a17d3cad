import type { RunSpec } from "../home/run-spec.ts";
import { RunRecorder } from "../results/run-recorder.ts";
import { addSums, type RunSums } from "../results/run-sums.ts";
import { fleetHash } from "../trace/trace-hash.ts";
import type { ShardSums } from "./lane-shard.ts";

/** What a run in lanes was. */
export interface LanesRun {
  /** Hash over all devices' (device time, effect) rows, in the order of their ids. */
  readonly traceHash: string;
  /** The hash of each device on its own. */
  readonly deviceHashes: ReadonlyMap<string, string>;
  /** Events that ran on virtual time. */
  readonly steps: number;
  /** Homes whose devices ran without bytes; the others ran on the SDK's runtime. */
  readonly bareHomes: number;
  /** True when it was ended early; then its numbers prove nothing. */
  readonly partial: boolean;
  readonly sums: RunSums;
}

/** Adds up what shards have come to; which shard ran what makes no difference. */
export class FleetSums {
  readonly #hashes = new Map<string, string>();
  #sums: RunSums | undefined;
  #steps = 0;
  #bareHomes = 0;

  /** Adds what one shard came to. */
  add({ hashes, steps, bareHomes, sums }: ShardSums): void {
    this.#bareHomes += bareHomes;
    for (const [deviceId, hash] of hashes) this.#hashes.set(deviceId, hash);
    this.#steps += steps;
    if (sums !== undefined)
      this.#sums = this.#sums === undefined ? sums : addSums(this.#sums, sums);
  }

  /**
   * Says what the run was.
   *
   * @param passedMs simulated time of all homes together
   */
  finish(spec: RunSpec, passedMs: number): LanesRun {
    const wholeMs = wholeMsOf(spec);
    return {
      traceHash: fleetHash(this.#hashes),
      deviceHashes: this.#hashes,
      steps: this.#steps,
      bareHomes: this.#bareHomes,
      partial: passedMs < wholeMs,
      sums: this.#sums ?? emptySums(),
    };
  }
}

/** Simulated time of all homes of a run together, ms. */
export function wholeMsOf({ startMs, endMs, drainMs, devices }: RunSpec): number {
  return (endMs + drainMs - startMs) * devices.length;
}

function emptySums(): RunSums {
  const recorder = new RunRecorder({});
  recorder.close(0);
  return recorder.sums();
}
