import {
  type BootInput,
  type DeviceInput,
  type DeviceLogic,
  type DeviceTime,
  type Effect,
  encodeMessage,
  type FirmwareEffect,
  INSTANT_MS_MAX,
  type Instant,
  instant,
  type JournalCommit,
  Reply,
  type ResetCause,
  type StepResult,
  uptime,
} from "@dosekit/protocols";
import type { DeviceJournal } from "./device-journal.ts";
import { InputQueue } from "./input-queue.ts";
import type { ActuatorPort, DeviceClock, LoaderPort, RunnerWatch } from "./ports.ts";
import type { RunnerCounters } from "./runner-counters.ts";
import { RunnerFault } from "./runner-fault.ts";
import { TimerBoard } from "./timer-board.ts";
import type { Uplink } from "./uplink.ts";

/** Steps at one instant after which a device is taken to be running in circles. */
export const STEPS_PER_INSTANT_MAX = 10_000;

/** What one boot of a device works with. */
export interface PowerSessionSetup<State> {
  readonly logic: DeviceLogic<State>;
  readonly clock: DeviceClock;
  readonly actuators: ActuatorPort;
  readonly journal: DeviceJournal;
  readonly uplink: Uplink;
  readonly bootId: number;
  readonly bootUptimeMs: number;
  readonly sendReply: (payload: Uint8Array) => void;
  readonly watch: RunnerWatch;
  readonly counters: RunnerCounters;
  readonly loader?: LoaderPort | undefined;
  readonly onFault: (fault: RunnerFault) => void;
  /** The storage holds nothing of this life any more: the device is to start anew. */
  readonly onErased: () => void;
}

/**
 * One boot of a device, from power-on to power-off: inputs in, steps, effects out.
 *
 * Invariants: inputs are answered one at a time and in order; the effects of a step happen in
 * order, and none behind a `journal.commit` before it is durable; while a commit is under way
 * every input waits; once ended, nothing happens any more, whatever still calls back.
 */
export class PowerSession<State> {
  readonly #setup: PowerSessionSetup<State>;
  readonly #queue: InputQueue;
  readonly #timers: TimerBoard;
  #state: State | undefined;
  #rest: readonly Effect[] = [];
  #committing = false;
  #working = false;
  #ended = false;
  #reconcileTimers = false;
  #stepsAtInstant = 0;
  #instantUptimeMs = -1;

