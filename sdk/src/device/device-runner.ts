import {
  type DeviceInput,
  type DeviceLogic,
  DeviceState,
  type DeviceTransport,
  type DeviceTransportListener,
  type DownChannel,
  type DurableStore,
  encodeMessage,
  instant,
  NOTHING,
  type ResetCause,
} from "@dosekit/protocols";
import type { ArmourPort, ArmourSession } from "./armour-port.ts";
import { DeviceJournal } from "./device-journal.ts";
import { countRejected, type HostMessageListener, receiveHostMessage } from "./host-messages.ts";
import { HostQuestions } from "./host-questions.ts";
import type {
  ActuatorPort,
  BoardEntropy,
  DeviceClock,
  DeviceIdentity,
  LoaderPort,
  RetryTimer,
  RunnerWatch,
  WitnessPort,
} from "./ports.ts";
import { PowerSession } from "./power-session.ts";
import { newCounters, type RunnerCounters } from "./runner-counters.ts";
import { RunnerFault } from "./runner-fault.ts";
import { SleepCycle, type SleepOptions } from "./sleep-cycle.ts";
import type { TestClockPort } from "./test-clock.ts";
import { Uplink } from "./uplink.ts";

/** A device's program and the board that it runs on. */
export interface DeviceRunnerOptions<State> {
  /** Name of the device on the wire. */
  readonly deviceId: string;
  readonly identity: DeviceIdentity;
  readonly logic: DeviceLogic<State>;
  readonly clock: DeviceClock;
  readonly store: DurableStore;
  readonly actuators: ActuatorPort;
  readonly transport: DeviceTransport;
  readonly retryTimer: RetryTimer;
  readonly entropy: BoardEntropy;
  /** Unacknowledged records that are kept; beyond, telemetry is dropped, then commits fail. */
  readonly spoolEventsMax: number;
  /** First and longest wait for an acknowledgement, in ms; 5 s and 60 s by default. */
  readonly retry?: { readonly firstMs: number; readonly longestMs: number };
  /** Two image slots and a power-on self-test; without it the device can't be updated. */
  readonly loader?: LoaderPort;
  /** Tells when the storage forgot what it had confirmed; without it nobody would know. */
  readonly witness?: WitnessPort;
  /** Has the device sleep between contacts; without it, it stays in contact. */
  readonly sleep?: SleepOptions;
  /** Puts the device into the security profile; without it sealed messages are refused. */
  readonly armour?: ArmourPort;
  /** A clock that the host may let run while the device is in the test state. */
  readonly testClock?: TestClockPort;
  readonly watch?: RunnerWatch;
  /** Told when the device had to stop; without it the fault is thrown at whoever caused it. */
  readonly onFault?: (fault: RunnerFault) => void;
}

interface Boot<State> {
  readonly bootId: number;
  readonly session: PowerSession<State>;
  readonly uplink: Uplink;
  readonly questions: HostQuestions;
  readonly armour: ArmourSession | undefined;
  readonly sleep: SleepCycle | undefined;
}

/**
 * Runs a device's program on a board: the firmware model or a vendor's own, in virtual, paced or
 * real time. It is synchronous and promise-free; whatever takes time calls back.
 */
export class DeviceRunner<State> {
  readonly #options: DeviceRunnerOptions<State>;
  readonly #counters = newCounters();
  /** Boots that came into contact before. */
  readonly #slept = new WeakSet<Boot<State>>();
  #boot: Boot<State> | undefined;

  /** @throws RangeError when `spoolEventsMax` or the identity is out of range (a caller's bug) */
  constructor(options: DeviceRunnerOptions<State>) {
    const { spoolEventsMax, identity } = options;
    if (!Number.isInteger(spoolEventsMax) || spoolEventsMax < 1) {
      throw new RangeError(`spoolEventsMax: found ${spoolEventsMax}, allowed 1 or more`);
    }
    encodeMessage(DeviceState, { status: "online", bootId: 0, ...identity });
    this.#options = options;
  }

  /** Name of the device on the wire. */
  get deviceId(): string {
    return this.#options.deviceId;
  }

