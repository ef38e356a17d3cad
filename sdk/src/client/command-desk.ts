import {
  Command,
  type DeviceId,
  encodeMessage,
  type Instant,
  KeyChange,
  NOTHING,
  type Reply,
  RunClock,
} from "@dosekit/protocols";
import { type SdkFault, sdkFault } from "../errors.ts";
import type { ClientParts } from "./client-parts.ts";
import type { CountedResult, CountedVerb } from "./gateway-instruments.ts";

/** How a command ended: with the device's answer, or without one. */
export type CommandOutcome =
  | { readonly ok: true; readonly reply: Reply }
  | {
      readonly ok: false;
      readonly fault: SdkFault;
      /** True when it was given to the transport: then the device may have acted all the same. */
      readonly wasSent: boolean;
    };

interface WaitingCommand {
  readonly deviceId: DeviceId;
  readonly verb: CountedVerb;
  readonly begunMs: number;
  readonly notAfterMs: number;
  readonly notBeforeMs: number;
  readonly payload: Uint8Array;
  readonly done: (outcome: CommandOutcome) => void;
  waitMs: number;
  /** The device says that it keeps the command until its earliest instant. */
  isKept: boolean;
  /** A reset: nothing may be kept for the device that it would follow in its next life. */
  readonly isReset: boolean;
  /** It may not be sent yet. */
  isHeld: boolean;
  wasSent: boolean;
}

/** What others do while commands are on their way. */
export interface CommandWatch {
  /** A caller threw when it was told how its command ended. */
  threw(cause: unknown): void;
  /** A command was given to the transport, for the first time or again. */
  sent(deviceId: DeviceId): void;
  /** A command ended, so long after it was given. */
  ended(verb: CountedVerb, result: CountedResult, delayMs: number): void;
  /** Takes the configuration back for good; `CommandDesk.release` says that it is done. */
  takeBack(deviceId: DeviceId): void;
  /** The device was reset: what is known of the configuration of before says nothing. */
  wasReset(deviceId: DeviceId): void;
}

/** What a command and a change of keys have in common. */
type Timed = Pick<Command, "commandId" | "notAfterMs" | "notBeforeMs"> & {
  readonly verb: CountedVerb;
};

/**
 * Sends commands until they are answered or their deadline passes.
 *
 * A command is repeated under the same id, so that the device acts once and answers each time. One
 * that the device keeps until its earliest instant is not repeated before. A reset is sent only once
 * the configuration is taken back durably, and each time behind a word to the broker to forget it.
 *
 * @see OMDP-CMD-013
 */
export class CommandDesk {
  readonly #parts: ClientParts;
  readonly #isPresent: (deviceId: DeviceId) => boolean;
  readonly #watch: CommandWatch;
  readonly #waiting = new Map<string, WaitingCommand>();
  #refusals = 0;

  constructor(parts: ClientParts, isPresent: (deviceId: DeviceId) => boolean, watch: CommandWatch) {
    this.#parts = parts;
    this.#isPresent = isPresent;
    this.#watch = watch;
  }

  /** Commands that wait for an answer. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Sends a command; `done` is called once, never from inside this call.
   *
   * @returns a function that gives the command up
   * @throws RangeError when the command is not a valid message (a caller's bug)
   */
  send(deviceId: DeviceId, command: Command, done: (outcome: CommandOutcome) => void): () => void {
    return this.#start(deviceId, command, encodeMessage(Command, command), done);
  }

