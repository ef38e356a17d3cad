import type { DeviceId } from "@dosekit/protocols";
import type { CommittedRow } from "./device-cursor.ts";
import type { InboxRow } from "./inbox-row.ts";
import type {
  CommitDone,
  InboxBatch,
  InboxContents,
  InboxStore,
  StoreResult,
} from "./inbox-store.ts";

/**
 * An inbox store in memory that answers at once: for virtual time and tests.
 *
 * It keeps its content over close and open, and forgets it with the process.
 */
export class MemoryInboxStore implements InboxStore {
  readonly #rows: (InboxRow | undefined)[] = [];
  readonly #cursors = new Map<DeviceId, readonly CommittedRow[]>();
  readonly #consumers = new Map<string, number>();
  readonly #desired = new Map<DeviceId, Uint8Array>();
  /** Index in `#rows` of the oldest row that is kept. */
  #head = 0;
  #firstPosition = 1;

  /** See {@link InboxStore}. */
  open(done: (result: StoreResult<InboxContents>) => void): void {
    const value: InboxContents = {
      firstPosition: this.#firstPosition,
      lastPosition: this.#lastPosition(),
      cursors: new Map(this.#cursors),
      consumers: new Map(this.#consumers),
      desired: new Map(this.#desired),
    };
    done({ ok: true, value });
  }

  /** See {@link InboxStore}. */
  commit(batch: InboxBatch, done: CommitDone): void {
    for (const row of batch.rows) this.#rows.push(row);
    for (const [deviceId, cursor] of batch.cursors) this.#cursors.set(deviceId, cursor);
    for (const [name, position] of batch.consumers) {
      if (position < 0) this.#consumers.delete(name);
      else this.#consumers.set(name, position);
    }
    for (const [deviceId, payload] of batch.desired) {
      if (payload.length === 0) this.#desired.delete(deviceId);
      else this.#desired.set(deviceId, payload);
    }
    if (batch.removeThrough !== undefined) this.#remove(batch.removeThrough);
    done();
  }

  /** See {@link InboxStore}. */
  read(
    after: number,
    limit: number,
    done: (result: StoreResult<readonly InboxRow[]>) => void,
  ): void {
    const from = this.#head + Math.max(0, after + 1 - this.#firstPosition);
    const value = this.#rows.slice(from, from + limit).filter((row) => row !== undefined);
    done({ ok: true, value });
  }

  /** See {@link InboxStore}. */
  close(done: () => void): void {
    done();
  }

  #lastPosition(): number {
    return this.#firstPosition + (this.#rows.length - this.#head) - 1;
  }

  #remove(through: number): void {
    const count = Math.min(through, this.#lastPosition()) - this.#firstPosition + 1;
    for (let removed = 0; removed < count; removed += 1) {
      this.#rows[this.#head] = undefined;
      this.#head += 1;
      this.#firstPosition += 1;
    }
    // The front is cut off in large pieces: cutting it each time would copy the rest each time.
    if (this.#head > COMPACT_FROM && this.#head * 2 > this.#rows.length) {
      this.#rows.splice(0, this.#head);
      this.#head = 0;
    }
  }
}

const COMPACT_FROM = 1_024;