  /** What has been counted since the runner was made. */
  get counters(): Readonly<RunnerCounters> {
    return this.#counters;
  }

  /** The state of the device, for inspection; `undefined` while it is off. */
  state(): State | undefined {
    return this.#boot?.session.state;
  }

  /** Tells whether the device runs. */
  isOn(): boolean {
    return this.#boot !== undefined;
  }

  /** Starts the device with what its storage holds; ignored while it runs. */
  powerOn(cause: ResetCause): void {
    if (this.#boot !== undefined) return;
    const { entropy, clock, store, spoolEventsMax, witness } = this.#options;
    const bootId = entropy.bootId();
    const bootUptimeMs = clock.now().uptimeMs;
    this.#counters.boots++;
    let journal: DeviceJournal;
    try {
      journal = new DeviceJournal({ store, spoolEventsMax, witness, counters: this.#counters });
    } catch (cause_) {
      if (!(cause_ instanceof RunnerFault)) throw cause_;
      this.#report(cause_);
      return;
    }
    const boot = this.#newBoot(journal, bootId, bootUptimeMs);
    this.#boot = boot;
    this.#options.watch?.onPower?.(true);
    boot.session.boot(cause, entropy.freshEpoch());
    if (this.#boot === boot) this.#openTransport(boot);
  }

  /**
   * Takes the power away: what is volatile is gone, writes under way are not answered, nothing is
   * sent. Storage, clock and host are left as they are.
   */
  powerOff(): void {
    const boot = this.#boot;
    if (boot === undefined) return;
    this.#boot = undefined;
    boot.session.end();
    boot.armour?.end();
    boot.questions.end();
    boot.sleep?.end();
    boot.uplink.stop();
    this.#options.transport.abort();
    this.#options.watch?.onPower?.(false);
  }

  /** Ends in good order: says goodbye to the host and closes the transport. */
  stop(): void {
    const boot = this.#boot;
    if (boot === undefined) return;
    this.#boot = undefined;
    boot.session.end();
    boot.armour?.end();
    boot.questions.end();
    boot.sleep?.end();
    boot.uplink.farewell();
    this.#options.transport.close();
    this.#options.watch?.onPower?.(false);
  }

  /** Tells the device what a sensor, a mechanism or the board reports. */
  input(input: DeviceInput): void {
    if (this.#boot === undefined) this.#counters.inputsWhileOff++;
    else this.#boot.session.input(input);
  }

  /**
   * Has a device that sleeps come into contact now, as somebody at the device may want.
   *
   * @param stayMs how long it stays in contact from now at the least, by its own clock
   */
  callHost(stayMs = 0): void {
    this.#boot?.sleep?.onAsked(stayMs);
  }

  #newBoot(journal: DeviceJournal, bootId: number, bootUptimeMs: number): Boot<State> {
    const { identity, retryTimer, transport, spoolEventsMax, retry } = this.#options;
    const { logic, clock, actuators, watch = {} } = this.#options;
    const counters = this.#counters;
    const uplink = new Uplink({
      identity,
      bootId,
      spoolEventsMax,
      journal,
      retryTimer,
      counters,
      send: (channel, payload) => transport.send(channel, payload),
      testState: this.#options.testClock?.inTestState === true,
      sealState: () => armour?.sealState() ?? {},
      ...(retry === undefined ? {} : { retry }),
    });
    const sleep = this.#newSleep(journal, uplink);
    const watching: RunnerWatch = {
      ...watch,
      onRecord: (record) => {
        watch.onRecord?.(record);
        sleep?.onRecord(record);
      },
    };
    const session: PowerSession<State> = new PowerSession({
      ...{ logic, clock, actuators, journal, uplink, bootId, bootUptimeMs, counters },
      watch: watching,
      loader: this.#options.loader,
      sendReply: (payload) => transport.send("rsp", payload),
      onFault: (fault) => {
        this.powerOff();
        this.#report(fault);
      },
      onErased: () => this.#startAnew(),
    });
    const questions = this.#newQuestions(bootId);
    const armour = this.#options.armour?.begin({
      bootId,
      civilMs: () => clock.now().civilMs,
      pass: (channel, message) => this.#hear({ session, uplink, questions }, channel, message),
      reply: (payload) => transport.send("rsp", payload),
      refused: (reason) => countRejected(counters, reason),
    });
    return { bootId, session, uplink, questions, armour, sleep };
  }

  #newSleep(journal: DeviceJournal, uplink: Uplink): SleepCycle | undefined {
    const { sleep, clock, transport, watch } = this.#options;
    if (sleep === undefined) return undefined;
    return new SleepCycle(sleep, {
      isDrained: () => journal.spool.items.length === 0,
      rest: (untilNextMs) => {
        const { civilMs } = clock.now();
        const next = civilMs === undefined ? undefined : instant(civilMs + untilNextMs);
        uplink.farewell("sleeping", next);
        transport.close();
        watch?.onSleep?.(untilNextMs);
      },
      wake: () => {
        if (this.#boot === undefined) return;
        watch?.onSleep?.(undefined);
        this.#openTransport(this.#boot);
      },
      uptimeMs: () => clock.now().uptimeMs,
    });
  }

  #newQuestions(bootId: number): HostQuestions {
    const { transport, armour, logic, clock, testClock, spoolEventsMax } = this.#options;
    return new HostQuestions({
      bootId,
      links: transport.link === undefined ? [] : [transport.link],
      sealed: armour !== undefined,
      spoolEvents: spoolEventsMax,
      capabilities: () => logic.capabilities?.() ?? {},
      counters: this.#counters,
      testClock,
      civilMs: () => clock.now().civilMs,
      send: (payload) => transport.send("rsp", payload),
    });
  }

  /** Says goodbye, so that the host has the answer, and begins a life without a past. */
  #startAnew(): void {
    this.stop();
    this.powerOn("command");
  }

