import { availableParallelism } from "node:os";
import { DAY_MS } from "@dosekit/protocols";
import type { Fleet } from "../fleet/read-fleet.ts";
import { deliveryOf } from "../home/closed-off-home.ts";
import type { Delivery, Loop, RunSpec } from "../home/run-spec.ts";
import type { LanesRun } from "../hosts/fleet-sums.ts";
import { fleetNeedBytes, memoryNeedBytes, type RunShape, threadsOf } from "../hosts/memory-need.ts";
import { runLanes } from "../hosts/run-lanes.ts";
import { sharesOperators } from "../response/response-plan.ts";
import { RUN_NOTES } from "../results/run-notes.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { CommandIo } from "./command-io.ts";
import { openProgress } from "./progress-view.ts";
import { eventFileOf, fleetOf, type RunOptions, reportFileOf } from "./run-options.ts";
import { reportRun } from "./run-report.ts";
import { UserError } from "./user-error.ts";

/** Options of `dosekit simulate`. */
export interface SimulateOptions extends RunOptions {
  /** Threads; the result is the same for any number. */
  readonly workers?: number;
  /** Whether answers to what devices send reach them; `closed` when absent. */
  readonly loop?: Loop;
  /** How records come to gateways; bare in an open loop and on the wire in a closed one when absent. */
  readonly delivery?: Delivery;
}

/** Device-days that keep a thread busy for long enough to be worth its start. */
const DEVICE_DAYS_PER_THREAD = 100;

/**
 * Days between two rounds of staff in an open loop whose fleet names none; inferred: a full tray of
 * 28 doses lasts a week at four doses a day.
 */
const OPEN_REFILL_DAYS = 7;

/** Runs a fleet on virtual time; returns the exit code. */
export async function runSimulate(options: SimulateOptions, io: CommandIo): Promise<number> {
  const startedMs = io.hostMs();
  const fleet = inLoop(options, fleetOf(fleetOptions(options), io, { admit: admitting(io) }));
  const workers = options.workers ?? workersFor(fleet.run);
  checkMemory(fleet.run, { workers, events: options.events !== undefined }, io);
  const events = eventFileOf(options, io);
  const file = reportFileOf(options, io);
  const deviceDays = fleet.run.devices.length * fleet.days;
  const progress = openProgress(io, { language: options.lang, deviceDays });
  try {
    const run = await runLanes(fleet.run, {
      workers,
      ...(events === undefined ? {} : { events }),
      ...(io.newThread === undefined ? {} : { newThread: io.newThread }),
      onProgress: (share, counts) => progress.show(share, "simulating", counts),
      signal: io.signal,
    });
    const { traceHash, partial } = run;
    const eventsSha256 = await events?.finish();
    const record = eventsSha256 === undefined ? run.sums : { ...run.sums, eventsSha256 };
    progress.close();
    const elapsedMs = io.hostMs() - startedMs;
    const notes = notesOf(fleet.run, run, options.lang);
    const outcome = { command: "simulate", elapsedMs, partial, traceHash, notes } as const;
    return reportRun(fleet, record, outcome, { options, io, file });
  } catch (error) {
    events?.discard();
    file?.discard();
    throw error;
  } finally {
    progress.close();
  }
}

/** Devices that would not even fit as a list are refused before there is one. */
function admitting({ memory }: CommandIo): (devices: number) => void {
  return (devices) => {
    if (memory === undefined) return;
    const { processBytes, threadBytes } = memory();
    const freeBytes = Math.min(processBytes, threadBytes);
    const needBytes = fleetNeedBytes(devices);
    if (needBytes <= freeBytes) return;
    throw tooLarge({ field: "--devices", devices, needBytes, freeBytes, ways: "fewer devices" });
  };
}

/**
 * Refuses a run that would not fit into memory, before it begins.
 *
 * @param field option or field that says how many devices there are
 * @throws {@link UserError} `run.too-large`
 */
export function checkMemory(
  spec: RunSpec,
  shape: RunShape,
  { memory }: CommandIo,
  field = "--devices",
): void {
  if (memory === undefined) return;
  const { processBytes, threadBytes } = memory();
  const needBytes = memoryNeedBytes(spec, shape);
  // Homes that share operators are all there at once, spread over the threads.
  const isShared = sharesOperators(spec);
  const roomBytes = threadBytes * Math.max(1, threadsOf(spec, shape.workers));
  const freeBytes = isShared ? Math.min(processBytes, roomBytes) : processBytes;
  if (needBytes <= freeBytes) return;
  const ways = isShared ? "or operators of each home's own" : "threads, or no event file";
  const devices = spec.devices.length;
  throw tooLarge({ field, devices, needBytes, freeBytes, ways: `fewer devices, ${ways}` });
}

interface TooLarge {
  readonly field: string;
  readonly devices: number;
  readonly needBytes: number;
  readonly freeBytes: number;
  readonly ways: string;
}

function tooLarge({ field, devices, needBytes, freeBytes, ways }: TooLarge): UserError {
  return new UserError({
    code: "run.too-large",
    field,
    found: `${devices} devices, which need about ${gigabytes(needBytes)} GB`,
    allowed: `what fits into ${gigabytes(freeBytes)} GB: ${ways}`,
    message: "The run would not fit into memory.",
  });
}

function gigabytes(bytes: number): string {
  return (bytes / 1_073_741_824).toFixed(1);
}

function sharedCentre(): UserError {
  return new UserError({
    code: "loop.shared-centre",
    field: "--loop",
    found: "open, with a response centre that all homes share",
    allowed: "closed, or a fleet whose alerts are answered home by home",
    message: "In an open loop nobody's answer reaches a device, so homes can't share operators.",
  });
}

function notesOf(
  spec: RunSpec,
  { bareHomes }: LanesRun,
  language: TableLanguage = "en",
): readonly string[] {
  if (deliveryOf(spec) !== "bare" && spec.loop !== "open") return [];
  const { openLoop, closedLoop } = RUN_NOTES[language];
  return [(spec.loop === "open" ? openLoop : closedLoop)(bareHomes, spec.devices.length)];
}

/**
 * Threads for a run that names none: as many as there are processors, but one for a run that would
 * be over before a thread has started.
 */
function workersFor({ startMs, endMs, devices }: RunSpec): number {
  const deviceDays = devices.length * Math.ceil((endMs - startMs) / DAY_MS);
  const worth = Math.ceil(deviceDays / DEVICE_DAYS_PER_THREAD);
  return Math.max(1, Math.min(availableParallelism(), worth));
}

function fleetOptions({
  workers: _workers,
  loop: _loop,
  delivery: _delivery,
  ...options
}: SimulateOptions): RunOptions {
  return options;
}

/**
 * Runs a fleet in a loop, and its records in a way, that were asked for. Where no alert brings staff,
 * they come on rounds: as often as the fleet says, or once a week.
 */
export function inLoop(
  { loop = "closed", delivery }: Pick<SimulateOptions, "loop" | "delivery">,
  fleet: Fleet,
): Fleet {
  const run = delivery === undefined ? fleet.run : { ...fleet.run, delivery };
  if (loop === "closed") return { ...fleet, run };
  if (sharesOperators(run)) throw sharedCentre();
  const { refill } = run;
  const everyDays = refill.everyDays > 0 ? refill.everyDays : OPEN_REFILL_DAYS;
  return { ...fleet, run: { ...run, loop, refill: { ...refill, everyDays } } };
}
