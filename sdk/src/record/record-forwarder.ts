import { setTimeout as pause } from "node:timers/promises";
import { type GatewayLog, isWorthLogging, SILENT_LOG } from "../client/gateway-log.ts";
import { BackOff, type BackOffOptions } from "../device/back-off.ts";
import type { InboxRow } from "../inbox/inbox-row.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { DeliveryAnswer } from "./endpoint-answer.ts";
import type { RecordEndpoint } from "./fhir-endpoint.ts";
import type { MessageBundle } from "./fhir-types.ts";
import type { PlacementSource } from "./find-patient.ts";
import { routeRow } from "./route-row.ts";
import type { VkpOptions } from "./vkp-options.ts";

/*
 * Invariants: the next row is asked for, and with it this one committed, only when this one is
 * delivered, durable as a letter, too many of its device, or nothing to tell; rows go in order; a receiver that is away makes
 * its own rows wait and nobody else's.
 */

/** What a forwarder is made of. One forwarder serves one receiver, under a consumer name of its own. */
export interface RecordForwarderOptions {
  /** The gateway client, or anything else that hands out rows of an inbox. */
  readonly source: { events(consumer: string): AsyncGenerator<InboxRow, void, void> };
  /** Name of the inbox's consumer; `record` by default. */
  readonly consumer?: string;
  readonly register: PlacementSource;
  readonly endpoint: RecordEndpoint;
  readonly letters: DeadLetters;
  readonly vkp: VkpOptions;
  /** Gateway clock, ms since the Unix epoch. */
  readonly nowMs: () => number;
  readonly log?: GatewayLog;
  readonly backOff?: BackOffOptions;
  /** Attempts that a receiver may fail at one bundle before it is put aside; default 20. */
  readonly failuresMax?: number;
  /** Waits; the clock on the wall by default. */
  readonly wait?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** What a forwarder has done since it was made. */
export interface ForwarderCounters {
  /** Messages that the receiver has. */
  readonly delivered: number;
  /** Attempts that have to be made again. */
  readonly retries: number;
  /** Rows that were put aside as letters. */
  readonly putAside: number;
  /** Rows that were given up since their device has too many letters; the inbox has them. */
  readonly surplus: number;
  /** Rows that the receiver is not told, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Letters that lie there now. */
  readonly letters: number;
}

/** What sending a letter again came to. */
export type ResendResult = "delivered" | "nothing-to-tell" | { readonly kept: string };

const FAILURES_MAX = 20;
const LETTER_RETRY_MS = 10_000;

/** Tells one receiver of a patient record what the inbox holds, in order, each at least once. */
export class RecordForwarder {
  readonly #options: RecordForwarderOptions;
  readonly #log: GatewayLog;
  readonly #backOff: BackOff;
  readonly #wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
  readonly #skipped = new Map<string, number>();
  #delivered = 0;
  #retries = 0;
  #putAside = 0;
  #surplus = 0;

  /** @throws RangeError when the zone is unknown (a caller's bug) */
  constructor(options: RecordForwarderOptions) {
    new Intl.DateTimeFormat("en-GB", { timeZone: options.vkp.zone ?? "UTC" });
    this.#options = options;
    this.#log = options.log ?? SILENT_LOG;
    this.#backOff = new BackOff(options.backOff);
    this.#wait =
      options.wait ??
      ((delayMs, signal) => pause(delayMs, undefined, { signal }).then(undefined, () => {}));
  }

  /** Forwards until the signal or the inbox ends; the row in hand then comes again next time. */
  async run(signal: AbortSignal): Promise<void> {
    const rows = this.#options.source.events(this.#options.consumer ?? "record");
    while (!signal.aborted) {
      const next = await unlessAborted(rows.next(), signal);
      if (next === undefined || next.done === true) break;
      await this.#handle(next.value, signal);
    }
    // A generator that waits for a row ends with the inbox; nobody waits for it here.
    rows.return().catch(() => {});
  }

