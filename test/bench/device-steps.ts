import { availableParallelism } from "node:os";
import { PROFILES } from "@dosekit/firmware-model";
import { type LivedDays, liveDays } from "./device-life.ts";
import { medianNs, race } from "./stopwatch.ts";

/*
 * Measures what a step of each product costs, charts included, and what a checkpoint costs, over
 * typical days: `npm run bench`, or `node test/bench/dist/device-steps.js` with `--inputs` for the
 * cost by kind of input. The days are lived once; then their steps are taken again and again.
 */

const DAYS = 14;
/** Times that each step is taken to find the cost of its kind. */
const LOOKS = 60;
const WARM_UP_ROUNDS = 40;

interface KindCost {
  readonly kind: string;
  readonly perDay: number;
  readonly us: number;
}

/** Takes every step of the days again. */
function again({ logic, first, steps }: LivedDays): void {
  let state = first;
  for (const { input, now } of steps) state = logic.step(state, input, now)[0];
}

/** The same with a checkpoint for each commit, as a board asks for it. */
function againWithCheckpoints({ logic, first, steps }: LivedDays): number {
  let state = first;
  let checkpoints = 0;
  for (const { input, now } of steps) {
    const [next, effects] = logic.step(state, input, now);
    state = next;
    if (!effects.some(({ type }) => type === "journal.commit")) continue;
    logic.checkpoint(state);
    checkpoints += 1;
  }
  return checkpoints;
}

/** The median cost of each kind of input, wall time: a loaded machine changes the median little. */
function byKind({ logic, first, steps, days }: LivedDays): readonly KindCost[] {
  const costs = new Map<string, number[]>();
  for (let look = 0; look < LOOKS; look++) {
    let state = first;
    for (const { input, now } of steps) {
      const kind = input.type === "timer.fired" ? `timer ${nameOf(input.slot)}` : input.type;
      const before = performance.now();
      const [next] = logic.step(state, input, now);
      const us = (performance.now() - before) * 1_000;
      state = next;
      const known = costs.get(kind);
      if (known === undefined) costs.set(kind, [us]);
      else known.push(us);
    }
  }
  return [...costs]
    .map(([kind, list]) => ({
      kind,
      perDay: list.length / LOOKS / days,
      us: list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0,
    }))
    .sort((a, b) => b.perDay * b.us - a.perDay * a.us);
}

/** Timers of doses carry the dose's name, those of charts the way to their state. */
function nameOf(slot: string): string {
  return slot.replace(/^(due|late|point-\d+)\/.*/, "$1").replace("xstate.after.", "");
}

console.info(`${availableParallelism()} cores, Node ${process.versions.node}; processor time.\n`);
console.info("| product | steps a day | µs a step | µs a device-day | µs a checkpoint |");
console.info("| --- | ---: | ---: | ---: | ---: |");
const lives = PROFILES.map((profile) => ({ profile, lived: liveDays(profile, DAYS) }));
// What all products share is compiled for all of them before the first is measured.
for (let round = 0; round < WARM_UP_ROUNDS; round++) {
  for (const { lived } of lives) againWithCheckpoints(lived);
}
for (const { profile, lived } of lives) {
  const checkpoints = againWithCheckpoints(lived);
  const [plain, kept] = race(
    { plain: () => again(lived), kept: () => againWithCheckpoints(lived) },
    { rounds: 15, warmUpRounds: 5, turnMs: 60 },
  );
  const [stepsUs, keptUs] = [plain, kept].map((timing) => (timing ? medianNs(timing) : 0) / 1_000);
  const dayUs = (stepsUs ?? 0) / DAYS;
  const perDay = lived.steps.length / DAYS;
  const cells = [
    profile.product,
    perDay.toFixed(1),
    (dayUs / perDay).toFixed(2),
    dayUs.toFixed(1),
    (((keptUs ?? 0) - (stepsUs ?? 0)) / checkpoints).toFixed(2),
  ];
  console.info(`| ${cells.join(" | ")} |`);
  if (!process.argv.includes("--inputs")) continue;
  for (const { kind, perDay: times, us } of byKind(lived)) {
    console.info(
      `|   ${kind} | ${times.toFixed(1)} | ${us.toFixed(2)} | ${(times * us).toFixed(1)} | |`,
    );
  }
}
