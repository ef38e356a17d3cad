import {
  type BootInput,
  type Checkpoint,
  type DeviceInput,
  type DeviceTime,
  type Effect,
  INSTANT_MS_MAX,
  type Instant,
  instant,
  type JournalCommit,
  type JournalRecord,
  type ResetCause,
  type StepResult,
  uptime,
} from "@dosekit/protocols";
import { type ClockReading, STEPS_PER_INSTANT_MAX, WAITING_INPUTS_MAX } from "@dosekit/sdk/device";
import { BareJournal } from "./bare-journal.ts";
import { BareLimit } from "./bare-limit.ts";
import { BareTimers } from "./bare-timers.ts";
import { BareUplink, inputOf } from "./bare-uplink.ts";
import type { BoardRunner, BoardRunnerOptions } from "./board-runner.ts";

/** An input that waits; a timer's is only wanted if nobody stopped or re-armed the timer. */
interface WaitingInput {
  readonly input: DeviceInput;
  readonly wanted?: () => boolean;
}

/** A way on which records are told of as such, not as bytes. */
export interface BareWay {
  /** Records became durable: the way brings them when it can. */
  take(records: readonly JournalRecord[]): void;
  /** Records that it has not brought yet. */
  waiting(): number;
  /** The device has contact. */
  onContact(): void;
}

/** How far below its capacity a spool has to stay: beyond, telemetry would have to be dropped. */
const SPOOL_MARGIN = 64;

/**
 * Runs a device's program without the bytes of its records: no encoding, no spool, no retries. What
 * else it tells its host, and what that tells it, are the messages of the SDK's runtime. What the
 * program asks for happens in the same order and at the same times as on the SDK's runtime: inputs one at
 * a time, nothing behind a commit before it is durable, every input waiting meanwhile.
 *
 * What it does not model throws {@link BareLimit}: a full spool, an input that finds no room, an
 * erased storage, an image of firmware, work without an end, and any fault of the program.
 */
export class BareRunner implements BoardRunner {
  readonly #options: BoardRunnerOptions;
  readonly #way: BareWay;
  readonly #journal: BareJournal;
  readonly #timers: BareTimers;
  #urgent: DeviceInput[] = [];
  #waiting: WaitingInput[] = [];
  #uplink: BareUplink | undefined;
  #state: unknown;
  #rest: readonly Effect[] = NO_EFFECTS;
  #restAt = 0;
  #isOn = false;
  #isWorking = false;
  #isCommitting = false;
  #reconcileTimers = false;
  #bootId = 0;
  #bootUptimeMs = 0;
  /** Rises with every boot: what was under way for an earlier one is nobody's. */
  #boots = 0;
  #stepsAtInstant = 0;
  /** The board's last reading, and what it is to this boot. */
  #reading: ClockReading | undefined;
  #time: DeviceTime | undefined;
  #instantUptimeMs = -1;