  /** Whether a reset of a device is under way. */
  isResetting(deviceId: DeviceId): boolean {
    return [...this.#waiting.values()].some((one) => one.isReset && one.deviceId === deviceId);
  }

  /** A device's configuration is taken back durably: its resets may be sent. */
  release(deviceId: DeviceId): void {
    for (const waiting of this.#waiting.values()) {
      if (!waiting.isHeld || waiting.deviceId !== deviceId) continue;
      waiting.isHeld = false;
      this.#transmit(waiting);
    }
  }

  /** Sends a change of keys in the same way. */
  sendKeyChange(
    deviceId: DeviceId,
    change: KeyChange,
    done: (outcome: CommandOutcome) => void,
  ): () => void {
    const { commandId, notAfterMs } = change;
    const timed = { commandId, notAfterMs, verb: "key-change" } as const;
    return this.#start(deviceId, timed, encodeMessage(KeyChange, change), done);
  }

  /** Sends a wish to let time run in the same way; the deadline is the sender's alone. */
  sendRunClock(
    deviceId: DeviceId,
    wish: RunClock,
    notAfterMs: Instant,
    done: (outcome: CommandOutcome) => void,
  ): () => void {
    const { commandId } = wish;
    const timed = { commandId, notAfterMs, verb: "run-clock" } as const;
    return this.#start(deviceId, timed, encodeMessage(RunClock, wish), done);
  }

  #start(
    deviceId: DeviceId,
    command: Timed,
    payload: Uint8Array,
    done: (outcome: CommandOutcome) => void,
  ): () => void {
    const key = `${deviceId}/${command.commandId}`;
    const refusal = this.#refusal(key, command) ?? this.#parts.armour.faultOf(deviceId);
    if (refusal !== undefined) {
      this.#refusals += 1;
      const timer = `command-refused:${this.#refusals}`;
      this.#parts.timers.arm(timer, 0, () => {
        this.#watch.ended(command.verb, "failed", 0);
        this.#tell(done, { ok: false, fault: refusal, wasSent: false });
      });
      return () => {};
    }
    const { notAfterMs, notBeforeMs = 0, verb } = command;
    const waitMs = this.#parts.timing.resendMs;
    const isReset = verb === "reset";
    const how = { notAfterMs, notBeforeMs, waitMs, isKept: false, isReset, isHeld: isReset };
    const begun = { verb, begunMs: this.#parts.nowMs(), wasSent: false };
    const waiting: WaitingCommand = { deviceId, payload, done, ...how, ...begun };
    this.#waiting.set(key, waiting);
    this.#arm(key);
    if (isReset) this.#watch.takeBack(deviceId);
    else this.#transmit(waiting);
    return () => this.#fail(key, sdkFault("command-cancelled"));
  }

  /** Takes a device's answer; false when nobody waits for it. */
  answer(deviceId: DeviceId, reply: Reply): boolean {
    const waiting = this.#waiting.get(`${deviceId}/${reply.commandId}`);
    if (waiting?.isReset === true && reply.result === "done") {
      this.#parts.send(deviceId, "cfg/desired", NOTHING);
      this.#watch.wasReset(deviceId);
    }
    return this.#finish(`${deviceId}/${reply.commandId}`, { ok: true, reply });
  }

  /** A record tells that the device keeps a command until its earliest instant. */
  noteKept(deviceId: DeviceId, commandId: string): void {
    const key = `${deviceId}/${commandId}`;
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    waiting.isKept = true;
    this.#arm(key);
  }

  /** A device is there again: it gets its commands at once. */
  hurry(deviceId: DeviceId): void {
    for (const [key, waiting] of this.#waiting) {
      if (waiting.deviceId !== deviceId || this.#isResting(waiting)) continue;
      waiting.waitMs = this.#parts.timing.resendMs;
      this.#attempt(key);
    }
  }

  /** Gives every command up. */
  cancelAll(): void {
    for (const key of [...this.#waiting.keys()]) {
      this.#fail(key, sdkFault("command-cancelled"));
    }
  }

  #refusal(key: string, command: Pick<Command, "notAfterMs">): SdkFault | undefined {
    if (this.#parts.nowMs() >= command.notAfterMs) return sdkFault("command-expired");
    if (this.#waiting.has(key)) return sdkFault("command-id-taken");
    const { commandsMax } = this.#parts.limits;
    return this.#waiting.size >= commandsMax ? sdkFault("command-limit") : undefined;
  }

  #arm(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    const nowMs = this.#parts.nowMs();
    const leftMs = Math.max(0, waiting.notAfterMs - nowMs);
    const restMs = this.#isResting(waiting) ? waiting.notBeforeMs - nowMs : 0;
    const delayMs = Math.min(restMs + waiting.waitMs, leftMs);
    this.#parts.timers.arm(`command:${key}`, delayMs, () => this.#attempt(key));
  }

  #attempt(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    if (this.#parts.nowMs() >= waiting.notAfterMs) {
      const doubt = this.#parts.armour.doubtOf?.(waiting.deviceId);
      this.#fail(key, sdkFault("command-expired", doubt));
      return;
    }
    if (this.#isPresent(waiting.deviceId) && !this.#isResting(waiting)) {
      this.#transmit(waiting);
    }
    this.#arm(key);
    waiting.waitMs = Math.min(waiting.waitMs * 2, this.#parts.timing.attemptMsMax);
  }

  #transmit(waiting: WaitingCommand): void {
    const { deviceId, payload, isReset, isHeld } = waiting;
    if (isHeld) return;
    waiting.wasSent = true;
    this.#watch.sent(deviceId);
    if (isReset) this.#parts.send(deviceId, "cfg/desired", NOTHING);
    this.#parts.send(deviceId, "cmd", payload);
  }

  #isResting({ isKept, notBeforeMs }: WaitingCommand): boolean {
    return isKept && this.#parts.nowMs() < notBeforeMs;
  }

  #fail(key: string, fault: SdkFault): boolean {
    const { wasSent = false } = this.#waiting.get(key) ?? {};
    return this.#finish(key, { ok: false, fault, wasSent });
  }

  #finish(key: string, outcome: CommandOutcome): boolean {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return false;
    this.#waiting.delete(key);
    this.#parts.timers.cancel(`command:${key}`);
    const { verb, begunMs } = waiting;
    this.#watch.ended(verb, resultOf(outcome), this.#parts.nowMs() - begunMs);
    this.#tell(waiting.done, outcome);
    return true;
  }

  /** Whoever is told must not keep the transport from the next message. */
  #tell(done: (outcome: CommandOutcome) => void, outcome: CommandOutcome): void {
    try {
      done(outcome);
    } catch (cause) {
      this.#watch.threw(cause);
    }
  }
}

function resultOf(outcome: CommandOutcome): CountedResult {
  if (outcome.ok) return outcome.reply.result;
  if (outcome.fault.code === "command-expired") return "expired";
  return outcome.fault.code === "command-cancelled" ? "cancelled" : "failed";
}
