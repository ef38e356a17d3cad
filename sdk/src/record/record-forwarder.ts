import { setTimeout as pause } from "node:timers/promises";
import { type GatewayLog, isWorthLogging, SILENT_LOG } from "../client/gateway-log.ts";
import { BackOff, type BackOffOptions } from "../device/back-off.ts";
import type { InboxRow } from "../inbox/inbox-row.ts";
import { isLaterSource, LaterLane, type LaterSource } from "../inbox/later-lane.ts";
import { LaterMarks } from "../inbox/later-marks.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { DeliveryAnswer } from "./endpoint-answer.ts";
import type { RecordEndpoint } from "./fhir-endpoint.ts";
import type { MessageBundle } from "./fhir-types.ts";
import type { PlacementSource } from "./find-patient.ts";
import { routeRow } from "./route-row.ts";
import type { VkpOptions } from "./vkp-options.ts";

/*
 * Invariants: the next row is asked for, and with it this one committed, only when this one is
 * delivered, durable as a letter, left for later and kept in the inbox, or nothing to tell; the rows
 * of a device go in order; a receiver that is away makes its own rows wait and nobody else's.
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
  /** How often it is looked whether a device that waits has room again, ms; default 10,000. */
  readonly laterLookMs?: number;
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
  /** Devices that have as many letters as they may, and whose rows wait in the inbox. */
  readonly later: number;
  /** Rows, or rows of devices, that were given up since too much of their device waits. */
  readonly surplus: number;
  /** Rows that the receiver is not told, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Letters that lie there now. */
  readonly letters: number;
}

/** What sending a letter again came to. */
export type ResendResult = "delivered" | "nothing-to-tell" | { readonly kept: string };

const CONSUMER = "record";
const FAILURES_MAX = 20;
const LETTER_RETRY_MS = 10_000;
const LATER_LOOK_MS = 10_000;

