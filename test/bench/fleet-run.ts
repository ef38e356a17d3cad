import { Session } from "node:inspector/promises";
import { type RunSpec, readFleet, runLanes } from "@dosekit/simulator";
import { type ProfileShare, sharesOf } from "./profile-groups.ts";

/*
 * One run of a fleet in a process of its own, so that its processor time and greatest memory can be
 * told: started by `fleets.ts` with what to run as JSON, it answers by a message.
 */

/** What a process is to run. */
export interface FleetAsked {
  readonly devices: number;
  readonly days: number;
  readonly loop: "open" | "closed";
  readonly workers: number;
  /** Whether it is to say where the time goes, after a run that has everything compiled. */
  readonly profiled: boolean;
}

/** What the run took. */
export interface FleetTaken {
  /** Processor time of all threads, ms. */
  readonly cpuMs: number;
  readonly elapsedMs: number;
  /** Greatest memory of the process, MB. */
  readonly memoryMb: number;
  readonly traceHash: string;
  readonly bareHomes: number;
  readonly shares: readonly ProfileShare[];
}

/** The fleet that has everything compiled before a profile. */
const WARM_UP = { devices: 50, days: 40 } as const;

function specOf({ devices, days, loop }: Pick<FleetAsked, "devices" | "days" | "loop">): RunSpec {
  const product = "evondos-e300";
  const wish = { devices, days, product, faults: "everyday", seed: "bench" } as const;
  const fleet = readFleet(wish, process.cwd(), () => "bench");
  const refill = { onAlert: true, everyDays: 7 };
  return loop === "open" ? { ...fleet.run, loop, refill } : fleet.run;
}

async function run(asked: FleetAsked): Promise<FleetTaken> {
  const { loop, workers, profiled } = asked;
  const spec = specOf(asked);
  const session = new Session();
  if (profiled) {
    await runLanes(specOf({ ...WARM_UP, loop }));
    await startProfile(session);
  }
  const startedMs = performance.now();
  const before = process.cpuUsage();
  const { traceHash, bareHomes } = await runLanes(spec, { workers });
  const { user, system } = process.cpuUsage(before);
  return {
    cpuMs: (user + system) / 1_000,
    elapsedMs: performance.now() - startedMs,
    memoryMb: process.resourceUsage().maxRSS / 1_024,
    traceHash,
    bareHomes,
    shares: profiled ? sharesOf((await session.post("Profiler.stop")).profile) : [],
  };
}

async function startProfile(session: Session): Promise<void> {
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
}

const asked = process.argv[2];
if (asked !== undefined) process.send?.(await run(JSON.parse(asked) as FleetAsked));
