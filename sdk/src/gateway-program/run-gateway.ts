import { setTimeout as pause } from "node:timers/promises";
import type { GatewayClient } from "../client/gateway-client.ts";
import type { GatewayLog, GatewayLogEntry } from "../client/gateway-log.ts";
import { RealGatewayTimers } from "../client/gateway-timers.ts";
import { remedyAtTheEnd, type SdkFault } from "../errors.ts";
import { laterConsumer } from "../inbox/later-lane.ts";
import { isService } from "./check-service.ts";
import { GatewayService } from "./gateway-service.ts";
import { HealthWatch } from "./health-report.ts";
import { HealthServer } from "./health-server.ts";
import { makeInboxFolder, removeUnusedInbox } from "./inbox-folder.ts";
import { type ClientSurroundings, makeClient } from "./make-client.ts";
import { PRINTING_CONSUMER, printRows, printSummary } from "./print-rows.ts";
import { GATEWAY_EXIT, ProgramError } from "./program-error.ts";
import type { GatewayProgramIo } from "./program-io.ts";
import type { GatewaySettings } from "./settings.ts";

/** Everything that runs while the program does. */
interface Running {
  readonly settings: GatewaySettings;
  readonly io: GatewayProgramIo;
  readonly timers: RealGatewayTimers;
  readonly log: GatewayLog;
  readonly client: GatewayClient;
  readonly service: GatewayService | undefined;
  readonly health: HealthWatch;
  readonly server: HealthServer | undefined;
}

const STOP_SECONDS = 20;
const LOOK_MS = 5_000;

/**
 * Runs the gateway until it is told to end, or can't go on.
 *
 * @returns the exit code
 * @throws ProgramError or SdkError when it can't do its work
 */
export async function runGateway(settings: GatewaySettings, io: GatewayProgramIo): Promise<number> {
  const startedMs = Date.now();
  const timers = new RealGatewayTimers();
  const ending = endingOf();
  const endListening = io.onStop((signal) => {
    ending.resolve(signal === "SIGINT" ? GATEWAY_EXIT.interrupted : GATEWAY_EXIT.done);
  });
  let running: Running | undefined;
  let made = false;
  try {
    running = await prepared(settings, { io, timers, fail: ending.reject });
    made = makeInboxFolder(settings.inbox);
    await begin(running, ending);
    const exitCode = await ending.promise;
    await stop(running);
    const elapsedMs = Date.now() - startedMs;
    const partial = exitCode !== GATEWAY_EXIT.done;
    await printSummary(running.client, io, { json: settings.json, elapsedMs, partial });
    return exitCode;
  } catch (cause) {
    if (running !== undefined) await giveUp(running, made);
    throw cause;
  } finally {
    endListening();
    for (const name of ["program-end", "health-look"]) timers.cancel(name);
  }
}

/** Reads files and secrets and opens what the service remembers; nothing is connected yet. */
async function prepared(
  settings: GatewaySettings,
  parts: {
    readonly io: GatewayProgramIo;
    readonly timers: RealGatewayTimers;
    readonly fail: (cause: Error) => void;
  },
): Promise<Running> {
  const { io, timers, fail } = parts;
  const { env, stderr } = io;
  const log = (entry: GatewayLogEntry) =>
    stderr(`${settings.json ? JSON.stringify(entry) : logText(entry)}\n`);
  const service = isService(settings)
    ? await GatewayService.open({ settings, env, timers, log })
    : undefined;
  const client = await madeClient(settings, service, {
    ...{ timers, log },
    onFault: (fault, wasUp) => {
      // A service has what came before to forward, broker or not.
      if (wasUp || service !== undefined) stderr(`${fault.message} ${fault.remedy}\n`);
      else fail(environmentError(fault));
    },
  });
  const health = new HealthWatch({
    ...{ client, nowMs: Date.now, otherConsumers: isPrinting(settings) ? [PRINTING_CONSUMER] : [] },
    standings: () => service?.standings() ?? [],
    registerFault: () => service?.registerFault,
  });
  const server = settings.health === undefined ? undefined : new HealthServer(health);
  return { settings, io, timers, log, client, service, health, server };
}