/** Tells one receiver of a patient record what the inbox holds, in order, each at least once. */
export class RecordForwarder {
  readonly #options: RecordForwarderOptions;
  readonly #log: GatewayLog;
  readonly #backOff: BackOff;
  readonly #wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
  readonly #skipped = new Map<string, number>();
  readonly #later: LaterMarks;
  readonly #lane: LaterLane | undefined;
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
    const { letters, source } = options;
    const kept = new Map(letters.keptMarks());
    this.#later = new LaterMarks((deviceId, mark) => {
      if (mark === undefined) kept.delete(deviceId);
      else kept.set(deviceId, mark);
      letters.keepMarks(kept);
    });
    for (const [deviceId, mark] of kept) this.#later.restore(deviceId, mark);
    this.#lane = isLaterSource(source) ? this.#laneOver(source) : undefined;
  }

  /** Forwards until the signal or the inbox ends; the row in hand then comes again next time. */
  async run(signal: AbortSignal): Promise<void> {
    const rows = this.#options.source.events(this.#options.consumer ?? CONSUMER);
    const ending = new AbortController();
    const later = this.#lane?.run(AbortSignal.any([signal, ending.signal]));
    try {
      await this.#handleAll(rows, signal);
    } finally {
      ending.abort();
      await later;
    }
    // A generator that waits for a row ends with the inbox; nobody waits for it here.
    rows.return().catch(() => {});
  }

  async #handleAll(rows: AsyncGenerator<InboxRow, void, void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const next = await unlessAborted(rows.next(), signal);
      if (next === undefined || next.done === true) break;
      const row = next.value;
      const isWaiting = this.#lane !== undefined && this.#later.get(row.deviceId) !== undefined;
      if (isWaiting || !(await this.#handle(row, signal))) await this.#leave(row, signal);
    }
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
      later: this.#later.size,
      surplus: this.#surplus,
      skipped: Object.fromEntries(this.#skipped),
      letters: this.#options.letters.count,
    };
  }

  #route(row: InboxRow) {
    return routeRow(row, this.#options.register, this.#options.vkp);
  }

  #laneOver(source: LaterSource): LaterLane {
    const { letters } = this.#options;
    return new LaterLane({
      ...{ source, consumer: this.#options.consumer ?? CONSUMER, marks: this.#later },
      lookMs: this.#options.laterLookMs ?? LATER_LOOK_MS,
      subjectOf: ({ deviceId }) => deviceId,
      hasRoom: (deviceId) => !letters.full && letters.hasRoomOf(deviceId),
      take: (row, signal) => this.#handle(row, signal),
      onGivenUp: (deviceId) => this.#giveUp(deviceId, "inbox-room"),
    });
  }

  /** Ends with false when the row would be a letter, and there is no room for it. */
  async #handle(row: InboxRow, signal: AbortSignal): Promise<boolean> {
    const route = this.#route(row);
    if (route.kind === "aside") {
      return await this.#setAside(row, { code: route.reason, attempts: 0 }, signal);
    }
    if (route.kind !== "skip") return await this.#deliver(row, route.bundle, signal);
    this.#skipped.set(route.reason, (this.#skipped.get(route.reason) ?? 0) + 1);
    return true;
  }

  /** Leaves a row for later, where the inbox can be read again; else it is given up. */
  async #leave(row: InboxRow, signal: AbortSignal): Promise<void> {
    const { deviceId, position } = row;
    if (this.#lane === undefined) {
      this.#giveUp(deviceId, "letters");
      return;
    }
    if (this.#later.get(deviceId) === undefined) {
      this.#log({ level: "error", event: "record.later", deviceId });
    }
    while (!signal.aborted) {
      try {
        this.#later.leave(deviceId, position);
        this.#lane.hold();
        return;
      } catch {
        this.#log({ level: "error", event: "record.blocked", deviceId, code: "letters-io" });
        await this.#wait(LETTER_RETRY_MS, signal);
      }
    }
  }

  #giveUp(deviceId: string, code: string): void {
    this.#surplus += 1;
    const count = this.#surplus;
    if (isWorthLogging(count)) {
      this.#log({ level: "error", event: "record.surplus", deviceId, code, count });
    }
  }

  async #deliver(row: InboxRow, bundle: MessageBundle, signal: AbortSignal): Promise<boolean> {
    const { endpoint, failuresMax = FAILURES_MAX } = this.#options;
    let failures = 0;
    for (let attempts = 1; !signal.aborted; attempts += 1) {
      const answer = await endpoint.deliver(bundle, signal);
      if (answer.kind === "delivered") {
        this.#delivered += 1;
        this.#backOff.reset();
        return true;
      }
      if (answer.kind === "failed") failures += 1;
      if (answer.kind === "refused" || failures >= failuresMax) {
        return await this.#setAside(row, { code: answer.code, attempts }, signal);
      }
      if (!signal.aborted) await this.#pauseAfter(answer, row, signal);
    }
    return true;
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

  /**
   * Keeps a row as a letter; while there is no room, or the disk does not take it, it waits. Ends
   * with false when its device has as many letters as it may.
   */
  async #setAside(
    row: InboxRow,
    cause: { readonly code: string; readonly attempts: number },
    signal: AbortSignal,
  ): Promise<boolean> {
    const { letters, nowMs } = this.#options;
    const { deviceId } = row;
    if (!letters.hasDeviceRoomFor(row)) return false;
    if (this.#lane !== undefined && letters.full) return false;
    while (!signal.aborted) {
      const fault = letters.full ? "letters-full" : this.#put(row, { ...cause, atMs: nowMs() });
      if (fault === undefined) {
        this.#putAside += 1;
        this.#log({ level: "error", event: "record.put-aside", deviceId, code: cause.code });
        return true;
      }
      this.#log({ level: "error", event: "record.blocked", deviceId, code: fault });
      await this.#wait(LETTER_RETRY_MS, signal);
    }
    return true;
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
