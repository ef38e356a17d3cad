import type {
  Command,
  DesiredConfig,
  DeviceId,
  Instant,
  KeyChange,
  Reply,
  RunClock,
} from "@dosekit/protocols";
import { DEVICE_ID_PATTERN } from "@dosekit/protocols";
import { SdkError, type SdkFault, sdkFault } from "../errors.ts";
import { Inbox, type InboxState } from "../inbox/inbox.ts";
import type { InboxRow } from "../inbox/inbox-row.ts";
import type { Measurement } from "../metrics/metric-snapshot.ts";
import { type ClientDesks, makeDesks } from "./client-desks.ts";
import { countersOf, type MeasuredParts, readingsOf } from "./client-measures.ts";
import { type ClientParts, partsOf } from "./client-parts.ts";
import type { CommandOutcome } from "./command-desk.ts";
import { CommandLedger } from "./commands/command-ledger.ts";
import { DeviceHandle, type HandleParts } from "./device-handle.ts";
import { type DeviceSnapshot, noteFacts, snapshotOf } from "./device-session.ts";
import { DeviceStreams } from "./device-streams.ts";
import { DurableRows } from "./durable-rows.ts";
import { RowSignal, readPage, streamRows } from "./event-stream.ts";
import { FlowGate } from "./flow-gate.ts";
import { GatewayInstruments } from "./gateway-instruments.ts";
import type { GatewayReadings } from "./gateway-readings.ts";
import type { GatewayClientOptions, GatewayCounters } from "./gateway-setup.ts";
import { handlePartsOf } from "./handle-parts.ts";
import { Listeners } from "./listeners.ts";
import { promisedReply, promisedReport } from "./promised.ts";
import type { Reports } from "./report-desk.ts";
import { RowRecall } from "./row-recall.ts";

/**
 * The gateway side of the protocol: takes journal records of many devices into a durable inbox,
 * each exactly once and in order, and only then acknowledges them; hands out configurations and
 * commands.
 *
 * Its core is synchronous and keeps no time of its own, so that it runs on virtual time.
 */
export class GatewayClient {
  readonly #options: GatewayClientOptions;
  readonly #parts: ClientParts;
  readonly #inbox: Inbox;
  readonly #desks: ClientDesks;
  readonly #listeners: Listeners<InboxRow>;
  readonly #measuring: Listeners<Measurement>;
  readonly #instruments: GatewayInstruments;
  readonly #signal = new RowSignal();
  readonly #streams: DeviceStreams;
  readonly #ledger: CommandLedger | undefined;
  readonly #handleParts: HandleParts;
  readonly #recall: RowRecall;
  readonly #flow: FlowGate;
  readonly #rows: DurableRows;
  readonly #measured: MeasuredParts;
  #listenersThrew = 0;