  /** Takes an open message of the host. */
  #hear(
    { session, uplink, questions }: Omit<Boot<State>, "armour" | "sleep" | "bootId">,
    channel: DownChannel,
    message: Uint8Array,
  ): void {
    const isSealed = this.#options.armour !== undefined;
    const listener: HostMessageListener = {
      onInput: (input) => session.input(isSealed ? vouchedFor(input) : input),
      onAcknowledgement: (acknowledgement) => uplink.acknowledge(acknowledgement),
      onRequest: (request) => uplink.resend(request),
      onReportRequest: (request) => questions.report(request),
      onRunClock: (wish) => questions.runClock(wish),
    };
    receiveHostMessage(channel, message, listener, this.#counters);
  }

  /** Comes into contact; a sleep is planned, and so neither its end nor its beginning is told. */
  #openTransport(boot: Boot<State>): void {
    const { session, uplink, sleep, bootId } = boot;
    const counters = this.#counters;
    let linked = false;
    let isFirst = !this.#slept.has(boot);
    this.#slept.add(boot);
    const listening = (heard: () => void) => {
      if (this.#boot === boot) heard();
      else counters.lateCallbacks++;
    };
    const listener: DeviceTransportListener = {
      onLink: (up) =>
        listening(() => {
          if (linked === up) return;
          linked = up;
          sleep?.onLink(up);
          uplink.setLink(up);
          if (isFirst || !up) session.input({ type: "link.changed", up });
          isFirst ||= !up;
        }),
      onMessage: (channel, payload) =>
        listening(() => {
          sleep?.onHeard();
          if (boot.armour === undefined) this.#hear(boot, channel, payload);
          else boot.armour.receive(channel, payload);
        }),
    };
    const isSleeper = sleep !== undefined;
    const lastWill = isSleeper ? NOTHING : encodeMessage(DeviceState, { status: "lost", bootId });
    this.#options.transport.open(listener, lastWill);
  }

  #report(fault: RunnerFault): void {
    if (this.#options.onFault === undefined) throw fault;
    this.#options.onFault(fault);
  }
}

/** Everything that comes through the armour was sealed. */
function vouchedFor(input: DeviceInput): DeviceInput {
  return input.type === "command.received" ? { ...input, sealed: true } : input;
}
