import { HOUR_MS } from "@dosekit/protocols";
import { EventQueue } from "../clock/event-queue.ts";
import { ConnectedHome } from "../home/connected-home.ts";
import type { HomeSink } from "../home/home-sink.ts";
import type { HomeSpoilers } from "../home/home-spoilers.ts";
import type { DeviceSpec, RunSpec } from "../home/run-spec.ts";
import { openResponse } from "../response/response-service.ts";
import { fleetHash } from "../trace/trace-hash.ts";
import { GuardedSink } from "./guarded-sink.ts";

/** How far a virtual run is. */
export interface VirtualProgress {
  /** True time of the world, ms since the Unix epoch. */
  readonly trueMs: number;
  /** Share of the run that is done, 0 to 1, its drain included. */
  readonly share: number;
}

/** Who looks on at a virtual run, and who may end it early. */
export interface VirtualOptions {
  readonly sink: HomeSink;
  /** Told after each simulated hour. */
  readonly onProgress?: (progress: VirtualProgress) => void;
  /** Looked at after each simulated hour; an ended run says that it is partial. */
  readonly signal?: AbortSignal;
}

/** What a virtual run was. */
export interface VirtualRun {
  /** Hash over all devices' (device time, effect) rows, in the order of their ids. */
  readonly traceHash: string;
  /** The hash of each device on its own. */
  readonly deviceHashes: ReadonlyMap<string, string>;
  /** Events that ran on virtual time. */
  readonly steps: number;
  /** True time at which it ended. */
  readonly endedMs: number;
  /** True when it was ended early; then its numbers prove nothing. */
  readonly partial: boolean;
}

/** How far time goes between two looks at the outside. */
const STRIDE_MS = HOUR_MS;

/**
 * A run on virtual time that is moved on bit by bit, so that whoever moves it can look after other
 * things between.
 */
export class VirtualHost {
  readonly #spec: RunSpec;
  readonly #queue: EventQueue;
  readonly #homes: readonly ConnectedHome[];
  readonly #sink: GuardedSink;

  /**
   * Puts up every home; nothing happens before the first {@link advance}.
   *
   * @param spoil deliberate defects in every home; none when absent
   * @param isBare which devices run without the bytes of their records; none when absent. One that
   *   meets what is not modelled then ends the run with a `BareLimit`
   * @throws RangeError when a device id appears twice, or a product or zone is unknown
   */
  constructor(
    spec: RunSpec,
    sink: HomeSink,
    spoil?: HomeSpoilers,
    isBare: (device: DeviceSpec) => boolean = () => false,
  ) {
    this.#spec = spec;
    this.#queue = new EventQueue(spec.startMs);
    this.#sink = new GuardedSink(sink);
    const devices = [...spec.devices].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
    const ids = new Set(devices.map(({ deviceId }) => deviceId));
    if (ids.size !== devices.length) throw new RangeError("a device id appears twice");
    const service = openResponse(spec, {
      scheduler: this.#queue,
      lane: devices.length,
      observe: (seen) => this.#sink.observe(seen),
    });
    this.#homes = devices.map(
      (device, lane) =>
        new ConnectedHome({
          scheduler: this.#queue,
          lane,
          spec,
          device,
          sink: this.#sink,
          service,
          bare: isBare(device),
          ...(spoil === undefined ? {} : { spoil }),
        }),
    );
    for (const home of this.#homes) home.start();
  }

  /** True time of the world, ms since the Unix epoch. */
  nowMs(): number {
    return this.#queue.nowMs();
  }

  /** True time at which the run ends: its days, and the drain behind them. */
  endMs(): number {
    return this.#spec.endMs + this.#spec.drainMs;
  }

  /**
   * Moves time on, at most to the end of the run.
   *
   * @throws whatever the sink threw: a run whose observers failed proves nothing
   */
  advance(trueMs: number): void {
    this.#queue.runUntil(Math.min(trueMs, this.endMs()));
    this.#sink.check();
  }

  /** Ends every device in good order and says what the run was. */
  finish(): VirtualRun {
    const partial = this.nowMs() < this.endMs();
    for (const home of this.#homes) home.stop();
    this.#sink.check();
    const deviceHashes = new Map(
      this.#homes.map(({ home }) => [home.deviceId, home.traceDigest()] as const),
    );
    const left = this.#homes.find(({ home }) => home.leftTimers() > 0);
    if (left !== undefined) throw new Error(`${left.home.deviceId} left a timer behind`);
    return {
      traceHash: fleetHash(deviceHashes),
      deviceHashes,
      steps: this.#queue.steps(),
      endedMs: this.nowMs(),
      partial,
    };
  }
}

/**
 * Runs a spec on virtual time as fast as the processor goes: its days, then the drain without
 * faults. The same spec gives the same trace hash, whatever the order of its devices.
 *
 * @throws RangeError when the spec names what does not exist (a caller's bug)
 */
export function runVirtual(spec: RunSpec, options: VirtualOptions): VirtualRun {
  const { sink, onProgress, signal } = options;
  const host = new VirtualHost(spec, sink);
  const wholeMs = Math.max(1, host.endMs() - spec.startMs);
  while (host.nowMs() < host.endMs() && signal?.aborted !== true) {
    host.advance(host.nowMs() + STRIDE_MS);
    const trueMs = host.nowMs();
    onProgress?.({ trueMs, share: (trueMs - spec.startMs) / wholeMs });
  }
  return host.finish();
}
