import { readFileSync } from "node:fs";
import type { DeviceId } from "@dosekit/protocols";
import { GatewayClient } from "../client/gateway-client.ts";
import type { GatewayLogEntry } from "../client/gateway-log.ts";
import type { PausableTransport } from "../client/gateway-setup.ts";
import { RealGatewayTimers } from "../client/gateway-timers.ts";
import { remedyAtTheEnd, SdkError, type SdkFault } from "../errors.ts";
import { LevelInboxStore } from "../inbox/level-inbox-store.ts";
import { GatewaySeals } from "../security/gateway-seals.ts";
import { KeyChanges } from "../security/key-changes.ts";
import { KeyFolder } from "../security/key-folder.ts";
import { MqttGatewayTransport, type TlsOptions } from "../transports/mqtt-gateway-transport.ts";
import { makeInboxFolder, removeUnusedInbox } from "./inbox-folder.ts";
import { GATEWAY_EXIT, ProgramError, usageError } from "./program-error.ts";
import { readArguments } from "./read-arguments.ts";
import { rowJson, rowText } from "./row-line.ts";
import { runProvision, runStageKey } from "./run-provision.ts";
import { serialTransportOf } from "./serial-transport.ts";
import type { GatewaySettings } from "./settings.ts";

/** Why the program was told to end. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** The world around the program. */
export interface GatewayProgramIo {
  /** Ends, where it gives a promise, once the system has the text: an event counts as read then. */
  readonly stdout: (text: string) => void | Promise<void>;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls the listener when the program is to end; returns a function that stops listening. */
  readonly onStop: (listener: (signal: StopSignal) => void) => () => void;
}

/** Commands that make files and end. */
const PROVISIONING_COMMANDS: Readonly<
  Record<string, (argv: readonly string[], io: GatewayProgramIo) => Promise<number>>
> = { provision: runProvision, "stage-key": runStageKey };

const CONSUMER = "dosekit-gateway";
const DAY_MS = 86_400_000;

/**
 * Runs the program `dosekit-gateway` until it is told to end.
 *
 * @param argv the arguments behind the program's name
 * @returns the exit code
 */
export async function runGatewayProgram(
  argv: readonly string[],
  io: GatewayProgramIo,
): Promise<number> {
  try {
    const provisioning = PROVISIONING_COMMANDS[argv[0] ?? ""];
    if (provisioning !== undefined) return await provisioning(argv.slice(1), io);
    const settings = readArguments(argv, { env: io.env, help: io.stdout });
    return settings === undefined ? GATEWAY_EXIT.done : await runGateway(settings, io);
  } catch (cause) {
    return reportError(cause, argv.includes("--json"), io);
  }
}

async function runGateway(settings: GatewaySettings, io: GatewayProgramIo): Promise<number> {
  const startedMs = Date.now();
  const timers = new RealGatewayTimers();
  const ending = endingOf();
  const client = clientOf(settings, { io, timers, fail: ending.reject });
  const endListening = io.onStop((signal) => {
    ending.resolve(signal === "SIGINT" ? GATEWAY_EXIT.interrupted : GATEWAY_EXIT.done);
  });
  let made = false;
  try {
    made = makeInboxFolder(settings.inbox);
    await client.start();
    if (settings.seconds !== undefined) {
      timers.arm("program-end", settings.seconds * 1_000, () => ending.resolve(GATEWAY_EXIT.done));
    }
    printRows(client, settings, io).catch(ending.reject);
    const exitCode = await ending.promise;
    await client.stop();
    printSummary(client, settings, { io, startedMs, partial: exitCode !== GATEWAY_EXIT.done });
    return exitCode;
  } catch (cause) {
    const opened = client.counters().inbox === "ready";
    await client.stop();
    // Where a device stands outlasts its rows, so an inbox without rows may still be of use.
    const { rows, devices } = client.counters();
    if (made && rows === 0 && devices === 0) await removeUnusedInbox(settings.inbox, opened);
    throw cause;
  } finally {
    endListening();
    await client.stop();
    timers.cancel("program-end");
  }
}

/** A promise of the exit code, to be kept from outside. */
function endingOf() {
  let resolve: (exitCode: number) => void = () => {};
  let reject: (cause: unknown) => void = () => {};
  const promise = new Promise<number>((kept, broken) => {
    resolve = kept;
    reject = broken;
  });
  // It may break while nobody waits for it yet; it is waited for in any case.
  promise.catch(() => {});
  return { promise, resolve, reject };
}