  constructor(options: BoardRunnerOptions, way: BareWay) {
    this.#options = options;
    this.#way = way;
    this.#journal = new BareJournal(options.store);
    this.#timers = new BareTimers(options.clock, (input, wanted) =>
      this.#accept({ input, wanted }),
    );
  }

  /** See {@link BoardRunner.isOn}. */
  isOn(): boolean {
    return this.#isOn;
  }

  /** See {@link BoardRunner.state}. */
  state(): unknown {
    return this.#isOn ? this.#state : undefined;
  }

  /** See {@link BoardRunner.powerOn}. */
  powerOn(cause: ResetCause): void {
    if (this.#isOn) return;
    const { entropy, clock, watch } = this.#options;
    this.#boots += 1;
    this.#bootId = entropy.bootId();
    this.#bootUptimeMs = clock.now().uptimeMs;
    this.#time = undefined;
    this.#journal.boot();
    const uplink = new BareUplink({
      bootId: this.#bootId,
      send: (channel, payload) => this.#options.transport.send(channel, payload),
    });
    this.#uplink = uplink;
    this.#isOn = true;
    this.#isCommitting = false;
    this.#instantUptimeMs = -1;
    watch?.onPower?.(true);
    this.#boot(cause, entropy.freshEpoch());
    if (this.#isOn) this.#openTransport(uplink);
  }

  /** See {@link BoardRunner.powerOff}. */
  powerOff(): void {
    if (!this.#end()) return;
    this.#options.transport.abort();
    this.#options.watch?.onPower?.(false);
  }

  /** See {@link BoardRunner.stop}. */
  stop(): void {
    if (!this.#end()) return;
    this.#uplink?.farewell();
    this.#options.transport.close();
    this.#options.watch?.onPower?.(false);
  }

  /** See {@link BoardRunner.input}. */
  input(input: DeviceInput): void {
    this.#accept({ input });
  }

  /** See {@link BoardRunner.callHost}. */
  callHost(): void {
    // A device that never sleeps is in contact whenever it can be.
  }

  /** See {@link BoardRunner.keepLastWrite}. */
  keepLastWrite(): readonly JournalRecord[] {
    return this.#journal.keepLastWrite(this.#way);
  }

  #end(): boolean {
    if (!this.#isOn) return false;
    this.#isOn = false;
    this.#rest = NO_EFFECTS;
    this.#urgent = [];
    this.#waiting = [];
    this.#timers.cancelAll();
    return true;
  }

  #boot(cause: ResetCause, freshEpoch: number): void {
    const { logic, loader } = this.#options;
    const report = loader?.report();
    const input: BootInput = { cause, freshEpoch, ...(report === undefined ? {} : { report }) };
    this.#reconcileTimers = true;
    const now = this.#now();
    const state = this.#journal.durableState;
    // What storage gives back is what JSON keeps of it.
    const checkpoint =
      state === undefined
        ? undefined
        : (JSON.parse(JSON.stringify(logic.checkpoint(state))) as Checkpoint);
    this.#take(asked(() => logic.boot(checkpoint, input, now)));
    this.#work();
  }

  #openTransport(uplink: BareUplink): void {
    const { transport } = this.#options;
    const boot = this.#boots;
    const listens = () => this.#isOn && boot === this.#boots;
    let linked = false;
    transport.open(
      {
        onLink: (up) => {
          if (!listens() || linked === up) return;
          linked = up;
          uplink.setLink(up);
          if (up) this.#way.onContact();
          this.#accept({ input: { type: "link.changed", up } });
        },
        onMessage: (channel, payload) => {
          const input = listens() ? inputOf(channel, payload) : undefined;
          if (input !== undefined) this.#accept({ input });
        },
      },
      uplink.lastWill(),
    );
  }

  #accept(entry: WaitingInput): void {
    if (!this.#isOn) return;
    if (this.#waiting.length >= WAITING_INPUTS_MAX) throw new BareLimit("too many inputs wait");
    this.#waiting.push(entry);
    this.#resume();
  }

  #resume(): void {
    if (!this.#isWorking && !this.#isCommitting && this.#isOn) this.#work();
  }

  /** Works with everybody else shut out; what is thrown ends the home, so nothing is put back then. */
  #work(): void {
    const wasWorking = this.#isWorking;
    this.#isWorking = true;
    this.#run();
    this.#isWorking = wasWorking;
  }

  /** Works until a commit is under way, nothing waits, or the boot has ended. */
  #run(): void {
    const boot = this.#boots;
    while (this.#isOn && boot === this.#boots && !this.#isCommitting) {
      if (this.#restAt < this.#rest.length) this.#nextEffect();
      else if (!this.#nextStep()) return;
    }
  }

  #nextStep(): boolean {
    const { logic, watch } = this.#options;
    if (this.#urgent.length === 0 && this.#reconcileTimers) this.#reconcile();
    const input = this.#nextInput();
    if (input === undefined) return false;
    const boot = this.#boots;
    const now = this.#now();
    this.#countStep(now.uptimeMs);
    watch?.onInput?.(input, now);
    if (!this.#isOn || boot !== this.#boots) return false;
    if (input.type === "journal.failed") this.#reconcileTimers = true;
    try {
      this.#take(logic.step(this.#state, input, now));
    } catch (cause) {
      throw failed(cause);
    }
    return true;
  }

  #nextInput(): DeviceInput | undefined {
    if (this.#urgent.length > 0) return this.#urgent.shift();
    if (this.#waiting.length === 0) return undefined;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (next.wanted === undefined || next.wanted()) return next.input;
    }
    return undefined;
  }

  #take([state, effects]: StepResult<unknown>): void {
    this.#state = state;
    this.#rest = effects;
    this.#restAt = 0;
  }

  #nextEffect(): void {
    const effect = this.#rest[this.#restAt];
    if (effect === undefined) return;
    const boot = this.#boots;
    this.#restAt += 1;
    this.#options.watch?.onEffect?.(effect, this.#journal.lastSeq, this.#now());
    if (this.#isOn && boot === this.#boots) this.#carryOut(effect);
  }

  #carryOut(effect: Effect): void {
    const { actuators } = this.#options;
    switch (effect.type) {
      case "journal.commit":
        this.#commit(effect);
        break;
      case "motion.start":
      case "signal.show":
        actuators.start(effect);
        break;
      case "notice.send":
        actuators.tell?.(effect);
        break;
      case "timer.arm":
        this.#timers.arm(effect, this.#bootUptimeMs);
        break;
      case "timer.cancel":
        this.#timers.cancel(effect.slot);
        break;
      case "clock.set-civil":
        this.#setCivil(effect.civilMs);
        break;
      case "reply.send":
        this.#uplink?.reply(effect.reply);
        break;
      case "config.report":
        this.#uplink?.report(effect.reported);
        break;
      default:
        throw new BareLimit(`${effect.type} is not modelled`);
    }
  }

  /** The barrier: what is left of the step waits until the records are durable. */
  #commit({ records }: JournalCommit): void {
    const { spoolEventsMax } = this.#options;
    if (this.#way.waiting() + records.length > spoolEventsMax - SPOOL_MARGIN) {
      throw new BareLimit("the spool is nearly full");
    }
    const boot = this.#boots;
    this.#isCommitting = true;
    this.#journal.write(records, this.#state, (failed) => {
      if (this.#isOn && boot === this.#boots) this.#committed(records, failed);
    });
  }

  #committed(records: readonly JournalRecord[], failed: boolean): void {
    const wasWorking = this.#isWorking;
    this.#isWorking = true;
    this.#isCommitting = false;
    if (failed) {
      this.#rest = NO_EFFECTS;
      this.#urgent.unshift({ type: "journal.failed", lastSeq: this.#journal.lastSeq });
    } else {
      for (const record of records) this.#options.watch?.onRecord?.(record);
      this.#way.take(records);
    }
    this.#isWorking = wasWorking;
    this.#resume();
  }

  #setCivil(civilMs: number): void {
    const { clock } = this.#options;
    const previousCivilMs = shownCivil(clock.now().civilMs);
    // First in line: the device must know of the new time before any timer that it makes fire.
    this.#urgent.push({ type: "clock.set", previousCivilMs });
    clock.setCivil(civilMs);
  }

  #reconcile(): void {
    this.#reconcileTimers = false;
    const pending = asked(() => this.#options.logic.timers(this.#state));
    this.#timers.reconcile(pending, this.#bootUptimeMs);
  }

  /** A board that reads the same again says so by the same reading. */
  #now(): DeviceTime {
    const reading = this.#options.clock.now();
    if (this.#time === undefined || reading !== this.#reading) this.#time = this.#timeOf(reading);
    this.#reading = reading;
    return this.#time;
  }

  #timeOf({ uptimeMs, civilMs, clock, clockErrorMs }: ClockReading): DeviceTime {
    return {
      uptimeMs: uptime(uptimeMs - this.#bootUptimeMs),
      civilMs: shownCivil(civilMs),
      clock,
      clockErrorMs,
      bootId: this.#bootId,
    };
  }

  #countStep(uptimeMs: number): void {
    if (uptimeMs !== this.#instantUptimeMs) this.#stepsAtInstant = 0;
    this.#instantUptimeMs = uptimeMs;
    this.#stepsAtInstant += 1;
    if (this.#stepsAtInstant > STEPS_PER_INSTANT_MAX) throw new BareLimit("work without an end");
  }
}

const NO_EFFECTS: readonly Effect[] = [];

/** Asks the program; one that throws is the SDK's runtime to stop. */
function asked<T>(question: () => T): T {
  try {
    return question();
  } catch (cause) {
    throw failed(cause);
  }
}

function failed(cause: unknown): BareLimit {
  return new BareLimit("the program failed", { cause });
}

function shownCivil(civilMs: number | undefined): Instant | undefined {
  return civilMs === undefined
    ? undefined
    : instant(Math.min(Math.max(civilMs, 0), INSTANT_MS_MAX));
}
