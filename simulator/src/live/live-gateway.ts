import {
  type Command,
  DAY_MS,
  type DesiredConfig,
  type DeviceEvent,
  HOUR_MS,
  instant,
  MINUTE_MS,
} from "@dosekit/protocols";
import { GatewayClient, type InboxRow, LevelInboxStore, RealGatewayTimers } from "@dosekit/sdk";
import type { GatewayFault } from "../faults/fault.ts";
import type { FaultEffects } from "../faults/fault-injector.ts";
import type { PacedScheduler } from "./paced-scheduler.ts";
import { type Connection, SeverableTransport } from "./severable-transport.ts";

/** What the gateway of a live run serves and tells. */
export interface LiveGatewaySetup {
  readonly scheduler: PacedScheduler;
  readonly lane: number;
  /** Makes a connection to the devices, or to their broker. */
  readonly connect: () => Connection;
  /** Folder of the inbox; whoever made it removes it. */
  readonly folder: string;
  /** What each device is to follow. */
  readonly configs: ReadonlyMap<string, DesiredConfig>;
  /** An event message arrived, committed before or not. */
  readonly onReceived: (deviceId: string) => void;
  /** The inbox committed a record. */
  readonly onCommitted: (deviceId: string, record: DeviceEvent) => void;
  /** Something failed that the run can't go on without. */
  readonly onFault: (fault: unknown) => void;
}

/** How often each device's clock is set, device ms. */
const SYNC_EVERY_MS = 6 * HOUR_MS;
/** A time that is older than this on the device's own clock is refused, device ms. */
const SYNC_VALID_MS = 10 * MINUTE_MS;
/** Deadline of everything else, on a clock that may be hours off. */
const DEADLINE_MS = 7 * DAY_MS;
/** An answer within this time shows that the command did not lie in a queue, real ms. */
const PROMPT_MS = 1_000;
/** How long a command that brings the time may be under way, real ms. */
const SYNC_WITHIN_MS = 3_000;

/** What a command asks for; name and deadline come with the sending. */
type Wish = Omit<Command, "commandId" | "notAfterMs">;

interface Process {
  readonly client: GatewayClient;
  readonly transport: SeverableTransport;
  readonly timers: RealGatewayTimers;
}

/**
 * The gateway of a live fleet: the SDK's own client with an inbox on disk.
 *
 * Its waits pass in real time, as its connections do; what it says of time is true time.
 */
export class LiveGateway {
  readonly #setup: LiveGatewaySetup;
  #process: Process | undefined;
  #ending: Promise<void> = Promise.resolve();
  #commands = 0;
  #isConfigured = false;
  readonly #syncing = new Set<string>();
  readonly #cuts = new Set<GatewayFault["kind"]>();
  /** Devices that slept when their clocks were to be set: they get the time on their next contact. */
  readonly #timeDue = new Set<string>();

  constructor(setup: LiveGatewaySetup) {
    this.#setup = setup;
  }

