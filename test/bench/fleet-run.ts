import { Session } from "node:inspector/promises";
import { readFleet, runLanes } from "@dosekit/simulator";
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
  /** Whether it is to say where the time goes. */
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

async function run(asked: FleetAsked): Promise<FleetTaken> {
  const { devices, days, loop, workers, profiled } = asked;
  const wish = {
    devices,
    days,
    product: "evondos-e300",
    faults: "everyday",
    seed: "bench",
  } as const;
  const fleet = readFleet(wish, process.cwd(), () => "bench");
  const refill = { onAlert: true, everyDays: 7 };
  const spec = loop === "open" ? { ...fleet.run, loop, refill } : fleet.run;
  const session = new Session();
  if (profiled) await startProfile(session);
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
