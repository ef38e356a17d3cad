import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { MACHINE_ROWS, type RowName } from "./machine-rows.ts";
import type { FleetAsked, FleetRun } from "./machine-runner.ts";

/** One row of the race with the middle of its rounds. */
export interface MachineFigure {
  readonly row: RowName;
  readonly nsPerStep: number;
  /** Of each round; those of one number stood side by side. */
  readonly rounds: readonly number[];
}

/** How many times as fast one row is as another: the middle of the rounds that both ran. */
export function timesAsFast(one: MachineFigure, other: MachineFigure): number {
  if (one.rounds.length !== other.rounds.length) return other.nsPerStep / one.nsPerStep;
  return median(one.rounds.map((ns, round) => (other.rounds[round] ?? Number.NaN) / ns));
}

/** The race of executors of one chart. */
export interface MachineRace {
  readonly figures: readonly MachineFigure[];
  /** Trace of the whole fleet, the same for every row. */
  readonly hash: string;
  readonly fleet: string;
}

const FLEET = { devices: 1_000, days: 15 };
const ROUNDS = 5;
/** Rows that take minutes run once; the others run a fleet often enough to be timed. */
const SLOW: ReadonlySet<RowName> = new Set(["XState actors", "XState transition()"]);
const TIMES = 8;

/**
 * Races the executors of one chart through the same fleet, each in a process of its own, in turns.
 *
 * @throws Error when two rows leave different traces
 */
export async function raceMachines(): Promise<MachineRace> {
  const names = Object.keys(MACHINE_ROWS) as RowName[];
  const lanes = names.map((row) => ({ row, process: forked(row), runs: [] as FleetRun[] }));
  try {
    for (const { row, process } of lanes) {
      await runFleet(process, {
        ...FLEET,
        ...(SLOW.has(row) ? { days: 1, times: 1 } : { times: 4 }),
      });
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const { row, process, runs } of lanes) {
        if (SLOW.has(row) && round > 0) continue;
        runs.push(await runFleet(process, { ...FLEET, times: SLOW.has(row) ? 1 : TIMES }));
      }
    }
  } finally {
    for (const { process } of lanes) process.kill();
  }
  const traces = new Set(
    lanes.flatMap(({ runs }) => runs.map(({ hash, steps }) => `${hash} ${steps}`)),
  );
  const [trace = "", ...others] = traces;
  if (others.length > 0) throw new Error(`traces differ: ${[...traces].join(", ")}`);
  const [hash = "", steps = ""] = trace.split(" ");
  return {
    hash,
    fleet: `${FLEET.devices} devices, ${FLEET.days} days, ${steps} steps`,
    figures: lanes.map(({ row, runs }) => ({
      row,
      nsPerStep: median(runs.map(({ nsPerStep }) => nsPerStep)),
      rounds: runs.map(({ nsPerStep }) => nsPerStep),
    })),
  };
}

function forked(row: RowName): ChildProcess {
  return fork(new URL("machine-runner.js", import.meta.url), [row]);
}

async function runFleet(child: ChildProcess, asked: FleetAsked): Promise<FleetRun> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = once(child, "exit", { signal }).then(
    () => Promise.reject(new Error("a row of the race ended by itself")),
    () => new Promise<never>(() => undefined),
  );
  child.send(asked);
  const answer = once(child, "message", { signal }) as Promise<[FleetRun]>;
  const [run] = await Promise.race([answer, ended]);
  stopping.abort();
  return run;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}
