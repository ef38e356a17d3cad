import {
  type Command,
  type DesiredConfig,
  type DeviceEvent,
  type GatewayTransport,
  HOUR_MS,
  type Instant,
  instant,
  type UpChannel,
} from "@dosekit/protocols";
import { GatewayClient, MemoryInboxStore } from "@dosekit/sdk";
import type { Scheduler } from "../clock/scheduler.ts";
import { ScheduledGatewayTimers } from "../home/scheduler-timers.ts";
import type { ContactWatch } from "./contact-watch.ts";
import { TimeTeller } from "./time-teller.ts";

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
  /** Who watches whether the device is there; nobody when absent. */
  readonly contact?: Pick<ContactWatch, "onLink" | "heard">;
}

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
 * outlives its process. It tells the device the time whenever that comes into contact.
 */
export class HomeGateway {
  readonly #setup: HomeGatewaySetup;
  readonly #store = new MemoryInboxStore();
  #process: Process | undefined;
  readonly #time: TimeTeller;
  #isConfigured = false;
  #commands = 0;

  constructor(setup: HomeGatewaySetup) {
    this.#setup = setup;
    const { scheduler, lane } = setup;
    this.#time = new TimeTeller({
      send: (onAnswer) => this.#sendTime(onAnswer),
      ...{ scheduler, lane, isThere: () => this.#isThere() },
    });
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
      if (row.kind === "record") this.#setup.onCommitted(row.event);
      client.consumed(CONSUMER, row.position);
    });
    client.open();
    if (!this.#isConfigured) client.pushConfig(deviceId, config);
    this.#isConfigured = true;
    this.#time.start();
  }

  /** Ends the process as a crash does; the inbox keeps what was committed. */
  kill(): void {
    this.#process?.timers.cancelAll();
    this.#process = undefined;
    this.#time.stop();
    this.#setup.contact?.onLink(false);
  }

  /** Sends the device an operator's acknowledgement of an alert; dropped while the process is dead. */
  acknowledgeAlert(alertId: string): void {
    this.#send({ verb: "acknowledge-alert", actor: "operator", alertId });
  }

  /**
   * Sends the device a command of somebody; dropped while the process is dead. A reset that names no
   * record names the last one that the inbox has: whatever is in it is exported.
   */
  ask(wish: Omit<Command, "commandId" | "notAfterMs">): void {
    const isReset = wish.verb === "reset" && wish.throughSeq === undefined;
    this.#send(isReset ? { ...wish, ...this.#exported() } : wish);
  }

  /** What the client counted since its process started; `undefined` while it is dead. */
  counters(): ReturnType<GatewayClient["counters"]> | undefined {
    return this.#process?.client.counters();
  }

  #exported(): Pick<Command, "epoch" | "throughSeq"> {
    const device = this.#process?.client.device(this.#setup.deviceId);
    if (device?.epoch === undefined || device.throughSeq === 0) return {};
    return { epoch: device.epoch, throughSeq: device.throughSeq };
  }

  #isThere(): boolean {
    return this.#process?.client.device(this.#setup.deviceId)?.present === true;
  }

  #tellContact(channel: UpChannel): void {
    const { contact, deviceId } = this.#setup;
    if (contact === undefined) return;
    const device = this.#process?.client.device(deviceId);
    const isWill = channel === "state" && device?.state?.status === "lost";
    contact.heard(device?.present === true, !isWill);
  }

  #sendTime(onAnswer: () => void): () => void {
    const civilMs = instant(this.#setup.scheduler.nowMs());
    // Written out, as it is the command that devices get most.
    return this.#start(
      (commandId, notAfterMs) => ({
        verb: "sync-time",
        actor: "gateway",
        civilMs,
        commandId,
        notAfterMs,
      }),
      onAnswer,
    );
  }

  #send(wish: Omit<Command, "commandId" | "notAfterMs">): void {
    this.#start((commandId, notAfterMs) => ({ ...wish, commandId, notAfterMs }));
  }

  #start(
    command: (commandId: string, notAfterMs: Instant) => Command,
    onAnswer?: () => void,
  ): () => void {
    const process = this.#process;
    if (process === undefined) return () => undefined;
    this.#commands += 1;
    const { scheduler, deviceId } = this.#setup;
    const notAfterMs = instant(scheduler.nowMs() + DEADLINE_MS);
    const named = command(`c-${this.#commands}`, notAfterMs);
    return process.client.startCommand(deviceId, named, ({ ok }) => {
      if (ok) onAnswer?.();
    });
  }

  #counted(transport: GatewayTransport): GatewayTransport {
    return {
      open: (listener) =>
        transport.open({
          onLink: (up) => {
            listener.onLink(up);
            this.#setup.contact?.onLink(up);
          },
          onMessage: (deviceId, channel, payload, retained) => {
            if (channel === "evt") this.#setup.onReceived();
            // The client sends what waits once more; the device is to have the time of now alone.
            if (channel === "state") this.#time.hold();
            listener.onMessage(deviceId, channel, payload, retained);
            if (channel === "state" && this.#isThere()) this.#time.onContact();
            if (!retained) this.#tellContact(channel);
          },
        }),
      send: (deviceId, channel, payload) => transport.send(deviceId, channel, payload),
      close: () => transport.close(),
    };
  }
}
