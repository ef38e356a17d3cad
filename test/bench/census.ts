import { type Observation, readFleet, VirtualHost } from "@dosekit/simulator";

/*
 * Counts what happens in a day of an evondos-e300 home under everyday faults, by kind: run
 * `npx tsc -p test/bench && node test/bench/dist/census.js`. Times are told by `simulator.js`.
 */

const DEVICES = 20;
const DAYS = 30;

/** What an observation is told as: what was seen, and what of that. */
function kindOf(seen: Observation): string {
  switch (seen.seen) {
    case "effect":
      return `effect ${seen.effect.type}${slotOf(seen.effect)}`;
    case "input":
      return `input ${seen.input.type}${slotOf(seen.input)}`;
    case "record":
    case "committed":
      return `${seen.seen} ${seen.record.kind}`;
    case "plant":
      return `plant ${seen.fact.type}`;
    default:
      return seen.seen;
  }
}

/** The first word of a timer's name; the others say of which dose or state it is. */
function slotOf(told: object): string {
  return "slot" in told && typeof told.slot === "string" ? ` ${told.slot.replace(/\/.*/, "")}` : "";
}

const wish = { devices: DEVICES, days: DAYS, product: "evondos-e300", faults: "everyday" } as const;
const fleet = readFleet({ ...wish, seed: "bench" }, process.cwd(), () => "bench");
const refill = { onAlert: true, everyDays: 7 };
const counts = new Map<string, number>();
const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
const host = new VirtualHost(
  { ...fleet.run, loop: "open", refill },
  {
    observe: (seen) => {
      count(kindOf(seen));
      count("all observations");
    },
  },
);
host.advance(host.endMs());
const { steps } = host.finish();

console.info("| in a day of one device | times |\n| --- | ---: |");
console.info(`| events of the clock | ${(steps / DEVICES / DAYS).toFixed(1)} |`);
for (const [name, times] of [...counts].sort(([, a], [, b]) => b - a)) {
  console.info(`| ${name} | ${(times / DEVICES / DAYS).toFixed(2)} |`);
}
