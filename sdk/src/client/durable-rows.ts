import type { InboxRow } from "../inbox/inbox-row.ts";
import type { InboxBatch } from "../inbox/inbox-store.ts";
import type { ClientDesks } from "./client-desks.ts";
import { noteFacts } from "./device-session.ts";
import type { DeviceStreams } from "./device-streams.ts";
import type { RowSignal } from "./event-stream.ts";
import type { GatewayInstruments } from "./gateway-instruments.ts";
import type { Listeners } from "./listeners.ts";
import type { RowRecall } from "./row-recall.ts";

/** Who hears of what became durable. */
export interface RowHearers {
  readonly desks: ClientDesks;
  readonly instruments: GatewayInstruments;
  readonly listeners: Listeners<InboxRow>;
  readonly streams: DeviceStreams;
  readonly signal: RowSignal;
  readonly recall: RowRecall;
  readonly nowMs: () => number;
}

/** Tells everybody of what became durable: first whom the device waits for, then those who read. */
export class DurableRows {
  readonly #hearers: RowHearers;

  constructor(hearers: RowHearers) {
    this.#hearers = hearers;
  }

  /** The inbox made a batch durable. */
  tell(batch: InboxBatch): void {
    const { desks, instruments, streams, signal } = this.#hearers;
    desks.records.onDurable(batch);
    const nowMs = this.#hearers.nowMs();
    for (const { receivedMs } of batch.rows) instruments.committed(nowMs - receivedMs);
    for (const [deviceId, payload] of batch.desired) {
      if (payload.length === 0) desks.commands.release(deviceId);
      else desks.configs.onDurable(deviceId, payload);
    }
    for (const row of batch.rows) this.#tellRow(row);
    if (batch.rows.length === 0) return;
    streams.onBatch();
    signal.wake();
  }

  /** The inbox is closed: nobody waits for another row. */
  end(): void {
    this.#hearers.signal.wake();
    this.#hearers.streams.end();
  }

  #tellRow(row: InboxRow): void {
    const { desks, recall, listeners, streams } = this.#hearers;
    const session = desks.register.find(row.deviceId);
    if (session !== undefined) session.counters.committed += 1;
    noteKept(row, desks);
    // While older rows are read, a new one is left for its turn.
    if (recall.isOver && session !== undefined) noteFacts(session, row);
    listeners.tell(row);
    streams.onDurable(row);
  }
}

function noteKept(row: InboxRow, { commands }: ClientDesks): void {
  if (row.kind !== "record" || row.event.kind !== "wish.kept") return;
  const { commandId } = row.event;
  if (commandId !== undefined) commands.noteKept(row.deviceId, commandId);
}
