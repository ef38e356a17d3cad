import { createHash } from "node:crypto";
import { Command, DAY_MS, type DeviceId, encodeMessage, type Instant } from "@dosekit/protocols";
import type { DurableTable } from "../../durable-table/durable-table.ts";
import { TableWriter } from "../../durable-table/table-writer.ts";
import type { SdkFault } from "../../errors.ts";
import type { ClientParts } from "../client-parts.ts";
import type { CommandResult, RecordPlace, RefusalReason } from "./command-result.ts";

/*
 * Invariants: a command under a caller's name is sent at the earliest once its entry is durable;
 * while there is an entry, the name stands for the same wish and the same deadline. So a device that
 * forgets its answer at the deadline, as it may, refuses the command from then on.
 */

/** What is written down of a command: nothing of what it says, but a digest of it. */
interface LedgerEntry {
  readonly digest: string;
  readonly notAfterMs: number;
  readonly answer?: LedgerAnswer;
}

interface LedgerAnswer {
  readonly kind: "done" | "refused";
  readonly reason?: RefusalReason;
  readonly record?: RecordPlace;
}

/** What a name stands for once it is claimed. */
export type Claim =
  /** The command may be sent, with this deadline and no other. */
  | { readonly kind: "open"; readonly notAfterMs: Instant }
  | { readonly kind: "answered"; readonly result: CommandResult }
  /** The name was given to another command. */
  | { readonly kind: "taken" }
  | { readonly kind: "full" };

/** Names that are remembered at the most. */
const ENTRIES_MAX = 100_000;
/** How long behind its deadline a name is remembered, ms: 90 days. */
const KEEP_MS = 90 * DAY_MS;

/** Remembers which command a caller's name stands for, over restarts of the gateway. */
export class CommandLedger {
  readonly #table: DurableTable;
  readonly #parts: Pick<ClientParts, "nowMs" | "timers" | "log">;
  readonly #writer: TableWriter;
  readonly #entries = new Map<string, LedgerEntry>();

  constructor(table: DurableTable, parts: Pick<ClientParts, "nowMs" | "timers" | "log">) {
    this.#table = table;
    this.#parts = parts;
    const onFault = ({ code, message }: SdkFault) =>
      parts.log({ level: "error", event: "ledger.unwritten", code, detail: message });
    this.#writer = new TableWriter({ table, timers: parts.timers, name: "commands", onFault });
  }

  /** Reads what was remembered; what can't be read stands for another command, so it is not sent. */
  open(done: (fault?: SdkFault) => void): void {
    this.#table.open((result) => {
      if (!result.ok) {
        done(result.fault);
        return;
      }
      for (const [key, value] of result.value) this.#entries.set(key, entryOf(value));
      done();
    });
  }

  /** Says what a name stands for, and makes a new one durable first. */
  claim(deviceId: DeviceId, command: Command, done: (claim: Claim) => void): void {
    const key = `${deviceId}/${command.commandId}`;
    const digest = digestOf(command);
    const known = this.#entries.get(key);
    if (known !== undefined) {
      this.#writer.whenDurable(() => done(claimOf(command.commandId, known, digest)));
      return;
    }
    if (this.#entries.size >= ENTRIES_MAX) this.#forgetOld();
    if (this.#entries.size >= ENTRIES_MAX) {
      done({ kind: "full" });
      return;
    }
    const { notAfterMs } = command;
    this.#put(key, { digest, notAfterMs }, () => done({ kind: "open", notAfterMs }));
  }

  /** A device answered a command that was given under a caller's name. */
  answered(deviceId: DeviceId, result: CommandResult): void {
    if (result.kind !== "done" && result.kind !== "refused") return;
    const key = `${deviceId}/${result.commandId}`;
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    const { kind, record } = result;
    const reason = result.kind === "refused" ? result.reason : undefined;
    const answer: LedgerAnswer = {
      kind,
      ...(reason === undefined ? {} : { reason }),
      ...(record === undefined ? {} : { record }),
    };
    this.#put(key, { ...entry, answer });
  }

  /** Writes what waits and closes the table. */
  close(done: () => void): void {
    this.#writer.finish(() => this.#table.close(done));
  }

  #put(key: string, entry: LedgerEntry, done?: () => void): void {
    this.#entries.set(key, entry);
    this.#writer.put(key, entry, done);
  }

  #forgetOld(): void {
    const beforeMs = this.#parts.nowMs() - KEEP_MS;
    for (const [key, { notAfterMs }] of this.#entries) {
      if (notAfterMs >= beforeMs) continue;
      this.#entries.delete(key);
      this.#writer.put(key, undefined);
    }
  }
}

function claimOf(commandId: string, entry: LedgerEntry, digest: string): Claim {
  if (entry.digest !== digest) return { kind: "taken" };
  const { answer } = entry;
  if (answer === undefined) return { kind: "open", notAfterMs: entry.notAfterMs as Instant };
  const { kind, reason, record } = answer;
  const result: CommandResult =
    kind === "done" ? { kind, commandId, record } : { kind, commandId, reason, record };
  return { kind: "answered", result };
}

/** The same wish in the same right has the same digest, whatever its deadline, and the time, are. */
function digestOf({ civilMs: _, ...command }: Command): string {
  const bytes = encodeMessage(Command, { ...command, notAfterMs: 0 as Instant });
  return createHash("sha256").update(bytes).digest("base64");
}

function entryOf(value: unknown): LedgerEntry {
  const entry = value as Partial<LedgerEntry> | undefined;
  const { digest, notAfterMs, answer } = entry ?? {};
  if (typeof digest !== "string" || typeof notAfterMs !== "number") {
    return { digest: "", notAfterMs: Number.MAX_SAFE_INTEGER };
  }
  return { digest, notAfterMs, ...(answer === undefined ? {} : { answer }) };
}
