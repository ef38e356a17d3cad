import {
  type Command,
  type DesiredConfig,
  type DeviceEvent,
  type GatewayTransport,
  HOUR_MS,
  instant,
  SECOND_MS,
} from "@dosekit/protocols";
import { GatewayClient, MemoryInboxStore } from "@dosekit/sdk";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import { ScheduledGatewayTimers } from "../home/scheduler-timers.ts";

/** What a gateway serves and tells. */
export interface HomeGatewaySetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly deviceId: string;
  /** What the device is to follow. */
  readonly config: DesiredConfig;
  /** A new way to the network, for each start of the gateway's process. */
  readonly newTransport: () => GatewayTransport;
  /** The inbox committed a record. */
  readonly onCommitted: (record: DeviceEvent) => void;
  /** An event message arrived, committed before or not. */
  readonly onReceived: () => void;
}

/** How often the gateway sets the device's clock, ms. */
export const SYNC_EVERY_MS = 6 * HOUR_MS;

/** How long a command that brings the time may be under way before it is given up, ms. */
const SYNC_WITHIN_MS = 20 * SECOND_MS;

/** Deadline of commands on the device's clock, which may be hours off: its sender gives up first. */
const DEADLINE_MS = 7 * 24 * HOUR_MS;

/** Name under which the gateway passes on what its inbox commits. */
const CONSUMER = "home";

/**
 * What the inbox keeps of rows that were passed on: nobody ever asks for them again, and a run has
 * very many homes.
 */
const INBOX_LIMITS = { keepRows: 64, keepMs: HOUR_MS } as const;

interface Process {
  readonly client: GatewayClient;
  readonly timers: ScheduledGatewayTimers;
}

/**
 * The gateway of one home: the SDK's own client on the simulation's time, over an inbox that
 * outlives its process.
 */
export class HomeGateway {
  readonly #setup: HomeGatewaySetup;
  readonly #store = new MemoryInboxStore();
  #process: Process | undefined;
  #isConfigured = false;
  #commands = 0;
  #syncEvent: ScheduledEvent | undefined;
  #isSyncing = false;
  /** The device slept when its clock was to be set: it gets the time when it is there again. */
  #isTimeDue = false;

  constructor(setup: HomeGatewaySetup) {
    this.#setup = setup;
  }

  /** Starts the process; ignored while it runs. */
  start(): void {
    if (this.#process !== undefined) return;
    const { scheduler, lane, deviceId, config } = this.#setup;
    const timers = new ScheduledGatewayTimers(scheduler, lane);
    const client = new GatewayClient({
      transport: this.#counted(this.#setup.newTransport()),
      store: this.#store,
      timers,
      nowMs: () => scheduler.nowMs(),
      inboxLimits: INBOX_LIMITS,
    });
    this.#process = { client, timers };
    client.onEvent((row) => {
      if (row.kind === "record") this.#committed(row.event);
      client.consumed(CONSUMER, row.position);
    });
    client.open();
    if (!this.#isConfigured) client.pushConfig(deviceId, config);
    this.#isConfigured = true;
    this.#syncLater(0);
  }

  /** Ends the process as a crash does; the inbox keeps what was committed. */
  kill(): void {
    this.#process?.timers.cancelAll();
    this.#process = undefined;
    this.#isSyncing = false;
    if (this.#syncEvent !== undefined) this.#setup.scheduler.cancel(this.#syncEvent);
    this.#syncEvent = undefined;
  }

  /** Sends the device an operator's acknowledgement of an alert; dropped while the process is dead. */
  acknowledgeAlert(alertId: string): void {
    this.#send({ verb: "acknowledge-alert", actor: "operator", alertId });
  }

  /** Sends the device a command of somebody; dropped while the process is dead. */
  ask(wish: Omit<Command, "commandId" | "notAfterMs">): void {
    this.#send(wish);
  }

  /** What the client counted since its process started; `undefined` while it is dead. */
  counters(): ReturnType<GatewayClient["counters"]> | undefined {
    return this.#process?.client.counters();
  }

  #committed(record: DeviceEvent): void {
    this.#setup.onCommitted(record);
    if (record.clock === "unset") this.#sync();
  }

  #syncLater(delayMs: number): void {
    const { scheduler, lane } = this.#setup;
    this.#syncEvent = scheduler.at(scheduler.nowMs() + delayMs, lane, () => {
      this.#sync();
      this.#syncLater(SYNC_EVERY_MS);
    });
  }

  /** Sends the time once; a command that is late would bring an old one, so it is given up early. */
  #sync(): void {
    const { scheduler, lane, deviceId } = this.#setup;
    if (this.#isSyncing) return;
    this.#isTimeDue = this.#process?.client.device(deviceId)?.state?.status === "sleeping";
    if (this.#isTimeDue) return;
    const giveUp = this.#send({
      verb: "sync-time",
      actor: "gateway",
      civilMs: instant(scheduler.nowMs()),
    });
    this.#isSyncing = true;
    scheduler.at(scheduler.nowMs() + SYNC_WITHIN_MS, lane, () => {
      this.#isSyncing = false;
      giveUp();
    });
  }

  #send(wish: Omit<Command, "commandId" | "notAfterMs">): () => void {
    const process = this.#process;
    if (process === undefined) return () => undefined;
    this.#commands += 1;
    const { scheduler, deviceId } = this.#setup;
    const command: Command = {
      ...wish,
      commandId: `c-${this.#commands}`,
      notAfterMs: instant(scheduler.nowMs() + DEADLINE_MS),
    };
    return process.client.startCommand(deviceId, command, () => undefined);
  }

  #counted(transport: GatewayTransport): GatewayTransport {
    return {
      open: (listener) =>
        transport.open({
          onLink: (up) => listener.onLink(up),
          onMessage: (deviceId, channel, payload, retained) => {
            if (channel === "evt") this.#setup.onReceived();
            listener.onMessage(deviceId, channel, payload, retained);
            if (channel === "state" && this.#isTimeDue) this.#sync();
          },
        }),
      send: (deviceId, channel, payload) => transport.send(deviceId, channel, payload),
      close: () => transport.close(),
    };
  }
}