  /** Sends a letter once more, built anew; it is removed when it has arrived. */
  async resend(position: number, signal: AbortSignal): Promise<ResendResult> {
    const { letters, endpoint } = this.#options;
    const letter = letters.list().letters.find((one) => one.position === position);
    if (letter === undefined) return { kept: "no-such-letter" };
    const route = this.#route(letter.row);
    if (route.kind === "aside") return { kept: route.reason };
    if (route.kind === "skip") {
      letters.remove(position);
      return "nothing-to-tell";
    }
    const answer = await endpoint.deliver(route.bundle, signal);
    if (answer.kind !== "delivered") return { kept: answer.code };
    this.#delivered += 1;
    letters.remove(position);
    return "delivered";
  }

  /** Shows what was counted. */
  counters(): ForwarderCounters {
    return {
      delivered: this.#delivered,
      retries: this.#retries,
      putAside: this.#putAside,
      surplus: this.#surplus,
      skipped: Object.fromEntries(this.#skipped),
      letters: this.#options.letters.count,
    };
  }

  #route(row: InboxRow) {
    return routeRow(row, this.#options.register, this.#options.vkp);
  }

  async #handle(row: InboxRow, signal: AbortSignal): Promise<void> {
    const route = this.#route(row);
    if (route.kind === "skip") {
      this.#skipped.set(route.reason, (this.#skipped.get(route.reason) ?? 0) + 1);
    } else if (route.kind === "aside") {
      await this.#setAside(row, { code: route.reason, attempts: 0 }, signal);
    } else {
      await this.#deliver(row, route.bundle, signal);
    }
  }

  async #deliver(row: InboxRow, bundle: MessageBundle, signal: AbortSignal): Promise<void> {
    const { endpoint, failuresMax = FAILURES_MAX } = this.#options;
    let failures = 0;
    for (let attempts = 1; !signal.aborted; attempts += 1) {
      const answer = await endpoint.deliver(bundle, signal);
      if (answer.kind === "delivered") {
        this.#delivered += 1;
        this.#backOff.reset();
        return;
      }
      if (answer.kind === "failed") failures += 1;
      if (answer.kind === "refused" || failures >= failuresMax) {
        await this.#setAside(row, { code: answer.code, attempts }, signal);
        return;
      }
      if (!signal.aborted) await this.#pauseAfter(answer, row, signal);
    }
  }

  async #pauseAfter(
    answer: Exclude<DeliveryAnswer, { readonly kind: "delivered" | "refused" }>,
    { deviceId }: InboxRow,
    signal: AbortSignal,
  ): Promise<void> {
    this.#retries += 1;
    const [code, count] = [answer.code, this.#retries];
    if (isWorthLogging(count)) {
      this.#log({ level: "warn", event: "record.retry", deviceId, code, count });
    }
    await this.#wait(Math.max(answer.afterMs ?? 0, this.#backOff.nextMs()), signal);
  }

  /** Keeps a row as a letter; while there is no room, or the disk does not take it, it waits. */
  async #setAside(
    row: InboxRow,
    cause: { readonly code: string; readonly attempts: number },
    signal: AbortSignal,
  ): Promise<void> {
    const { letters, nowMs } = this.#options;
    const { deviceId } = row;
    if (!letters.hasDeviceRoomFor(row)) {
      this.#surplus += 1;
      const count = this.#surplus;
      const { code } = cause;
      if (isWorthLogging(count)) {
        this.#log({ level: "error", event: "record.surplus", deviceId, code, count });
      }
      return;
    }
    while (!signal.aborted) {
      const fault = letters.full ? "letters-full" : this.#put(row, { ...cause, atMs: nowMs() });
      if (fault === undefined) {
        this.#putAside += 1;
        this.#log({ level: "error", event: "record.put-aside", deviceId, code: cause.code });
        return;
      }
      this.#log({ level: "error", event: "record.blocked", deviceId, code: fault });
      await this.#wait(LETTER_RETRY_MS, signal);
    }
  }

  #put(row: InboxRow, cause: Parameters<DeadLetters["put"]>[1]): string | undefined {
    try {
      this.#options.letters.put(row, cause);
      return undefined;
    } catch {
      return "letters-io";
    }
  }
}

/** Waits for a promise no longer than until the signal, and leaves no listener behind. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(undefined);
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
