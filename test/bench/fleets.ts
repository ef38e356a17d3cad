import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FleetAsked, FleetTaken } from "./fleet-run.ts";

const RUN = fileURLToPath(new URL("./fleet-run.js", import.meta.url));

/** Fleets of evondos-e300 under everyday faults, all checkers on; the long ones only when asked for. */
const ROWS: readonly Omit<FleetAsked, "profiled">[] = [
  { devices: 50, days: 10, loop: "closed", workers: 1 },
  { devices: 50, days: 10, loop: "closed", workers: 2 },
  { devices: 1_000, days: 10, loop: "open", workers: 1 },
  { devices: 1_000, days: 10, loop: "open", workers: 2 },
  { devices: 10_000, days: 1, loop: "open", workers: 2 },
];
const LONG_ROWS: readonly Omit<FleetAsked, "profiled">[] = [
  { devices: 7_500, days: 365, loop: "open", workers: 2 },
  { devices: 100_000, days: 10, loop: "open", workers: 2 },
];

/** Prints what fleets take, and where the time of one goes. */
export async function measureFleets(): Promise<void> {
  const rows = process.env["DOSEKIT_LONG"] === "1" ? [...ROWS, ...LONG_ROWS] : ROWS;
  console.info(
    "| devices | days | loop | threads | µs of processor / device-day | device-days / s | MB |",
  );
  console.info("| ---: | ---: | --- | ---: | ---: | ---: | ---: |");
  const hashes = new Map<string, string>();
  for (const row of rows) {
    const taken = await taking({ ...row, profiled: false });
    const { devices, days, loop, workers } = row;
    const micros = (taken.cpuMs * 1_000) / (devices * days);
    const perSecond = (devices * days * 1_000) / taken.elapsedMs;
    const cells = [devices, days, loop, workers, micros.toFixed(0), perSecond.toFixed(0)];
    console.info(`| ${[...cells, taken.memoryMb.toFixed(0)].join(" | ")} |`);
    const name = `${devices} ${days} ${loop}`;
    const other = hashes.get(name) ?? taken.traceHash;
    if (other !== taken.traceHash) throw new Error(`${name}: another trace on ${workers} threads`);
    hashes.set(name, taken.traceHash);
  }
  const { shares } = await taking({
    devices: 100,
    days: 60,
    loop: "open",
    workers: 1,
    profiled: true,
  });
  console.info("\n| where the time of an open loop goes | % |\n| --- | ---: |");
  for (const { group, share } of shares) console.info(`| ${group} | ${(share * 100).toFixed(1)} |`);
}

async function taking(asked: FleetAsked): Promise<FleetTaken> {
  const child = fork(RUN, [JSON.stringify(asked)]);
  const [taken] = (await once(child, "message")) as [FleetTaken];
  child.disconnect();
  return taken;
}