function clientOf(
  settings: GatewaySettings,
  parts: {
    readonly io: GatewayProgramIo;
    readonly timers: RealGatewayTimers;
    readonly fail: (cause: Error) => void;
  },
): GatewayClient {
  const { io, timers, fail } = parts;
  let wasUp = false;
  const printLog = (entry: GatewayLogEntry) =>
    io.stderr(`${settings.json ? JSON.stringify(entry) : logText(entry)}\n`);
  const transport = transportOf(settings, timers, (fault) => {
    if (wasUp) io.stderr(`${fault.message} ${fault.remedy}\n`);
    else fail(environmentError(fault));
  });
  const { devicesMax, rowsMax, keepDays, keepRows } = settings;
  const seals = sealsOf(settings, (deviceId) => keyChanges.begin(deviceId));
  const client = new GatewayClient({
    transport,
    armour: seals,
    store: new LevelInboxStore(settings.inbox),
    timers,
    nowMs: Date.now,
    limits: devicesMax === undefined ? {} : { devicesMax },
    inboxLimits: {
      ...(rowsMax === undefined ? {} : { rowsMax }),
      ...(keepDays === undefined ? {} : { keepMs: keepDays * DAY_MS }),
      ...(keepRows === undefined ? {} : { keepRows }),
    },
    log: (entry) => {
      wasUp ||= entry.event === "link.up";
      printLog(entry);
    },
  });
  const keyChanges = new KeyChanges(client, seals, printLog);
  return client;
}

function transportOf(
  settings: GatewaySettings,
  timers: RealGatewayTimers,
  onFault: (fault: SdkFault) => void,
): PausableTransport {
  const { broker, lines = [] } = settings;
  if (broker === undefined) return serialTransportOf(lines, onFault);
  return new MqttGatewayTransport({
    url: broker,
    tenant: settings.tenant,
    timers,
    ...(settings.clientId === undefined ? {} : { clientId: settings.clientId }),
    ...(settings.username === undefined ? {} : { username: settings.username }),
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(settings.tls === undefined ? {} : { tls: tlsOf(settings.tls) }),
    onFault,
  });
}

function sealsOf(settings: GatewaySettings, onChangeDue: (deviceId: DeviceId) => void) {
  const { keys, sealedOnly = false } = settings;
  const folder = keys === undefined ? {} : { keys: new KeyFolder(keys) };
  return new GatewaySeals({ ...folder, required: sealedOnly, onChangeDue });
}

function logText({ level, event, ...rest }: GatewayLogEntry): string {
  return [level.padEnd(5), event, ...Object.values(rest)].join("  ");
}

async function printRows(
  client: GatewayClient,
  settings: GatewaySettings,
  io: GatewayProgramIo,
): Promise<void> {
  for await (const row of client.events(CONSUMER)) {
    const line = settings.json ? rowJson(row, client.device(row.deviceId)) : rowText(row);
    await io.stdout(`${line}\n`);
  }
}

function printSummary(
  client: GatewayClient,
  settings: GatewaySettings,
  run: {
    readonly io: GatewayProgramIo;
    readonly startedMs: number;
    readonly partial: boolean;
  },
): void {
  const counters = client.counters();
  const elapsedMs = Date.now() - run.startedMs;
  if (settings.json) {
    const document = { v: 1, command: "gateway", elapsedMs, partial: run.partial, counters };
    run.io.stdout(`${JSON.stringify(document)}\n`);
    return;
  }
  const { devices, records, committed, duplicates, lost, malformed } = counters;
  const refused = Object.values(malformed).reduce((sum, count) => sum + count, 0);
  run.io.stdout(
    `${devices} devices, ${records} records received, ${committed} committed, ` +
      `${duplicates} repeats, ${lost} lost, ${refused} unreadable messages\n`,
  );
}

function tlsOf(files: NonNullable<GatewaySettings["tls"]>): TlsOptions {
  return {
    ...(files.ca === undefined ? {} : { ca: fileOf("tls.ca", files.ca) }),
    ...(files.cert === undefined ? {} : { cert: fileOf("tls.cert", files.cert) }),
    ...(files.key === undefined ? {} : { key: fileOf("tls.key", files.key) }),
  };
}

function fileOf(field: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw usageError("config.unreadable", `${file} can't be read: ${reason}`, { file, field });
  }
}

function environmentError(fault: SdkFault): ProgramError {
  const message = `${fault.message} ${remedyAtTheEnd(fault)}`;
  return new ProgramError(GATEWAY_EXIT.environment, { code: fault.code, message });
}

function reportError(cause: unknown, json: boolean, io: GatewayProgramIo): number {
  const error = programErrorOf(cause);
  if (json) io.stdout(`${JSON.stringify({ error: error.details })}\n`);
  else io.stderr(`dosekit-gateway: ${error.message}\n`);
  return error.exitCode;
}

function programErrorOf(cause: unknown): ProgramError {
  if (cause instanceof ProgramError) return cause;
  if (cause instanceof SdkError) return environmentError(cause);
  const message = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new ProgramError(GATEWAY_EXIT.internal, { code: "internal", message });
}
