import type { DeviceId } from "@dosekit/protocols";
import { type CommittedRow, committedRowsOf } from "./device-cursor.ts";
import type { InboxRow } from "./inbox-row.ts";
import type { InboxBatch } from "./inbox-store.ts";

/** A batch that still grows while the one before it is being made durable. */
export class PendingBatch implements InboxBatch {
  readonly rows: InboxRow[] = [];
  readonly cursors = new Map<DeviceId, readonly CommittedRow[]>();
  readonly consumers = new Map<string, number>();
  readonly desired = new Map<DeviceId, Uint8Array>();
  #removeThrough: number | undefined;

  /** Rows up to this position are to go; 0 when none are. */
  get removeThrough(): number {
    return this.#removeThrough ?? 0;
  }

  /** Asks for rows to go. */
  remove(through: number): void {
    this.#removeThrough = through;
  }

  /**
   * Ends its growth: of each cursor only what is to be kept stays, once a device and batch, however
   * many of its records came.
   */
  seal(): void {
    for (const [deviceId, rows] of this.cursors) {
      this.cursors.set(deviceId, committedRowsOf(rows));
    }
  }

  /** True while nothing is asked for. */
  get empty(): boolean {
    const size = this.rows.length + this.cursors.size + this.consumers.size + this.desired.size;
    return size === 0 && this.#removeThrough === undefined;
  }
}
