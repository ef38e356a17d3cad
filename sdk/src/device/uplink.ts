import {
  DeviceState,
  type EventAcknowledgement,
  type EventRequest,
  encodeMessage,
  type Instant,
  ReportedConfig,
  type UpChannel,
} from "@dosekit/protocols";
import type { SealState } from "./armour-port.ts";
import type { DeviceJournal } from "./device-journal.ts";
import type { DeviceIdentity, RetryTimer } from "./ports.ts";
import type { RunnerCounters } from "./runner-counters.ts";
import type { SpooledRecord } from "./spool.ts";

/** Event messages that may be under way unacknowledged. */
export const WINDOW_EVENTS = 20;
/** Default of the first wait for an acknowledgement, ms. */
export const RETRY_FIRST_MS = 5_000;
/** Default of the longest wait for an acknowledgement, ms. */
export const RETRY_LONGEST_MS = 60_000;

/** What an uplink works with during one boot. */
export interface UplinkSetup {
  readonly identity: DeviceIdentity;
  readonly bootId: number;
  readonly spoolEventsMax: number;
  readonly journal: Pick<DeviceJournal, "epoch" | "lastSeq" | "spool" | "acknowledge">;
  readonly retryTimer: RetryTimer;
  readonly send: (channel: UpChannel, payload: Uint8Array) => void;
  readonly counters: RunnerCounters;
  /** Whether each birth says that the device is in the test state. */
  readonly testState?: boolean;
  /** What the armour adds to each birth. */
  readonly sealState?: () => SealState;
  /** First and longest wait for an acknowledgement; doubled each time. */
  readonly retry?: { readonly firstMs: number; readonly longestMs: number };
}

/**
 * Brings durable records to the host until it says that it has them.
 *
 * Invariants: only durable records are sent; with contact and records left, the retry timer is
 * armed; at most {@link WINDOW_EVENTS} new ones are under way; the birth goes before everything.
 */
export class Uplink {
  readonly #setup: UplinkSetup;
  readonly #retryFirstMs: number;
  readonly #retryLongestMs: number;
  #up = false;
  #sending = false;
  /** Newest record sent since contact began or since the last retry. */
  #sentSeq = 0;
  /** Newest record ever sent in this contact. */
  #highestSeq = 0;
  /** Newest record ever sent in this boot. */
  #everSentSeq = 0;
  #retryMs: number;
  #reported: ReportedConfig | undefined;

  constructor(setup: UplinkSetup) {
    this.#setup = setup;
    this.#retryFirstMs = setup.retry?.firstMs ?? RETRY_FIRST_MS;
    this.#retryLongestMs = setup.retry?.longestMs ?? RETRY_LONGEST_MS;
    this.#retryMs = this.#retryFirstMs;
  }

