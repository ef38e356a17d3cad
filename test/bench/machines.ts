import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { RowName } from "./machine-rows.ts";
import type { FleetAsked, FleetRun } from "./machine-runner.ts";

/** One row of the race with the middle of its rounds. */
export interface MachineFigure {
  readonly row: RowName;
  readonly nsPerStep: number;
  /** Middle turn of each round; rounds of one number stood side by side. */
  readonly rounds: readonly number[];
}

/** How many times as fast one row is as another: the middle of what each round says. */
export function timesAsFast(one: MachineFigure, other: MachineFigure): number {
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
/** A round is taken in turns, so that whatever slows the machine down slows all rows of it. */
const ROUNDS = 5;
const TURNS = 3;
const WARM_UP_TIMES = 10;
const TIMES = 3;
/** Rows that take a minute live through one fleet, a part of its days in each turn. */
const SLOW: ReadonlySet<RowName> = new Set(["XState actors", "XState transition()"]);
const PART_DAYS = FLEET.days / (ROUNDS * TURNS);

interface RaceLane {
  readonly row: RowName;
  readonly process: ChildProcess;
  readonly rounds: FleetRun[][];
}

/**
 * Races executors of one chart through the same fleet, each in a process of its own, in turns.
 *
 * @throws Error when two rows leave different traces
 */
export async function raceMachines(names: readonly RowName[]): Promise<MachineRace> {
  const lanes = names.map((row): RaceLane => ({ row, process: forked(row), rounds: [] }));
  try {
    for (const lane of lanes) {
      const { devices, days } = FLEET;
      const isSlow = SLOW.has(lane.row);
      const toDay = isSlow ? 1 : days;
      const times = isSlow ? 1 : WARM_UP_TIMES;
      await runFleet(lane.process, { devices, fromDay: 0, toDay, times });
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const { rounds } of lanes) rounds.push([]);
      for (let turn = 0; turn < TURNS; turn++) await takeTurn(lanes, round * TURNS + turn);
    }
  } finally {
    for (const { process } of lanes) process.kill();
  }
  return { ...oneTrace(lanes), figures: lanes.map(figureOf) };
}

async function takeTurn(lanes: readonly RaceLane[], turn: number): Promise<void> {
  const { devices, days } = FLEET;
  const fromDay = turn * PART_DAYS;
  const part = { devices, fromDay, toDay: fromDay + PART_DAYS, times: 1 };
  const whole = { devices, fromDay: 0, toDay: days, times: TIMES };
  for (const { row, process, rounds } of lanes) {
    rounds.at(-1)?.push(await runFleet(process, SLOW.has(row) ? part : whole));
  }
}

/** How each lane ended: all of them the same way. */
function oneTrace(lanes: readonly RaceLane[]): Pick<MachineRace, "hash" | "fleet"> {
  const traces = new Set(
    lanes.flatMap(({ row, rounds }) => {
      const turns = rounds.flat();
      return (SLOW.has(row) ? turns.slice(-1) : turns).map(({ hash, steps }) => `${hash} ${steps}`);
    }),
  );
  const [trace = "", ...others] = traces;
  if (others.length > 0) throw new Error(`traces differ: ${[...traces].join(", ")}`);
  const [hash = "", steps = ""] = trace.split(" ");
  return { hash, fleet: `${FLEET.devices} devices, ${FLEET.days} days, ${steps} steps` };
}

function figureOf({ row, rounds }: RaceLane): MachineFigure {
  const middles = rounds.map((turns) => median(turns.map(({ nsPerStep }) => nsPerStep)));
  return { row, nsPerStep: median(middles), rounds: middles };
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