  /** Starts the process on what its inbox holds; ignored while it runs. */
  async start(): Promise<void> {
    if (this.#process !== undefined) return;
    const process = this.#newProcess();
    this.#process = process;
    process.transport.setCut(this.#cuts.size > 0);
    await this.#ending;
    if (this.#process !== process) return;
    process.client.onEvent((row) => this.#committed(row));
    await process.client.start();
  }

  /** Whether every one of these devices follows its configuration. */
  isFollowedBy(deviceIds: readonly string[]): boolean {
    const { configs } = this.#setup;
    return deviceIds.every((deviceId) => {
      const follows = this.#process?.client.device(deviceId)?.reported?.version ?? 0;
      return follows >= (configs.get(deviceId)?.version ?? 0);
    });
  }

  /** Ends the process; the inbox keeps what was committed. */
  stop(): Promise<void> {
    const process = this.#process;
    this.#process = undefined;
    this.#syncing.clear();
    if (process !== undefined) {
      this.#ending = process.client.stop().then(() => process.timers.cancelAll());
    }
    return this.#ending;
  }

  /** Sets the clock of every device, now and every six hours, each at a turn of its own. */
  keepTime(): void {
    const deviceIds = [...this.#setup.configs.keys()];
    deviceIds.forEach((deviceId, index) => {
      this.#sync(deviceId);
      this.#syncLater(deviceId, Math.round((SYNC_EVERY_MS * (index + 1)) / deviceIds.length));
    });
  }

  /** What faults of a gateway do to this one. */
  faultEffects(): FaultEffects<GatewayFault> {
    return {
      begin: ({ kind }) => {
        if (kind === "gateway-restart") void this.stop();
        else this.#cut(kind, true);
      },
      end: ({ kind }) => {
        if (kind === "gateway-restart") this.start().catch(this.#setup.onFault);
        else this.#cut(kind, false);
      },
    };
  }

  /** Whatever cuts it off, it has its network back when nothing is left that does. */
  #cut(cause: GatewayFault["kind"], isCut: boolean): void {
    if (isCut) this.#cuts.add(cause);
    else this.#cuts.delete(cause);
    this.#process?.transport.setCut(this.#cuts.size > 0);
  }

  /** Sends a device an operator's acknowledgement of an alert. */
  acknowledgeAlert(deviceId: string, alertId: string): void {
    this.#send(deviceId, { verb: "acknowledge-alert", actor: "operator", alertId }, DEADLINE_MS);
  }

  /** Sends a device a command of somebody; dropped while the process is dead. */
  ask(deviceId: string, wish: Wish): void {
    this.#send(deviceId, wish, DEADLINE_MS);
  }

  #newProcess(): Process {
    const { scheduler, connect, folder, onReceived } = this.#setup;
    const timers = new RealGatewayTimers();
    const transport = new SeverableTransport(connect);
    const client: GatewayClient = new GatewayClient({
      transport: {
        open: (listener) =>
          transport.open({
            onLink: (up) => {
              listener.onLink(up);
              if (up) this.#configure(client);
            },
            onMessage: (deviceId, channel, payload, retained) => {
              scheduler.catchUp();
              if (channel === "evt") onReceived(deviceId);
              listener.onMessage(deviceId, channel, payload, retained);
              if (channel === "state" && this.#timeDue.has(deviceId)) this.#sync(deviceId);
            },
          }),
        send: (deviceId, channel, payload) => transport.send(deviceId, channel, payload),
        close: () => transport.close(),
        pause: () => transport.pause(),
        resume: () => transport.resume(),
      },
      store: new LevelInboxStore(folder),
      timers,
      nowMs: () => scheduler.nowMs(),
    });
    return { client, transport, timers };
  }

  /**
   * Gives the broker every device's configuration as soon as there is contact, so that each device
   * finds it there: the client's first repeat would come five real seconds later.
   */
  #configure(client: GatewayClient): void {
    if (this.#isConfigured) return;
    this.#isConfigured = true;
    for (const [deviceId, config] of this.#setup.configs) client.pushConfig(deviceId, config);
  }

  #committed(row: InboxRow): void {
    if (row.kind !== "record") return;
    const { scheduler, onCommitted } = this.#setup;
    scheduler.catchUp();
    const { event, deviceId } = row;
    onCommitted(deviceId, event);
    if (event.clock === "unset") this.#sync(deviceId);
  }

  #syncLater(deviceId: string, delayMs: number): void {
    const { scheduler, lane } = this.#setup;
    scheduler.at(scheduler.nowMs() + delayMs, lane, () => {
      this.#sync(deviceId);
      this.#syncLater(deviceId, SYNC_EVERY_MS);
    });
  }

  /**
   * Sends the time. A broker may keep the command for a device that is away, and hand it over when
   * the time in it is long past; so its deadline is short. A device whose clock is ahead refuses
   * that too; when it does so at once, nothing lay in a queue and it gets the time without one.
   */
  #sync(deviceId: string): void {
    const process = this.#process;
    if (process === undefined || this.#syncing.has(deviceId)) return;
    const { present, state } = process.client.device(deviceId) ?? {};
    if (state?.status === "sleeping") this.#timeDue.add(deviceId);
    else this.#timeDue.delete(deviceId);
    if (present !== true) return;
    this.#syncing.add(deviceId);
    const { scheduler } = this.#setup;
    const time = (): Wish => ({
      verb: "sync-time",
      actor: "gateway",
      civilMs: instant(scheduler.nowMs()),
    });
    const sentMs = performance.now();
    const giveUp = this.#send(deviceId, time(), SYNC_VALID_MS, (refusal) => {
      process.timers.cancel(`sync:${deviceId}`);
      this.#syncing.delete(deviceId);
      const isPrompt = performance.now() - sentMs < PROMPT_MS;
      if (refusal === "expired" && isPrompt) this.#send(deviceId, time(), DEADLINE_MS);
    });
    process.timers.arm(`sync:${deviceId}`, SYNC_WITHIN_MS, giveUp);
  }

  #send(
    deviceId: string,
    wish: Wish,
    withinMs: number,
    done: (refusal: string | undefined) => void = () => undefined,
  ): () => void {
    const process = this.#process;
    if (process === undefined) return () => undefined;
    this.#commands += 1;
    const command: Command = {
      ...wish,
      commandId: `live-${this.#commands}`,
      notAfterMs: instant(this.#setup.scheduler.nowMs() + withinMs),
    };
    return process.client.startCommand(deviceId, command, (outcome) =>
      done(outcome.ok ? outcome.reply.refusal : undefined),
    );
  }
}
