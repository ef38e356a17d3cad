import { MACHINE_ROWS, type RowName } from "./machine-rows.ts";
import { BenchWorld } from "./machine-world.ts";

/*
 * Runs one row in a process of its own, so that no row is slowed down by what the processor learnt
 * of another. The parent asks for one fleet at a time: rows take turns.
 */

/** A fleet to be run. */
export interface FleetAsked {
  readonly devices: number;
  readonly days: number;
  /** Times that the fleet is run afresh. */
  readonly times: number;
}

/** What a fleet came to. */
export interface FleetRun {
  readonly hash: string;
  readonly steps: number;
  /** Processor time of the steps alone, ns for each. */
  readonly nsPerStep: number;
}

const HOUR_MS = 3_600_000;
/** A device is run this far before the next one has its turn. */
const WINDOW_MS = 6 * HOUR_MS;

function runFleet(row: RowName, { devices, days, times }: FleetAsked): FleetRun {
  let [steps, cpuUs, hash] = [0, 0, ""];
  for (let time = 0; time < times; time++) {
    const world = new BenchWorld(devices);
    const run = MACHINE_ROWS[row](world);
    const before = process.cpuUsage();
    for (let untilMs = WINDOW_MS; untilMs <= days * 24 * HOUR_MS; untilMs += WINDOW_MS) {
      for (let device = 0; device < devices; device++) run(device, untilMs);
    }
    const { user, system } = process.cpuUsage(before);
    cpuUs += user + system;
    steps += world.steps;
    hash = world.hash;
  }
  return { hash, steps: steps / times, nsPerStep: (cpuUs * 1_000) / steps };
}

const row = process.argv[2] as RowName;
process.on("message", (asked: FleetAsked) => {
  process.send?.(runFleet(row, asked));
});
