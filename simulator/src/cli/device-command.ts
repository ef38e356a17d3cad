import { randomBytes } from "node:crypto";
import { zoneTableOf } from "@dosekit/firmware-model";
import { DEVICE_ID_PATTERN } from "@dosekit/protocols";
import { openMemory } from "../device-console/console-memory.ts";
import { type ConsoleOutcome, runConsole } from "../device-console/console-run.ts";
import { readScript } from "../device-console/script-file.ts";
import { type Fleet, readFleet } from "../fleet/read-fleet.ts";
import { programOf } from "../home/device-program.ts";
import { EXIT } from "../results/error-document.ts";
import type { CommandIo } from "./command-io.ts";
import { runBench } from "./device-bench-command.ts";
import { checkHost, type HostOptions, openHost } from "./device-host.ts";
import { armourOf, checkSecrets, type SecretOptions, tlsOf } from "./device-secrets.ts";
import { UserError } from "./user-error.ts";

/** Options of `dosekit device`. */
export interface DeviceOptions extends HostOptions, SecretOptions {
  readonly product?: string;
  /** Files with products that are no part of the program; the last one is the device's by default. */
  readonly profile?: readonly string[];
  readonly plan?: string;
  /** False when a host that is there already gives the plan. */
  readonly withPlan: boolean;
  readonly zone?: string;
  /** First local day; the host's own time by default. */
  readonly start?: string;
  readonly speed: number;
  readonly id: string;
  readonly script?: string;
  /** Folder in which the device's journal outlives the command. */
  readonly store?: string;
  /** Starts the device in the test state, in which its host may let time run. */
  readonly testState?: boolean;
  readonly seed?: string;
  readonly json?: boolean;
  /** Port of this machine at which a fixture's hands are asked for; 0 takes a free one. */
  readonly fixture?: number;
}

/** What the last line of `device --json` says. */
export interface DeviceDocument extends ConsoleOutcome {
  readonly v: 1;
  readonly command: "device";
  readonly seed: string;
  readonly elapsedMs: number;
  readonly partial: boolean;
  readonly device: string;
  readonly product: string;
}

/** Lets somebody play with one device; returns the exit code. */
export async function runDevice(options: DeviceOptions, io: CommandIo): Promise<number> {
  const startedMs = io.hostMs();
  const seed = options.seed ?? randomBytes(4).toString("hex");
  const { tenant, id: deviceId, speed, json = false } = options;
  checkHost(options);
  const { fixture } = options;
  if (fixture !== undefined) return runBench({ ...options, fixture }, io);
  checkSecrets(options);
  checkName("--tenant", tenant);
  checkName("--id", deviceId);
  const fleet = oneDevice(options, seed, io.cwd);
  const { product, plan } = deviceOf(fleet);
  const script = options.script === undefined ? undefined : readScript(options.script, io.cwd);
  const table = zoneTableOf(fleet.zone);
  if (table === undefined) throw new RangeError(`no zone ${fleet.zone}`);
  const armour = armourOf(options.keys, { tenant, deviceId }, io.cwd);
  const memory = options.store === undefined ? undefined : openMemory(options.store, io.cwd);
  const { host, close } = await openHost(options, io.cwd, tlsOf(options, io.cwd));
  try {
    const outcome = await runConsole({
      ...{ deviceId, seed, table, speed, host, json, io, memory, armour },
      testState: options.testState === true,
      program: programOf(product, fleet.run.profiles),
      ...(options.withPlan ? { plan } : {}),
      startMs: options.start === undefined ? Date.now() : fleet.run.startMs,
      ...(script === undefined ? {} : { script }),
    });
    const elapsedMs = Math.round(io.hostMs() - startedMs);
    report(outcome, { seed, elapsedMs, device: deviceId, product }, { json, io });
    return exitOf(outcome);
  } finally {
    await close();
    memory?.close();
  }
}

function report(
  outcome: ConsoleOutcome,
  about: Pick<DeviceDocument, "seed" | "elapsedMs" | "device" | "product">,
  { json, io }: { readonly json: boolean; readonly io: CommandIo },
): void {
  const { seed, elapsedMs, ...which } = about;
  const partial = outcome.end === "interrupted";
  const document: DeviceDocument = {
    ...{ v: 1, command: "device", seed, elapsedMs, partial },
    ...which,
    ...outcome,
  };
  if (json) io.out(`${JSON.stringify(document)}\n`);
  else {
    const { records, lastSeq, acknowledgedSeq, hazards } = outcome;
    const waiting = Math.max(0, lastSeq - acknowledgedSeq);
    io.err(`${records} records, ${waiting} not acknowledged, hazards ${hazards}, seed ${seed}\n`);
  }
}

function exitOf({ end, stops }: ConsoleOutcome): number {
  if (end === "interrupted") return EXIT.interrupted;
  return stops > 0 ? EXIT.failed : EXIT.ok;
}

/** A fleet of one has all the checks of plans, products and zones. */
function oneDevice(options: DeviceOptions, seed: string, cwd: string): Fleet {
  const { product, profile, plan, zone, start } = options;
  const given = {
    ...(product === undefined ? {} : { product }),
    ...(profile === undefined ? {} : { profile }),
    ...(plan === undefined ? {} : { plan: [plan] }),
    ...(zone === undefined ? {} : { zone }),
    ...(start === undefined ? {} : { start }),
  };
  return readFleet({ devices: 1, seed, ...given }, cwd, () => seed);
}

function deviceOf(fleet: Fleet) {
  const [device] = fleet.run.devices;
  if (device === undefined) throw new RangeError("a fleet of one has one device");
  return device;
}

function checkName(field: string, found: string): void {
  if (DEVICE_ID_PATTERN.test(found)) return;
  throw new UserError({
    code: "usage.bad-value",
    ...{ field, found },
    allowed: "1 to 32 of A-Z, a-z, 0-9, _ and -",
    message: "An option has a value that it can't have.",
  });
}
