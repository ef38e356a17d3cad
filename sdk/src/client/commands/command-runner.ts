import type { Command, DeviceId } from "@dosekit/protocols";
import { type SdkFaultCode, sdkFault } from "../../errors.ts";
import type { ClientParts } from "../client-parts.ts";
import type { CommandDesk } from "../command-desk.ts";
import { type CommandHow, type CommandWish, draftCommand } from "./command-draft.ts";
import type { Claim, CommandLedger } from "./command-ledger.ts";
import { type CommandResult, resultOfFault, resultOfReply } from "./command-result.ts";

/** What commands are run with. */
export interface CommandRunnerParts {
  readonly parts: ClientParts;
  readonly commands: CommandDesk;
  /** Remembers names of the caller's own; without it there are none. */
  readonly ledger: CommandLedger | undefined;
  /** Makes a name that no command had. */
  readonly newCommandId: () => string;
}

/** What a command's deadline is by default, and at the most. */
export interface CommandTerms {
  readonly withinMs?: number;
  readonly withinMsMax?: number;
}

/** Runs commands to their results; none of its promises is ever broken. */
export class CommandRunner {
  readonly #parts: CommandRunnerParts;
  /** Ends the waits for the ledger. */
  readonly #claiming = new Map<string, () => void>();
  #claims = 0;
  #isOpen = false;

  constructor(parts: CommandRunnerParts) {
    this.#parts = parts;
  }

  /** From here on commands may be sent. */
  open(): void {
    this.#isOpen = true;
  }

  /** Gives up what waits for the ledger; from here on nothing is sent. */
  close(): void {
    this.#isOpen = false;
    for (const cancel of [...this.#claiming.values()]) cancel();
  }

  /** Checks a command, sends it until it is answered, and says how it ended. */
  run(
    deviceId: DeviceId,
    wish: CommandWish,
    how: CommandHow,
    terms: CommandTerms = {},
  ): Promise<CommandResult> {
    const commandId = how.commandId ?? this.#parts.newCommandId();
    const nowMs = this.#parts.parts.nowMs();
    const draft = draftCommand(wish, { ...how, commandId }, { ...terms, nowMs });
    if (!draft.ok) return Promise.resolve({ kind: "invalid", problem: draft.problem });
    const { command } = draft;
    if (how.signal?.aborted === true || !this.#isOpen) return ended(commandId, "command-cancelled");
    if (how.commandId === undefined) return this.#send(deviceId, command, how.signal);
    return this.#sendOnce(deviceId, command, how.signal);
  }

  #send(deviceId: DeviceId, command: Command, signal?: AbortSignal): Promise<CommandResult> {
    return new Promise((resolve) => {
      const { commandId } = command;
      const cancel = this.#parts.commands.send(deviceId, command, (outcome) => {
        signal?.removeEventListener("abort", cancel);
        if (outcome.ok) resolve(resultOfReply(outcome.reply));
        else resolve(resultOfFault(commandId, outcome.fault, outcome.wasSent));
      });
      signal?.addEventListener("abort", cancel, { once: true });
    });
  }

  /** Sends a command under a caller's name, at the earliest once the name is remembered. */
  async #sendOnce(
    deviceId: DeviceId,
    command: Command,
    signal: AbortSignal | undefined,
  ): Promise<CommandResult> {
    const { commandId } = command;
    const { ledger } = this.#parts;
    if (ledger === undefined) return ended(commandId, "command-ledger");
    const claim = await this.#claim(ledger, deviceId, { command, signal });
    if (claim.kind === "answered") return claim.result;
    if (claim.kind === "full") return ended(commandId, "command-limit");
    if (claim.kind === "given-up") return ended(commandId, claim.code);
    if (claim.kind === "taken") {
      const found = `${commandId}, the name of another command`;
      const problem = { field: "commandId", found, allowed: "a name of its own" };
      return { kind: "invalid", problem };
    }
    if (!this.#isOpen || signal?.aborted === true) return ended(commandId, "command-cancelled");
    const { notAfterMs } = claim;
    // It may have been sent before a restart: nobody knows that it was not.
    if (this.#parts.parts.nowMs() >= notAfterMs) {
      return { kind: "expired", commandId, wasSent: true };
    }
    const result = await this.#send(deviceId, { ...command, notAfterMs }, signal);
    ledger.answered(deviceId, result);
    return result;
  }

  /** A store that takes its time keeps nobody beyond deadline and signal. */
  #claim(
    ledger: CommandLedger,
    deviceId: DeviceId,
    { command, signal }: { readonly command: Command; readonly signal: AbortSignal | undefined },
  ): Promise<Claim | GivenUp> {
    const { timers, nowMs } = this.#parts.parts;
    const timer = `claim:${++this.#claims}`;
    return new Promise((resolve) => {
      const end = (claim: Claim | GivenUp) => {
        timers.cancel(timer);
        this.#claiming.delete(timer);
        signal?.removeEventListener("abort", cancel);
        resolve(claim);
      };
      const cancel = () => end({ kind: "given-up", code: "command-cancelled" });
      signal?.addEventListener("abort", cancel, { once: true });
      this.#claiming.set(timer, cancel);
      timers.arm(timer, Math.max(0, command.notAfterMs - nowMs()), () =>
        end({ kind: "given-up", code: "command-expired" }),
      );
      ledger.claim(deviceId, command, end);
    });
  }
}

interface GivenUp {
  readonly kind: "given-up";
  readonly code: "command-cancelled" | "command-expired";
}

/** An end before anything was sent. */
function ended(commandId: string, code: SdkFaultCode): Promise<CommandResult> {
  return Promise.resolve(resultOfFault(commandId, sdkFault(code), false));
}