  constructor(options: GatewayClientOptions) {
    this.#options = options;
    this.#parts = partsOf(options);
    const { timers, nowMs, limits } = this.#parts;
    const onThrow = (cause: unknown) => this.#onThrow(cause);
    this.#listeners = new Listeners(onThrow);
    this.#measuring = new Listeners(onThrow);
    this.#instruments = new GatewayInstruments(this.#measuring);
    this.#inbox = new Inbox({
      store: options.store,
      timers,
      nowMs,
      limits: options.inboxLimits ?? {},
      onDurable: (batch) => this.#rows.tell(batch),
      onState: (state, fault) => this.#onInboxState(state, fault),
      onRoom: () => this.#flow.balance(),
    });
    this.#flow = new FlowGate(options.transport, this.#inbox, () => this.#desks.records.onRoom());
    this.#streams = new DeviceStreams(this.#inbox, onThrow);
    this.#recall = new RowRecall(this.#inbox, limits.recallRows, (row) => {
      const session = this.#desks.register.find(row.deviceId);
      if (session !== undefined) noteFacts(session, row);
    });
    this.#desks = makeDesks(this.#parts, this.#inbox, {
      instruments: this.#instruments,
      onThrow,
    });
    this.#rows = new DurableRows({
      ...{ desks: this.#desks, instruments: this.#instruments, listeners: this.#listeners },
      ...{ streams: this.#streams, signal: this.#signal, recall: this.#recall, nowMs },
    });
    this.#measured = {
      ...{ desks: this.#desks, inbox: this.#inbox },
      ...{ instruments: this.#instruments, streams: this.#streams },
    };
    const { commandLedger } = options;
    this.#ledger =
      commandLedger === undefined ? undefined : new CommandLedger(commandLedger, this.#parts);
    this.#handleParts = handlePartsOf({
      ...{ parts: this.#parts, desks: this.#desks, inbox: this.#inbox, streams: this.#streams },
      ...{ ledger: this.#ledger, newCommandId: options.newCommandId },
      push: (deviceId, config) => this.pushConfig(deviceId, config),
    });
  }

  /** Opens the inbox, then the transport; `done` gets the fault when the inbox can't be opened. */
  open(done: (fault?: SdkFault) => void = () => {}): void {
    this.#inbox.open((result) => {
      if (!result.ok) {
        done(result.fault);
        return;
      }
      this.#desks.register.restore(result.value.cursors);
      this.#desks.configs.restore(result.value.desired);
      this.#recall.begin();
      this.#openLedger((fault) => {
        if (fault === undefined) this.#openTransport();
        done(fault);
      });
    });
  }

  /** Opens, or ends with {@link SdkError}; what older records told is known a moment later. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.open((fault) => (fault === undefined ? resolve() : reject(new SdkError(fault))));
    });
  }

  /** Takes nothing more, makes durable what was taken, and closes transport and inbox. */
  close(done: () => void = () => {}): void {
    this.#options.transport.close();
    this.#handleParts.commands.runner.close();
    this.#handleParts.commands.plans.cancelAll();
    this.#desks.commands.cancelAll();
    this.#desks.reports.cancelAll();
    this.#stopWaiting();
    this.#inbox.close(() => {
      this.#stopWaiting();
      if (this.#ledger === undefined) done();
      else this.#ledger.close(done);
    });
  }

  /** See {@link close}. */
  stop(): Promise<void> {
    return new Promise((resolve) => this.close(resolve));
  }

  /**
   * Calls a function for every row from now on, as soon as it is durable.
   *
   * Rows of before are not told; for those, and for being told again after a crash, use
   * {@link events}.
   *
   * @returns a function that ends it
   */
  onEvent(listener: (row: InboxRow) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Calls a function for each value of a histogram from now on; returns what ends it. */
  onMeasurement(listener: (measurement: Measurement) => void): () => void {
    return this.#measuring.add(listener);
  }

  /**
   * Hands out every row behind a consumer's position, oldest first, and waits for new ones.
   *
   * A row is consumed when the next one is asked for, so each comes at least once.
   */
  events(consumer: string): AsyncGenerator<InboxRow, void, void> {
    return streamRows(this.#inbox, consumer, this.#signal);
  }

  /**
   * Takes one device in hand: what it told, its events, and what it can be asked to do.
   *
   * @throws RangeError when no device can have this id (a caller's bug)
   */
  handle(deviceId: DeviceId): DeviceHandle {
    if (!DEVICE_ID_PATTERN.test(deviceId)) throw new RangeError(`not a device's id: ${deviceId}`);
    return new DeviceHandle(deviceId, this.#handleParts);
  }

  /** Makes a consumer known: from now on rows wait for it. Returns the position that it is at. */
  registerConsumer(name: string): number {
    return this.#inbox.registerConsumer(name);
  }

  /** Forgets a consumer: rows no longer wait for it. */
  forgetConsumer(name: string): void {
    this.#inbox.forgetConsumer(name);
  }

  /** Shows the last position that each consumer is done with. */
  consumers(): ReadonlyMap<string, number> {
    return new Map(this.#inbox.consumers);
  }

  /** Position of the newest durable row; 0 before the first. */
  get newestPosition(): number {
    return this.#inbox.durablePosition;
  }

  /** Rows that the inbox may keep. */
  get rowsMax(): number {
    return this.#inbox.rowsMax;
  }

  /** Reads some durable rows behind a position, oldest first; none at the end of the inbox. */
  rowsBehind(position: number): Promise<readonly InboxRow[]> {
    return readPage(this.#inbox, position);
  }

  /** What a device is to follow, as it was pushed last; `undefined` when nothing was. */
  desiredConfig(deviceId: DeviceId): DesiredConfig | undefined {
    return this.#desks.configs.desiredOf(deviceId);
  }

  /** Notes that a consumer is done with all rows up to a position. */
  consumed(name: string, position: number): void {
    this.#inbox.consumed(name, position);
  }

  /** Shows every device that was ever heard of. */
  devices(): readonly DeviceSnapshot[] {
    return [...this.#desks.register.all()].map(snapshotOf);
  }

  /** Shows one device. */
  device(deviceId: DeviceId): DeviceSnapshot | undefined {
    const session = this.#desks.register.find(deviceId);
    return session === undefined ? undefined : snapshotOf(session);
  }

  /**
   * Makes a device follow a configuration: it is kept, and sent until the device follows or refuses.
   *
   * @returns why it is refused here, or `undefined`
   * @throws RangeError when it is not a valid message (a caller's bug)
   */
  pushConfig(deviceId: DeviceId, config: DesiredConfig): SdkFault | undefined {
    if (this.#desks.commands.isResetting(deviceId)) return sdkFault("reset-under-way");
    const prepared = this.#desks.configs.prepare(deviceId, config);
    if (!(prepared instanceof Uint8Array)) return prepared;
    this.#inbox.keepDesired(deviceId, prepared);
    return undefined;
  }

  /**
   * Sends a command until the device answers or the command's deadline passes.
   *
   * @returns a function that gives it up
   * @throws RangeError when it is not a valid message (a caller's bug)
   */
  startCommand(
    deviceId: DeviceId,
    command: Command,
    done: (outcome: CommandOutcome) => void,
  ): () => void {
    return this.#desks.commands.send(deviceId, command, done);
  }

  /** Sends a command; the promise ends with the reply, or with {@link SdkError}. */
  sendCommand(deviceId: DeviceId, command: Command, signal?: AbortSignal): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const cancel = this.startCommand(deviceId, command, (outcome) => {
        signal?.removeEventListener("abort", cancel);
        if (outcome.ok) resolve(outcome.reply);
        else reject(new SdkError(outcome.fault));
      });
      if (signal?.aborted === true) cancel();
      else signal?.addEventListener("abort", cancel, { once: true });
    });
  }

  /**
   * Has a device put a key into use or out of it; see `rotateKey`, which does all of it.
   *
   * @throws RangeError when it is not a valid message (a caller's bug)
   */
  changeKey(deviceId: DeviceId, change: KeyChange): Promise<Reply> {
    return promisedReply((done) => this.#desks.commands.sendKeyChange(deviceId, change, done));
  }

  /** Lets the time of a device in the test state run, or hears why not. */
  runClock(deviceId: DeviceId, wish: RunClock, notAfterMs: Instant): Promise<Reply> {
    return promisedReply((done) =>
      this.#desks.commands.sendRunClock(deviceId, wish, notAfterMs, done),
    );
  }

  /** Asks a device what it can do, or has counted; ends with {@link SdkError} if it does not say. */
  report<K extends keyof Reports>(deviceId: DeviceId, kind: K): Promise<Reports[K]> {
    return promisedReport((done) => this.#desks.reports.ask(deviceId, kind, done));
  }

  /** Shows what was counted since the gateway was made. */
  counters(): GatewayCounters {
    return countersOf(this.#measured);
  }

  /** Measures what is no counter of a device. */
  readings(): GatewayReadings {
    const listenersThrew = this.#listenersThrew;
    return readingsOf(this.#measured, { atMs: this.#parts.nowMs(), listenersThrew });
  }

  /** What is missing or unfinished is taken up by the next start; no timer outlives this one. */
  #stopWaiting(): void {
    const { timers } = this.#parts;
    timers.cancel("acknowledge");
    for (const { deviceId } of this.#desks.register.all()) {
      for (const work of ["gap", "config", "settle"]) timers.cancel(`${work}:${deviceId}`);
    }
  }

  #openLedger(done: (fault?: SdkFault) => void): void {
    if (this.#ledger === undefined) done();
    else this.#ledger.open(done);
  }

  #openTransport(): void {
    this.#handleParts.commands.runner.open();
    this.#options.transport.open({
      onLink: (up) => this.#onLink(up),
      onMessage: (deviceId, channel, payload, retained) => {
        this.#desks.router.receive(deviceId, { channel, payload, retained });
        this.#flow.balance();
      },
    });
  }

  #onLink(up: boolean): void {
    this.#instruments.link(up);
    this.#parts.log({ level: up ? "info" : "warn", event: up ? "link.up" : "link.down" });
  }

  #onThrow(cause: unknown): void {
    this.#listenersThrew += 1;
    const detail = cause instanceof Error ? cause.name : "not an error";
    this.#parts.log({ level: "error", event: "listener.threw", detail });
  }

  #onInboxState(state: InboxState, fault?: SdkFault): void {
    const level = state === "ready" || state === "closed" ? "info" : "error";
    const code = fault === undefined ? {} : { code: fault.code, detail: fault.message };
    this.#parts.log({ level, event: `inbox.${state}`, ...code });
    if (state === "closed") this.#rows.end();
    this.#flow.balance();
  }
}
