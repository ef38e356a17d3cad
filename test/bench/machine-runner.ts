import { MACHINE_ROWS, type RowName, type RunDevice } from "./machine-rows.ts";
import { BenchWorld } from "./machine-world.ts";

/*
 * Runs one row in a process of its own, so that no row is slowed down by what the processor learnt
 * of another. The parent asks for one fleet at a time: rows take turns.
 */

/** A fleet to be run, or the next days of one. */
export interface FleetAsked {
  readonly devices: number;
  /** Day 0 begins with a fresh fleet; any other goes on where the days before it ended. */
  readonly fromDay: number;
  readonly toDay: number;
  /** Times that this is done; more than once only from day 0. */
  readonly times: number;
}

/** What a fleet came to. */
export interface FleetRun {
  readonly hash: string;
  /** Of one fleet, since its first day. */
  readonly steps: number;
  /** Processor time of the steps alone, ns for each. */
  readonly nsPerStep: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A device is run this far before the next one has its turn. */
const WINDOW_MS = 6 * HOUR_MS;

interface Fleet {
  readonly world: BenchWorld;
  readonly run: RunDevice;
}

function freshFleet(devices: number): Fleet {
  const world = new BenchWorld(devices);
  return { world, run: MACHINE_ROWS[row](world) };
}

const row = process.argv[2] as RowName;
let fleet = freshFleet(0);

function runFleet({ devices, fromDay, toDay, times }: FleetAsked): FleetRun {
  let [steps, cpuUs] = [0, 0];
  for (let time = 0; time < times; time++) {
    if (fromDay === 0) fleet = freshFleet(devices);
    const { world, run } = fleet;
    const stepsBefore = world.steps;
    const before = process.cpuUsage();
    const endMs = toDay * DAY_MS;
    for (let untilMs = fromDay * DAY_MS + WINDOW_MS; untilMs <= endMs; untilMs += WINDOW_MS) {
      for (let device = 0; device < devices; device++) run(device, untilMs);
    }
    const { user, system } = process.cpuUsage(before);
    cpuUs += user + system;
    steps += world.steps - stepsBefore;
  }
  const { hash, steps: sinceStart } = fleet.world;
  return { hash, steps: sinceStart, nsPerStep: (cpuUs * 1_000) / steps };
}

process.on("message", (asked: FleetAsked) => {
  process.send?.(runFleet(asked));
});