  /** Contact came or went: says who is there, then sends everything that is unacknowledged. */
  setLink(up: boolean): void {
    this.#up = up;
    this.#setup.retryTimer.cancel();
    if (!up) return;
    this.#retryMs = this.#retryFirstMs;
    this.#sentSeq = 0;
    this.#highestSeq = 0;
    this.#setup.send("state", this.#stateMessage("online"));
    if (this.#reported !== undefined) this.report(this.#reported);
    this.#sendWindow();
    this.#armRetry();
  }

  /** New records are durable. */
  offer(): void {
    if (!this.#up) return;
    const wasIdle = this.#sentSeq <= this.#setup.journal.spool.ackedSeq;
    this.#sendWindow();
    if (wasIdle) this.#armRetry();
  }

  /** A marker took the place of records from here on: what was sent of them no longer counts. */
  withdrawFrom(seq: number): void {
    this.#sentSeq = Math.min(this.#sentSeq, seq - 1);
  }

  /**
   * The host has records. What this boot has not sent is kept, whatever the host says: it may have
   * it from an earlier boot, and then says so again.
   *
   * @see OMDP-EVT-008
   */
  acknowledge({ epoch, throughSeq }: EventAcknowledgement): void {
    const { journal, counters } = this.#setup;
    const sentSeq = Math.min(throughSeq, this.#everSentSeq);
    if (epoch !== journal.epoch) counters.epochMismatches++;
    else if (throughSeq > journal.lastSeq) counters.acksBeyondJournal++;
    else if (sentSeq > journal.spool.ackedSeq) this.#progress(sentSeq);
  }

  /** The host lacks records: sends them again, at most a window full. */
  resend({ epoch, fromSeq, throughSeq }: EventRequest): void {
    const { journal, counters } = this.#setup;
    if (epoch !== journal.epoch) {
      counters.epochMismatches++;
      return;
    }
    if (!this.#up) return;
    for (const { bytes } of journal.spool.range(fromSeq, throughSeq).slice(0, WINDOW_EVENTS)) {
      counters.eventsResent++;
      this.#setup.send("evt", bytes);
    }
  }

  /** Tells the host which configuration the device follows, now and after each birth. */
  report(reported: ReportedConfig): void {
    this.#reported = reported;
    if (this.#up) this.#setup.send("cfg/reported", encodeMessage(ReportedConfig, reported));
  }

  /** Says goodbye: for good, or until its next contact, ms since 1970 UTC where that is known. */
  farewell(status: "offline" | "sleeping" = "offline", nextContactMs?: Instant): void {
    const next = nextContactMs === undefined ? {} : { nextContactMs };
    if (this.#up) this.#setup.send("state", this.#stateMessage(status, next));
    this.stop();
  }

  /** Ends at once and says nothing. */
  stop(): void {
    this.#up = false;
    this.#setup.retryTimer.cancel();
  }

  #progress(throughSeq: number): void {
    this.#setup.journal.acknowledge(throughSeq);
    this.#retryMs = this.#retryFirstMs;
    if (!this.#up) return;
    this.#sendWindow();
    this.#armRetry();
  }

  /** Sends what the window leaves room for; an answer that comes meanwhile moves the window. */
  #sendWindow(): void {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let next = this.#next(); next !== undefined && this.#up; next = this.#next()) {
        this.#sendEvent(next);
      }
    } finally {
      this.#sending = false;
    }
  }

  #sendEvent({ lastSeq, bytes }: SpooledRecord): void {
    if (lastSeq <= this.#highestSeq) this.#setup.counters.eventsResent++;
    else this.#setup.counters.eventsSent++;
    this.#sentSeq = lastSeq;
    this.#highestSeq = Math.max(this.#highestSeq, lastSeq);
    this.#everSentSeq = Math.max(this.#everSentSeq, lastSeq);
    this.#setup.send("evt", bytes);
  }

  #next(): SpooledRecord | undefined {
    const { items } = this.#setup.journal.spool;
    const index = items.slice(0, WINDOW_EVENTS).findIndex(({ lastSeq }) => lastSeq > this.#sentSeq);
    return index < 0 ? undefined : items[index];
  }

  #armRetry(): void {
    const { retryTimer, journal } = this.#setup;
    if (!this.#up || journal.spool.items.length === 0) {
      retryTimer.cancel();
      return;
    }
    retryTimer.arm(this.#retryMs, () => this.#retry());
  }

  #retry(): void {
    if (!this.#up) return;
    this.#setup.counters.retries++;
    this.#retryMs = Math.min(this.#retryMs * 2, this.#retryLongestMs);
    this.#sentSeq = 0;
    this.#sendWindow();
    this.#armRetry();
  }

  #stateMessage(
    status: "online" | "offline" | "sleeping",
    next: Pick<DeviceState, "nextContactMs"> = {},
  ): Uint8Array {
    const { journal, identity, bootId, spoolEventsMax } = this.#setup;
    const { epoch, lastSeq, spool } = journal;
    const firstSeq = spool.items[0]?.firstSeq ?? 0;
    const about = epoch === undefined ? {} : { epoch, firstSeq, lastSeq };
    const config = this.#reported === undefined ? {} : { configVersion: this.#reported.version };
    const product = { ...identity, ...config, spoolEvents: spoolEventsMax };
    const seal = this.#setup.sealState?.() ?? {};
    const test = this.#setup.testState === true ? { testState: 1 } : {};
    return encodeMessage(DeviceState, {
      status,
      bootId,
      ...next,
      ...about,
      ...product,
      ...seal,
      ...test,
    });
  }
}