/** What the service had opened is closed again when there is no client for it. */
async function madeClient(
  settings: GatewaySettings,
  service: GatewayService | undefined,
  surroundings: Omit<ClientSurroundings, "service">,
): Promise<GatewayClient> {
  try {
    return makeClient(settings, {
      ...surroundings,
      ...(service === undefined ? {} : { service }),
    });
  } catch (cause) {
    await service?.close();
    throw cause;
  }
}

async function begin(running: Running, ending: ReturnType<typeof endingOf>): Promise<void> {
  const { settings, client, service, server, timers, log, io } = running;
  if (server !== undefined && settings.health !== undefined) {
    const port = await server.listen(settings.health);
    log({ level: "info", event: "health.listening", detail: `port ${port}` });
  }
  await client.start();
  service?.start(client);
  forgetFormer(running);
  if (settings.seconds !== undefined) {
    timers.arm("program-end", settings.seconds * 1_000, () => ending.resolve(GATEWAY_EXIT.done));
  }
  if (isPrinting(settings)) printRows(client, settings.json, io).catch(ending.reject);
  armLook(running);
}

/** Rows must not wait for who never comes; whom the settings don't name as gone may come back. */
function forgetFormer({ settings, client, health, log }: Running): void {
  for (const name of settings.formerConsumers ?? []) {
    client.forgetConsumer(name);
    client.forgetConsumer(laterConsumer(name));
  }
  if (!isPrinting(settings)) client.forgetConsumer(PRINTING_CONSUMER);
  for (const detail of health.report().idleConsumers) {
    log({ level: "error", event: "consumer.idle", detail });
  }
}

function armLook(running: Running): void {
  running.timers.arm("health-look", LOOK_MS, () => {
    running.health.look();
    armLook(running);
  });
}

/** A service prints nothing unless it is asked to: its events are for those that it forwards to. */
function isPrinting(settings: GatewaySettings): boolean {
  return settings.printEvents ?? !isService(settings);
}

/** Ends in good order: what was taken is durable, what is in hand is finished or comes again. */
async function stop({ settings, client, service, server, health, log }: Running): Promise<void> {
  const deadlineMs = (settings.stopSeconds ?? STOP_SECONDS) * 1_000;
  health.stopping();
  const late = (await service?.stop(deadlineMs)) ?? [];
  for (const detail of late) log({ level: "warn", event: "forwarder.late", detail });
  const isClosed = await withinMs(deadlineMs, closed(client, service));
  if (!isClosed) log({ level: "error", event: "inbox.late", detail: "the disk does not answer" });
  await server?.close();
}

async function closed(client: GatewayClient, service: GatewayService | undefined): Promise<void> {
  await client.stop();
  await service?.close();
}

async function giveUp(running: Running, made: boolean): Promise<void> {
  const { client, settings } = running;
  const opened = client.counters().inbox === "ready";
  await stop(running);
  // Where a device stands outlasts its rows, so an inbox without rows may still be of use.
  const { rows, devices } = client.counters();
  if (made && rows === 0 && devices === 0) await removeUnusedInbox(settings.inbox, opened);
}

async function withinMs(limitMs: number, work: Promise<void>): Promise<boolean> {
  const over = new AbortController();
  const late = pause(limitMs, false, { signal: over.signal }).catch(() => true);
  const isDone = await Promise.race([work.then(() => true), late]);
  over.abort();
  return isDone;
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

function logText({ level, event, ...rest }: GatewayLogEntry): string {
  return [level.padEnd(5), event, ...Object.values(rest)].join("  ");
}

/** Ends the program with what the way to the devices says is wrong. */
export function environmentError(fault: SdkFault): ProgramError {
  const message = `${fault.message} ${remedyAtTheEnd(fault)}`;
  return new ProgramError(GATEWAY_EXIT.environment, { code: fault.code, message });
}
