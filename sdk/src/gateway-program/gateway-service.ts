import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { GatewayArmour } from "../client/armour-port.ts";
import type { GatewayClient } from "../client/gateway-client.ts";
import type { GatewayLog } from "../client/gateway-log.ts";
import type { PausableTransport } from "../client/gateway-setup.ts";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import { LevelTable } from "../durable-table/level-table.ts";
import { SdkError } from "../errors.ts";
import type { Forwarder } from "../forwarding/forwarder.ts";
import { type ForwarderStanding, ForwarderSupervisor } from "../forwarding/forwarder-supervisor.ts";
import type { SendCommand } from "../response-centre/delivery/alert-acknowledger.ts";
import { SECRET_FOLDER_MODE } from "../security/secret-file.ts";
import { ContactEar } from "../watch/contact-ear.ts";
import { GatewayWatch } from "../watch/gateway-watch.ts";
import { JoinedTransport, sparing } from "../watch/joined-transport.ts";
import { OwnJournal } from "../watch/own-journal.ts";
import { DEFAULT_WATCH_RULES, type WatchRules } from "../watch/watch-rules.ts";
import { buildCentres } from "./build-centres.ts";
import { buildNotices } from "./build-notices.ts";
import { buildRecords } from "./build-records.ts";
import { GATEWAY_EXIT, ProgramError } from "./program-error.ts";
import { openRegister } from "./register-view.ts";
import { ownIdOf, type ServiceParts } from "./service-parts.ts";
import { routesOf } from "./service-settings.ts";
import type { GatewaySettings } from "./settings.ts";
import type { Environment } from "./settings-files.ts";

/** What a service is made of. */
export interface GatewayServiceOptions {
  readonly settings: GatewaySettings;
  readonly env: Environment;
  readonly timers: GatewayTimers;
  readonly log: GatewayLog;
}

const EPOCH_END = 0xffff_ffff;

/**
 * What makes the gateway program a service: the watch with the gateway's own journal, and a
 * forwarder for each receiver, side by side.
 */
export class GatewayService {
  readonly #parts: ServiceParts;
  readonly #journal: OwnJournal;
  readonly #ear = new ContactEar();
  #kept: ReadonlyMap<string, unknown> = new Map();
  #supervisor: ForwarderSupervisor | undefined;

  private constructor(parts: ServiceParts) {
    this.#parts = parts;
    const { timers, nowMs, log, settings, state } = parts;
    this.#journal = new OwnJournal({
      ...{ ownId: ownIdOf(settings), timers, nowMs },
      table: new LevelTable(join(state, "watch")),
      drawEpoch: () => randomInt(1, EPOCH_END),
      onFault: ({ code, message }) =>
        log({ level: "error", event: "watch.unwritten", code, detail: message }),
    });
  }

  /**
   * Opens what the service remembers.
   *
   * @throws ProgramError or SdkError for files, secrets and folders that can't be used
   */
  static async open(options: GatewayServiceOptions): Promise<GatewayService> {
    const { settings, env, timers, log } = options;
    const state = madeFolder(settings.state ?? "");
    const register = openRegister(settings, env, log);
    const service = new GatewayService({
      ...{ settings, env, timers, log, state, nowMs: Date.now },
      ...(register === undefined ? {} : { register }),
    });
    service.#kept = await new Promise((resolve, reject) => {
      service.#journal.open((result) => {
        if ("code" in result) reject(new SdkError(result));
        else resolve(result);
      });
    });
    return service;
  }

  /** Joins the gateway's own journal to the way to the devices. */
  join(inner: PausableTransport): PausableTransport {
    const ownId = ownIdOf(this.#parts.settings);
    return new JoinedTransport({ inner, ownId, journal: this.#journal, passing: this.#ear });
  }

  /** Leaves the gateway's own messages unsealed. */
  spare(armour: GatewayArmour): GatewayArmour {
    return sparing(armour, ownIdOf(this.#parts.settings));
  }

  /**
   * Begins to watch and to forward what the client's inbox holds.
   *
   * @throws ProgramError for files and secrets that can't be used
   */
  start(client: GatewayClient): void {
    const { nowMs, log } = this.#parts;
    const forwarders = this.#forwarders(client);
    // From here on no row goes that one of them has not seen.
    for (const { name } of forwarders) client.registerConsumer(name);
    this.#supervisor = new ForwarderSupervisor({ forwarders, nowMs, log });
    this.#supervisor.start();
  }

  /** Shows how each forwarder fares. */
  standings(): readonly ForwarderStanding[] {
    return this.#supervisor?.standings() ?? [];
  }

  /** Code of what keeps the newest register from being read; `undefined` when nothing does. */
  get registerFault(): string | undefined {
    return this.#parts.register?.fault;
  }

  /**
   * Lets every forwarder finish or leave the row in hand, up to a deadline.
   *
   * @returns the names of those that did not
   */
  async stop(deadlineMs: number): Promise<readonly string[]> {
    return (await this.#supervisor?.stop(deadlineMs)) ?? [];
  }

  /** Closes the gateway's own journal, once nobody writes to it any more. */
  close(): Promise<void> {
    return new Promise((resolve) => this.#journal.close(resolve));
  }

  #forwarders(client: GatewayClient): readonly Forwarder[] {
    const parts = this.#parts;
    const watch = this.#watch(client);
    const sendCommand: SendCommand = (deviceId, command) => {
      const { verb, alertId = "", commandId } = command;
      const isOurs =
        verb === "acknowledge-alert" && watch.acknowledge(deviceId, alertId, "operator");
      return isOurs
        ? Promise.resolve({ commandId, result: "done" })
        : client.sendCommand(deviceId, command);
    };
    return [
      watch,
      ...buildRecords(client, parts),
      ...buildCentres(client, sendCommand, parts),
      ...buildNotices(client, (deviceId, alertId) => watch.raisedMs(deviceId, alertId), parts),
    ];
  }

  #watch(client: GatewayClient): GatewayWatch {
    const { settings, timers, nowMs, log, register } = this.#parts;
    const options = {
      ...{ client, journal: this.#journal, ear: this.#ear, ownId: ownIdOf(settings) },
      ...{ timers, nowMs, log, steadyMs: () => performance.now(), rules: rulesOf(settings) },
      ...(register === undefined ? {} : { placedDevices: () => register.devicesAt(nowMs()) }),
    };
    return new GatewayWatch(options, this.#kept);
  }
}

function rulesOf({ contact = {}, plannedDoses, routes }: GatewaySettings): WatchRules {
  const { afterMinutes, products = {}, devices = {}, checkSeconds } = contact;
  const rules = DEFAULT_WATCH_RULES;
  return {
    contactAfterMin: afterMinutes ?? rules.contactAfterMin,
    contactByProduct: products,
    contactByDevice: devices,
    printReadProducts: plannedDoses?.products ?? rules.printReadProducts,
    routes: routesOf(routes),
    checkMs: checkSeconds === undefined ? rules.checkMs : checkSeconds * 1_000,
  };
}

function madeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: SECRET_FOLDER_MODE });
    return folder;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The folder ${folder} can't be made: ${reason}`;
    const code = "state-io";
    throw new ProgramError(GATEWAY_EXIT.environment, {
      code,
      field: "state",
      found: folder,
      message,
    });
  }
}
