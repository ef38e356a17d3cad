import { availableParallelism, loadavg } from "node:os";
import { type BenchBroker, startEmbedded, startMosquitto } from "./bench-brokers.ts";
import { INTAKE_NAMES, raceIntake } from "./gateway-intake.ts";
import { type Load, type LoadTaken, runLoad } from "./gateway-runs.ts";
import { medianNs, ratio, timingOf } from "./stopwatch.ts";

/*
 * Measures the gateway: intake from memory beside its store alone, and a fleet of devices over a
 * broker beside a plain MQTT client that keeps nothing: `npm run bench`. The targets of a fleet are
 * judged at its full size (`DOSEKIT_LONG=1`). The exit code is 1 when a target is missed.
 */

const LONG = process.env["DOSEKIT_LONG"] === "1";
const INTAKE_RATIO_MIN = 0.5;
const MEMORY_MB_MAX = 400;
const P99_MS_MAX = 100;
/** Of the rate that was asked for, so much has to be sent for a latency to count. */
const RATE_SHARE_MIN = 0.98;
const LOAD: Load = LONG
  ? { devices: 10_000, eventsPerSecond: 5_000, seconds: 30 }
  : { devices: 1_000, eventsPerSecond: 500, seconds: 6 };

let missed = false;

function judge(what: string, found: string, target: string, holds: boolean): void {
  console.info(`${holds ? "holds " : "MISSED"} ${what}: ${found}, ${target}`);
  missed ||= !holds;
}

async function measureIntake(): Promise<void> {
  const size = LONG
    ? { devices: 10_000, eventsPerDevice: 10, rounds: 9 }
    : { devices: 2_000, eventsPerDevice: 10, rounds: 5 };
  const { timings, rowsPerBatch } = await raceIntake(size);
  const [intake, store] = [INTAKE_NAMES.intake, INTAKE_NAMES.store].map((name) =>
    timingOf(timings, name),
  );
  if (intake === undefined || store === undefined) throw new RangeError("a row is missing");
  console.info(`| ${size.devices} devices, ${rowsPerBatch.toFixed(0)} rows a batch | rows / s |`);
  console.info("| --- | ---: |");
  for (const timing of timings) {
    console.info(`| ${timing.name} | ${(1e9 / medianNs(timing)).toFixed(0)} |`);
  }
  const share = ratio(store, intake);
  const holds = share >= INTAKE_RATIO_MIN;
  judge("intake beside its store", share.toFixed(2), `at least ${INTAKE_RATIO_MIN}`, holds);
}

async function measureFleet(name: string, broker: BenchBroker): Promise<void> {
  const plain = await runLoad(broker, "plain", LOAD);
  const sdk = await runLoad(broker, "sdk", LOAD);
  for (const taken of [plain, sdk]) printRow(name, taken);
  const beside = sdk.microsPerEvent / plain.microsPerEvent;
  console.info(`|  | SDK beside plain client |  | ${beside.toFixed(2)} × |  |  |  |  |  |`);
  const what = `${name}, ${LOAD.devices} devices`;
  judge(`${what}: records lost`, String(sdk.missing), "none", sdk.missing === 0);
  if (!LONG) return;
  judge(
    `${what}: memory`,
    `${sdk.memoryMb.toFixed(0)} MB`,
    `at most ${MEMORY_MB_MAX} MB`,
    sdk.memoryMb <= MEMORY_MB_MAX,
  );
  const isFull = sdk.rate >= LOAD.eventsPerSecond * RATE_SHARE_MIN;
  const found = `${sdk.p99Ms.toFixed(1)} ms at ${sdk.rate.toFixed(0)} a second`;
  judge(
    `${what}: from publish to durable, 99 of 100`,
    found,
    `below ${P99_MS_MAX} ms at ${LOAD.eventsPerSecond}`,
    isFull && sdk.p99Ms < P99_MS_MAX,
  );
}

function printRow(name: string, taken: LoadTaken): void {
  const { end, rate, microsPerEvent, memoryMb, p50Ms, p99Ms, maxMs, flushP99Ms, missing } = taken;
  const figures = [rate, microsPerEvent, memoryMb].map((figure) => figure.toFixed(0));
  const waits = [p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(1)).join(" / ");
  const what = end === "sdk" ? "SDK, durable inbox, acknowledgements" : "plain client, no store";
  const flush = end === "sdk" ? flushP99Ms.toFixed(1) : "";
  console.info(`| ${[name, what, ...figures, waits, flush, missing].join(" | ")} |`);
}

const machine = `${availableParallelism()} cores, Node ${process.versions.node}`;
console.info(`${machine}; load of the machine before: ${loadavg()[0]?.toFixed(1)}\n`);
await measureIntake();
console.info(`\n${LOAD.devices} devices, ${LOAD.eventsPerSecond} records a second\n`);
console.info(
  "| broker | end | sent / s | µs of processor / record | MB | ms 50 % / 99 % / longest | flush 99 % | missing |",
);
console.info("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
const only = process.argv[2];
for (const [name, start] of Object.entries({
  Mosquitto: startMosquitto,
  embedded: startEmbedded,
})) {
  if (only !== undefined && only !== name) continue;
  const broker = await start();
  if (broker === undefined) {
    console.info(`${name} is not installed`);
    continue;
  }
  await measureFleet(name, broker);
  await broker.end();
}
process.exitCode = missed ? 1 : 0;