  constructor(setup: PowerSessionSetup<State>) {
    this.#setup = setup;
    this.#queue = new InputQueue(setup.counters);
    this.#timers = new TimerBoard(setup.clock, setup.bootUptimeMs, (input, wanted) =>
      this.#accept({ input, wanted }),
    );
  }

  /** The state after the last step; `undefined` before the first. */
  get state(): State | undefined {
    return this.#state;
  }

  /** Lets the device start. */
  boot(cause: ResetCause, freshEpoch: number): void {
    const { logic, journal, loader } = this.#setup;
    const report = loader?.report();
    const { forgot } = journal;
    const forgotten = forgot && { throughSeq: journal.lastSeq };
    const input: BootInput = {
      ...{ cause, freshEpoch },
      ...(report === undefined ? {} : { report }),
      ...(forgotten === undefined ? {} : { forgotten }),
    };
    if (forgot !== undefined) this.#setup.watch.onForgotten?.(forgot.lastSeq, forgot.mark);
    this.#reconcileTimers = true;
    this.#guarded(() => {
      const now = this.#now();
      this.#take(asked(() => logic.boot(journal.checkpoint, input, now)));
      this.#run();
    });
  }

  /** Tells the device of something that happened. */
  input(input: DeviceInput): void {
    this.#accept({ input });
  }

  /** Ends the boot at once. */
  end(): void {
    this.#ended = true;
    this.#rest = [];
    this.#timers.cancelAll();
  }

  #accept(entry: { readonly input: DeviceInput; readonly wanted?: () => boolean }): void {
    if (this.#ended) {
      this.#setup.counters.lateCallbacks++;
      return;
    }
    if (!this.#queue.push(entry)) {
      this.#fault(new RunnerFault("input-overrun", `The last was ${entry.input.type}.`));
      return;
    }
    this.#resume();
  }

  /** Goes on, unless work is under way further up in the calls or a commit has to end first. */
  #resume(): void {
    if (this.#working || this.#committing || this.#ended) return;
    this.#guarded(() => this.#run());
  }

  /** Works with everybody else shut out; what is thrown ends the boot. */
  #guarded(work: () => void): void {
    const wasWorking = this.#working;
    this.#working = true;
    try {
      work();
    } catch (cause) {
      const known = cause instanceof RunnerFault;
      this.#fault(known ? cause : new RunnerFault("port-failed", String(cause), cause));
    } finally {
      this.#working = wasWorking;
    }
  }

  /** Works until a commit is under way, nothing waits, or the boot has ended. */
  #run(): void {
    while (!this.#ended && !this.#committing) {
      if (this.#rest.length > 0) this.#runEffects();
      else if (!this.#nextStep()) return;
    }
  }

  #nextStep(): boolean {
    const { logic, watch, counters } = this.#setup;
    if (!this.#queue.hasUrgent()) this.#reconcile();
    const state = this.#state;
    const input = this.#queue.take();
    if (input === undefined || state === undefined) return false;
    const now = this.#now();
    this.#countStep(now.uptimeMs);
    watch.onInput?.(input, now);
    if (this.#ended) return false;
    counters.steps++;
    if (input.type === "journal.failed") this.#reconcileTimers = true;
    this.#take(asked(() => logic.step(state, input, now)));
    return true;
  }

  #take([state, effects]: StepResult<State>): void {
    this.#state = state;
    this.#rest = effects;
  }

  #runEffects(): void {
    const { watch, journal } = this.#setup;
    const [effect] = this.#rest;
    if (effect === undefined) return;
    this.#rest = this.#rest.slice(1);
    watch.onEffect?.(effect, journal.lastSeq, this.#now());
    if (!this.#ended) this.#carryOut(effect);
  }

  #carryOut(effect: Effect): void {
    const { actuators, uplink, sendReply } = this.#setup;
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
        this.#timers.arm(effect);
        break;
      case "timer.cancel":
        this.#timers.cancel(effect.slot);
        break;
      case "reply.send":
        sendReply(asked(() => encodeMessage(Reply, effect.reply)));
        break;
      case "config.report":
        uplink.report(effect.reported);
        break;
      case "clock.set-civil":
        this.#setCivil(effect.civilMs);
        break;
      case "storage.erase":
        this.#erase();
        break;
      case "firmware.stage":
      case "firmware.activate":
      case "firmware.confirm":
      case "firmware.revert":
        this.#askLoader(effect);
        break;
    }
  }

  /** The barrier: what is left of the step waits until the records are durable. */
  #commit({ records }: JournalCommit): void {
    const { logic, journal, watch, uplink } = this.#setup;
    const state = this.#state;
    if (state === undefined) return;
    this.#committing = true;
    journal.write({
      records,
      checkpoint: asked(() => logic.checkpoint(state)),
      onDropped: (marker) => {
        if (this.#ended) return;
        uplink.withdrawFrom(marker.seq);
        watch.onDropped?.(marker);
      },
      done: (failure) => this.#committed(records, failure !== undefined),
    });
  }

  #committed(records: JournalCommit["records"], failed: boolean): void {
    const { watch, uplink, counters, journal } = this.#setup;
    if (this.#ended) {
      counters.lateCallbacks++;
      return;
    }
    this.#guarded(() => {
      this.#committing = false;
      if (failed) {
        this.#rest = [];
        this.#queue.pushNext({ type: "journal.failed", lastSeq: journal.lastSeq });
        return;
      }
      for (const record of records) watch.onRecord?.(record);
      if (!this.#ended) uplink.offer();
    });
    this.#resume();
  }

  /**
   * Nothing happens before the storage is empty; where that fails, the device goes on as it is and
   * asks again.
   */
  #erase(): void {
    this.#committing = true;
    this.#rest = [];
    this.#setup.journal.erase((failure) => {
      if (this.#ended) {
        this.#setup.counters.lateCallbacks++;
        return;
      }
      this.#committing = false;
      if (failure === undefined) this.#setup.onErased();
      else this.#resume();
    });
  }

  /** Without a boot loader there is no other image to be had. */
  #askLoader(effect: FirmwareEffect): void {
    const { loader } = this.#setup;
    if (loader !== undefined) loader.ask(effect);
    else if (effect.type === "firmware.stage") {
      this.#queue.push({ input: { type: "image.refused", cause: "unavailable" } });
    }
  }

  #setCivil(civilMs: number): void {
    const { clock } = this.#setup;
    const previousCivilMs = shownCivil(clock.now().civilMs);
    // First in line: the device must know of the new time before any timer that it makes fire.
    this.#queue.pushUrgent({ type: "clock.set", previousCivilMs });
    clock.setCivil(civilMs);
  }

  /**
   * Arms what the state says is pending. After a boot timers come from the checkpoint, and after a
   * failed commit the effects that armed or stopped them were dropped with the rest.
   */
  #reconcile(): void {
    const state = this.#state;
    if (!this.#reconcileTimers || state === undefined) return;
    this.#reconcileTimers = false;
    this.#timers.reconcile(asked(() => this.#setup.logic.timers(state)));
  }

  #now(): DeviceTime {
    const { clock, bootId, bootUptimeMs } = this.#setup;
    const reading = clock.now();
    return {
      uptimeMs: uptime(reading.uptimeMs - bootUptimeMs),
      civilMs: shownCivil(reading.civilMs),
      clock: reading.clock,
      clockErrorMs: reading.clockErrorMs,
      bootId,
    };
  }

  #countStep(uptimeMs: number): void {
    if (uptimeMs !== this.#instantUptimeMs) this.#stepsAtInstant = 0;
    this.#instantUptimeMs = uptimeMs;
    this.#stepsAtInstant++;
    if (this.#stepsAtInstant <= STEPS_PER_INSTANT_MAX) return;
    throw new RunnerFault(
      "endless-work",
      `${this.#stepsAtInstant} steps at uptime ${uptimeMs} ms.`,
    );
  }

  #fault(fault: RunnerFault): void {
    // A boot that has ended already can't be stopped: whoever called hears of it.
    if (this.#ended) throw fault;
    this.#setup.onFault(fault);
  }
}

/** Asks the logic, which must not throw. */
function asked<T>(question: () => T): T {
  try {
    return question();
  } catch (cause) {
    throw new RunnerFault("logic-failed", String(cause), cause);
  }
}

/**
 * What the device takes its clock to show. A clock that a host set to the end of what messages carry
 * stands there, and one before 1970 at its beginning: neither may stop the device.
 */
function shownCivil(civilMs: number | undefined): Instant | undefined {
  return civilMs === undefined
    ? undefined
    : instant(Math.min(Math.max(civilMs, 0), INSTANT_MS_MAX));
}
