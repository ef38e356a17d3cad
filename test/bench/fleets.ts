import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FleetAsked, FleetTaken } from "./fleet-run.ts";

const RUN = fileURLToPath(new URL("./fleet-run.js", import.meta.url));

type Row = Omit<FleetAsked, "profiled">;

/** Fleets of evondos-e300 under everyday faults, all checkers on; the long ones only when asked for. */
const ROWS: readonly Row[] = [
  { devices: 50, days: 10, loop: "closed", workers: 1 },
  { devices: 50, days: 10, loop: "closed", workers: 2 },
  { devices: 150, days: 10, loop: "closed", workers: 1 },
  { devices: 1_000, days: 10, loop: "open", workers: 1 },
  { devices: 1_000, days: 10, loop: "open", workers: 2 },
  { devices: 2_000, days: 10, loop: "open", workers: 2 },
  { devices: 4_000, days: 10, loop: "open", workers: 2 },
  { devices: 10_000, days: 1, loop: "open", workers: 2 },
  { devices: 100_000, days: 1, loop: "open", workers: 2 },
];
const LONG_ROWS: readonly Row[] = [
  { devices: 10_000, days: 10, loop: "open", workers: 2 },
  { devices: 100_000, days: 10, loop: "open", workers: 2 },
  { devices: 7_500, days: 365, loop: "open", workers: 2 },
];
/** Fleets by which the growth of cost is told: each twice the one before, all else alike. */
const GROWTH = { days: 10, loop: "open", workers: 2, devices: [1_000, 2_000, 4_000] } as const;
/** How far the cost of further device-days may be from that of others. */
const GROWTH_SPREAD_MAX = 1.25;
/** The fleet whose time is told by the parts of the code. */
const PROFILED: Row = { devices: 100, days: 60, loop: "open", workers: 1 };

interface Measured {
  readonly row: Row;
  readonly taken: FleetTaken;
}

/**
 * Prints what fleets take, how the cost grows, and where the time of one goes.
 *
 * @returns whether the cost is linear in device-days
 */
export async function measureFleets(): Promise<boolean> {
  const rows = process.env["DOSEKIT_LONG"] === "1" ? [...ROWS, ...LONG_ROWS] : ROWS;
  console.info(
    "| devices | days | loop | threads | µs of processor / device-day | device-days / s | MB |",
  );
  console.info("| ---: | ---: | --- | ---: | ---: | ---: | ---: |");
  const hashes = new Map<string, string>();
  const measured: Measured[] = [];
  for (const row of rows) {
    const taken = await taking({ ...row, profiled: false });
    measured.push({ row, taken });
    printRow(row, taken);
    const name = `${row.devices} ${row.days} ${row.loop}`;
    const other = hashes.get(name) ?? taken.traceHash;
    if (other !== taken.traceHash) {
      throw new Error(`${name}: another trace on ${row.workers} threads`);
    }
    hashes.set(name, taken.traceHash);
  }
  const isLinear = printGrowth(measured);
  await printProfile();
  return isLinear;
}

function printRow({ devices, days, loop, workers }: Row, taken: FleetTaken): void {
  const micros = (taken.cpuMs * 1_000) / (devices * days);
  const perSecond = (devices * days * 1_000) / taken.elapsedMs;
  const cells = [devices, days, loop, workers, micros.toFixed(0), perSecond.toFixed(0)];
  console.info(`| ${[...cells, taken.memoryMb.toFixed(0)].join(" | ")} |`);
}

/**
 * What a process needs to start and to compile what it runs is the same for every fleet, so it drops
 * out between two of them: what is left is the cost of the device-days by which they differ.
 */
function printGrowth(measured: readonly Measured[]): boolean {
  const { days, devices } = GROWTH;
  const cpuMs = devices.map((count) => cpuMsOf(measured, count));
  const further = devices.slice(1).map((count, at) => {
    const more = (count - (devices[at] ?? 0)) * days;
    return (((cpuMs[at + 1] ?? 0) - (cpuMs[at] ?? 0)) * 1_000) / more;
  });
  const [first = 0] = further;
  const startMs = (cpuMs[0] ?? 0) - (first * (devices[0] ?? 0) * days) / 1_000;
  const spread = Math.max(...further) / Math.min(...further);
  const told = further.map((micros) => micros.toFixed(0)).join(" and ");
  const holds = spread <= GROWTH_SPREAD_MAX;
  console.info(
    `\nµs of each further device-day, from ${devices.join(" to ")} devices: ${told}; ` +
      `start-up beside them ${startMs.toFixed(0)} ms of processor.`,
  );
  console.info(
    `${holds ? "holds " : "MISSED"} linear in device-days: ${spread.toFixed(2)}, at most ${GROWTH_SPREAD_MAX}`,
  );
  return holds;
}

function cpuMsOf(measured: readonly Measured[], count: number): number {
  const found = measured.find(
    ({ row: { devices, days, loop, workers } }) =>
      devices === count &&
      days === GROWTH.days &&
      loop === GROWTH.loop &&
      workers === GROWTH.workers,
  );
  if (found === undefined) throw new RangeError(`no row of ${count} devices`);
  return found.taken.cpuMs;
}

async function printProfile(): Promise<void> {
  const { shares } = await taking({ ...PROFILED, profiled: true });
  console.info("\n| where the time of an open loop goes, once compiled | % |\n| --- | ---: |");
  for (const { group, share } of shares) console.info(`| ${group} | ${(share * 100).toFixed(1)} |`);
}

async function taking(asked: FleetAsked): Promise<FleetTaken> {
  const child = fork(RUN, [JSON.stringify(asked)]);
  const [taken] = (await once(child, "message")) as [FleetTaken];
  child.disconnect();
  return taken;
}
