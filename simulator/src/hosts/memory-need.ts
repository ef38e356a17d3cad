import { DAY_MS } from "@dosekit/protocols";
import type { RunSpec } from "../home/run-spec.ts";
import { sharesOperators } from "../response/response-plan.ts";

/** How a run is to be held in memory. */
export interface RunShape {
  readonly workers: number;
  /** Whether an event file is written. */
  readonly events: boolean;
}

const KB = 1_024;
const MB = 1_024 * KB;

/** The program itself, and each thread beside it. */
const PROGRAM_BYTES = 160 * MB;
const THREAD_BYTES = 170 * MB;
/** What every thread, and whoever starts them, holds of a device that does not run at the moment. */
const WAITING_DEVICE_BYTES = 4 * KB;
/** A home that runs, and what it grows by in a day until its journal is written anew. */
const HOME_BYTES = 300 * KB;
const HOME_DAY_BYTES = 4 * KB;
/** Event lines that one thread sorts in memory before it writes them to a part file. */
const EVENT_BYTES = 160 * MB;

/** Estimates what a list of devices needs by itself, before any of them runs, bytes. */
export function fleetNeedBytes(devices: number): number {
  return PROGRAM_BYTES + devices * WAITING_DEVICE_BYTES;
}

/**
 * Estimates the memory that a run needs at its peak, bytes: measured on runs of every kind and
 * rounded up. Homes that share operators are all there at once; others come one after the other.
 */
export function memoryNeedBytes(spec: RunSpec, { workers, events }: RunShape): number {
  const { devices, startMs, endMs } = spec;
  const days = (endMs - startMs) / DAY_MS;
  const homeBytes = HOME_BYTES + HOME_DAY_BYTES * days;
  const threads = threadsOf(spec, workers);
  const homesAtOnce = sharesOperators(spec) ? devices.length : Math.max(1, threads);
  const holders = threads + 1;
  return (
    PROGRAM_BYTES +
    threads * THREAD_BYTES +
    homesAtOnce * homeBytes +
    Math.max(1, threads) * (events ? EVENT_BYTES : 0) +
    holders * devices.length * WAITING_DEVICE_BYTES
  );
}

/** Says how many threads beside the caller's hold homes of a run. */
export function threadsOf({ devices }: RunSpec, workers: number): number {
  return workers <= 1 ? 0 : Math.min(workers, devices.length);
}
