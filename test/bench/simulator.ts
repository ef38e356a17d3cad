import { availableParallelism } from "node:os";
import { measureFleets } from "./fleets.ts";
import { medianNs, race, ratio, timingOf } from "./stopwatch.ts";
import { FIRED_AT_ONCE, PENDING, timerQueues } from "./timers.ts";

/*
 * Measures the simulator's clock beside other queues, and whole fleets: `npm run bench`. The exit
 * code is 1 when a target of the clock is missed, or fleets cost more than in proportion.
 */

/** What the clock is to reach at 100,000 pending timers, events a second. */
const RATE_MIN = 5_000_000;
const JUDGED_PENDING = 100_000;

let missed = false;
console.info(`${availableParallelism()} cores, Node ${process.versions.node}; processor time.\n`);
console.info("| timers pending | queue | million a second | × event queue |");
console.info("| ---: | --- | ---: | ---: |");
for (const pending of PENDING) {
  const timings = race(timerQueues(pending), { rounds: 9, warmUpRounds: 3, turnMs: 60 });
  const ours = timingOf(timings, "event queue");
  for (const timing of timings) {
    const rate = (FIRED_AT_ONCE * 1_000) / medianNs(timing);
    const cells = [pending, timing.name, rate.toFixed(1), ratio(timing, ours).toFixed(2)];
    console.info(`| ${cells.join(" | ")} |`);
    if (pending !== JUDGED_PENDING || timing !== ours) continue;
    missed = rate * 1_000_000 < RATE_MIN;
  }
}
console.info(
  `\n${missed ? "MISSED" : "holds "} event queue at ${JUDGED_PENDING} pending: at least ${RATE_MIN / 1_000_000} million a second`,
);
console.info("");
const isLinear = await measureFleets();
process.exitCode = missed || !isLinear ? 1 : 0;
