import type { DeviceId } from "@dosekit/protocols";
import { SdkError, sdkFault } from "../errors.ts";
import type { Inbox } from "../inbox/inbox.ts";
import type { InboxRow } from "../inbox/inbox-row.ts";
import { readPage } from "./event-stream.ts";
import { Listeners } from "./listeners.ts";
import { RowTap } from "./row-tap.ts";

/*
 * Invariants: a stream gives its rows in the order of the inbox, each once; it holds at most
 * TAP_ROWS_MAX rows and one page; a row that it could not hold is read from the inbox.
 */

/** Rows of single devices, for those who follow one and not all. */
export class DeviceStreams {
  readonly #inbox: Inbox;
  readonly #onThrow: (cause: unknown) => void;
  readonly #taps = new Map<DeviceId, Map<RowTap, string | undefined>>();
  readonly #listeners = new Map<DeviceId, Listeners<InboxRow>>();
  /** Every row up to here was offered to the taps. */
  #offeredThrough = 0;

  constructor(inbox: Inbox, onThrow: (cause: unknown) => void) {
    this.#inbox = inbox;
    this.#onThrow = onThrow;
  }

  /** Rows that slow readers have in memory. */
  get bufferedRows(): number {
    return [...this.#taps.values()]
      .flatMap((taps) => [...taps.keys()])
      .reduce((sum, { size }) => sum + size, 0);
  }

  /** Calls a function for each row of one device from now on; returns what ends it. */
  onRowOf(deviceId: DeviceId, listener: (row: InboxRow) => void): () => void {
    const listeners = this.#listeners.get(deviceId) ?? new Listeners<InboxRow>(this.#onThrow);
    this.#listeners.set(deviceId, listeners);
    const end = listeners.add(listener);
    return () => {
      end();
      if (listeners.size === 0) this.#listeners.delete(deviceId);
    };
  }

  /** Hands out the rows of one device; see `DeviceHandle.events`. */
  rowsOf(deviceId: DeviceId, consumer?: string): AsyncGenerator<InboxRow, void, void> {
    const inbox = this.#inbox;
    const after = consumer === undefined ? inbox.durablePosition : inbox.registerConsumer(consumer);
    return this.#stream(deviceId, consumer, after);
  }

  /** A row became durable. */
  onDurable(row: InboxRow): void {
    if (this.#listeners.size > 0) this.#listeners.get(row.deviceId)?.tell(row);
    const taps = this.#taps.size > 0 ? this.#taps.get(row.deviceId) : undefined;
    if (taps !== undefined) for (const tap of taps.keys()) tap.offer(row);
  }

  /** Every row of a batch was told: who waits is done with rows of other devices too. */
  onBatch(): void {
    this.#offeredThrough = this.#inbox.durablePosition;
    for (const taps of this.#taps.values()) {
      for (const [tap, consumer] of taps) this.#passOthers(tap, consumer);
    }
  }

  /** The inbox has closed: every stream ends. */
  end(): void {
    for (const taps of this.#taps.values()) for (const tap of taps.keys()) tap.wake();
  }

  async *#stream(
    deviceId: DeviceId,
    consumer: string | undefined,
    after: number,
  ): AsyncGenerator<InboxRow, void, void> {
    const inbox = this.#inbox;
    const tap = new RowTap(after < inbox.durablePosition ? after : undefined);
    this.#add(deviceId, tap, consumer);
    let given = after;
    try {
      while (!isClosed(inbox)) {
        const row = tap.take();
        const behind = row === undefined ? tap.takeBehind() : undefined;
        if (row !== undefined) {
          if (row.position <= given) continue;
          yield row;
          given = row.position;
          if (consumer !== undefined) inbox.consumed(consumer, given);
        } else if (behind !== undefined) {
          const through = inbox.durablePosition;
          yield* this.#catchUp({ deviceId, consumer, after: Math.max(behind, given), through });
          given = Math.max(given, through);
        } else {
          const news = tap.news();
          this.#passOthers(tap, consumer);
          await news;
        }
      }
    } finally {
      this.#remove(deviceId, tap);
    }
  }

  /** Reads from the inbox what the tap could not hold; what the tap holds by then comes after it. */
  async *#catchUp(from: {
    readonly deviceId: DeviceId;
    readonly consumer: string | undefined;
    readonly after: number;
    readonly through: number;
  }): AsyncGenerator<InboxRow, void, void> {
    const { deviceId, consumer, through } = from;
    const inbox = this.#inbox;
    for (let after = from.after; after < through && !isClosed(inbox); ) {
      const rows = await readPage(inbox, after);
      // Nobody reads on as if nothing had been between: a named stream is never overtaken.
      if (rows[0]?.position !== after + 1) {
        if (isClosed(inbox)) return;
        throw new SdkError(sdkFault("stream-overtaken"));
      }
      for (const row of rows) {
        if (row.position > through) return;
        if (row.deviceId === deviceId) yield row;
        after = row.position;
        if (consumer !== undefined && row.deviceId === deviceId) inbox.consumed(consumer, after);
      }
      if (consumer !== undefined) inbox.consumed(consumer, after);
    }
  }

  #passOthers(tap: RowTap, consumer: string | undefined): void {
    if (consumer === undefined || !tap.isIdle) return;
    this.#inbox.consumed(consumer, this.#offeredThrough);
  }

  #add(deviceId: DeviceId, tap: RowTap, consumer: string | undefined): void {
    const taps = this.#taps.get(deviceId) ?? new Map<RowTap, string | undefined>();
    this.#taps.set(deviceId, taps.set(tap, consumer));
  }

  #remove(deviceId: DeviceId, tap: RowTap): void {
    const taps = this.#taps.get(deviceId);
    taps?.delete(tap);
    if (taps?.size === 0) this.#taps.delete(deviceId);
  }
}

/** Asked anew each time: it may close during every wait. */
function isClosed(inbox: Inbox): boolean {
  return inbox.state === "closed";
}
