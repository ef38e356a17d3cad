import { DAY_MS } from "@dosekit/protocols";
import { canBeBare } from "../home/closed-off-home.ts";
import { contactIntervalIn } from "../home/device-program.ts";
import type { HomeSpoilers } from "../home/home-spoilers.ts";
import type { RunSpec } from "../home/run-spec.ts";
import { VirtualHost } from "../hosts/virtual-host.ts";
import { RunRecorder } from "../results/run-recorder.ts";
import { fewestParts, leastNumber, type Search } from "./delta-debugging.ts";
import { type Finding, findingsOf, isSameKind } from "./finding.ts";

/** How large a run of many homes is. */
export interface FleetSize {
  readonly homes: number;
  readonly days: number;
  /** Faults that are planned one by one; those of a preset are not counted. */
  readonly faults: number;
}

/** How a fleet is shrunk. */
export interface FleetShrinkOptions {
  /** The finding that every attempt has to show again. */
  readonly finding: Finding;
  /** Time after which the smallest so far is taken, host ms. */
  readonly limitMs: number;
  /** Monotonic host time, ms. */
  readonly hostMs: () => number;
  readonly signal: AbortSignal;
  /** Told now and then. */
  readonly onProgress?: (progress: {
    readonly attempts: number;
    readonly smallest: FleetSize;
    readonly passedMs: number;
  }) => void;
  /** Deliberate defects in every home; none when absent. */
  readonly spoil?: HomeSpoilers;
}

/** What shrinking a fleet came to. */
export interface ShrunkFleet {
  readonly spec: RunSpec;
  /** The finding as the smallest fleet shows it. */
  readonly finding: Finding;
  readonly attempts: number;
  /** See `Shrunk.ended`. */
  readonly ended: "smallest" | "time" | "interrupted";
}

/** How long the caller's thread is held before it can look after other things, host ms. */
const HOLD_MS = 50;
/** How far time goes between two looks at the host's clock, ms. */
const STRIDE_MS = DAY_MS / 12;

/** Measures a run. */
export function fleetSize({ devices, startMs, endMs, faults }: RunSpec): FleetSize {
  const days = Math.ceil((endMs - startMs) / DAY_MS);
  return { homes: devices.length, days, faults: faults.planned.length };
}

/**
 * Shrinks a run whose homes only fail together, as they share operators: fewest homes, planned
 * faults and days that still fail in the same way. Operators stay as they are, and so do people and
 * what is drawn for each home, since none of it depends on the other homes.
 *
 * @param spec fails, as was seen
 */
export async function shrinkFleet(
  spec: RunSpec,
  options: FleetShrinkOptions,
): Promise<ShrunkFleet> {
  const { limitMs, hostMs, signal, onProgress } = options;
  const startedMs = hostMs();
  const search = fleetSearch(spec);
  let [smallest, finding, attempts] = [spec, options.finding, 0];
  const why = () => {
    if (signal.aborted) return "interrupted";
    return hostMs() - startedMs > limitMs ? "time" : undefined;
  };
  for (let next = search.next(); next.done !== true; ) {
    const again = await findIn(next.value, options, () => why() !== undefined);
    const ended = why();
    if (ended !== undefined) return { spec: smallest, finding, attempts, ended };
    attempts += 1;
    if (again !== undefined) [smallest, finding] = [next.value, again];
    onProgress?.({ attempts, smallest: fleetSize(smallest), passedMs: hostMs() - startedMs });
    next = search.next(again !== undefined);
  }
  return { spec: smallest, finding, attempts, ended: "smallest" };
}

function* fleetSearch(spec: RunSpec): Search<RunSpec, void> {
  const devices = yield* fewestParts(spec.devices, (some) => ({ ...spec, devices: some }));
  const few = { ...spec, devices };
  const daysOf = (days: number): RunSpec => ({
    ...few,
    endMs: Math.min(spec.endMs, spec.startMs + days * DAY_MS),
  });
  const short = daysOf(yield* leastNumber(1, fleetSize(few).days, daysOf));
  const withFaults = (planned: RunSpec["faults"]["planned"]): RunSpec => ({
    ...short,
    faults: { ...short.faults, planned },
  });
  const planned = yield* fewestParts(short.faults.planned, withFaults);
  if (short.faults.preset === "none") return;
  yield { ...short, faults: { ...short.faults, preset: "none", planned } };
}

/** Runs a fleet in exact order; a fleet that can't be run at all shows nothing. */
async function findIn(
  spec: RunSpec,
  { finding, spoil }: FleetShrinkOptions,
  isOver: () => boolean,
): Promise<Finding | undefined> {
  if (spec.devices.length === 0) return undefined;
  const contactIntervalMs = contactIntervalIn(spec.profiles);
  const recorder = new RunRecorder({ ...spec, contactIntervalMs });
  try {
    const host = new VirtualHost(spec, recorder, spoil, (device) => canBeBare(spec, device));
    for (let heldMs = performance.now(); host.nowMs() < host.endMs(); ) {
      host.advance(host.nowMs() + STRIDE_MS);
      if (performance.now() - heldMs < HOLD_MS) continue;
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (isOver()) return undefined;
      heldMs = performance.now();
    }
    recorder.close(host.nowMs());
    host.finish();
  } catch {
    return undefined;
  }
  return findingsOf(recorder.sums()).find((one) => isSameKind(one, finding));
}
