import { DeviceEvent, encodeMessage } from "@dosekit/protocols";
import type { CommittedRow, SequencedRecord } from "../inbox/device-cursor.ts";
import type { Inbox, RowDraft } from "../inbox/inbox.ts";
import type { InboxBatch } from "../inbox/inbox-store.ts";
import {
  hasPastWaiting,
  type Intake,
  type JournalExtent,
  noteUntaken,
  settlePast,
  takeExtent,
  takeRecord,
} from "../inbox/intake.ts";
import type { TakenRecord } from "../inbox/row-advance.ts";
import type { Acknowledger } from "./acknowledger.ts";
import type { ClientParts } from "./client-parts.ts";
import type { DeviceRegister } from "./device-register.ts";
import type { DeviceSession, RecordContent } from "./device-session.ts";
import type { GapDesk } from "./gap-desk.ts";
import { countMalformed } from "./malformed.ts";
import { readRecord, spanOf } from "./read-record.ts";

/** What the record desk works with, beside what all parts do. */
export interface RecordDeskParts extends ClientParts {
  readonly inbox: Inbox;
  readonly register: DeviceRegister;
  readonly acknowledger: Acknowledger;
  readonly gaps: GapDesk;
}

/** Records that could not be read are remembered until they come again, this many a device. */
const SUSPECTS_MAX = 16;

/** Takes journal records and births of devices into the inbox. */
export class RecordDesk {
  readonly #parts: RecordDeskParts;
  readonly #waitingExtents = new Set<DeviceSession>();
  #heldRecords = 0;

  constructor(parts: RecordDeskParts) {
    this.#parts = parts;
  }

  /** Records of all devices that wait behind gaps. */
  get heldRecords(): number {
    return this.#heldRecords;
  }

  /** Takes a message of the event channel. */
  onEvent(session: DeviceSession, payload: Uint8Array): void {
    session.counters.records += 1;
    const reading = readRecord(payload);
    if (!reading.ok) {
      countMalformed(this.#parts.log, session, reading.code);
      return;
    }
    const { record } = reading;
    if (this.#mayTake(session, record)) {
      const intake = takeRecord(session.cursor, record);
      count(session, intake);
      this.#apply(session, intake);
      if (intake.verdict === "duplicate") this.#parts.acknowledger.owe(session, record.epoch);
    } else session.cursor = noteUntaken(session.cursor, record);
    this.#parts.gaps.review(session);
  }

  /** Takes what a birth says of the journal. */
  onExtent(session: DeviceSession, extent: JournalExtent): void {
    if (!this.#parts.inbox.hasRoom) {
      session.waitingExtent = extent;
      this.#waitingExtents.add(session);
      return;
    }
    session.waitingExtent = undefined;
    const intake = takeExtent(session.cursor, extent);
    if (intake.newEpoch) session.counters.epochs += 1;
    this.#apply(session, intake);
    // A device that never got the last acknowledgement learns it at its next birth.
    this.#parts.acknowledger.owe(session, extent.epoch);
    this.#parts.gaps.review(session);
  }

  /** A batch became durable: only from here on its records may be acknowledged. */
  onDurable(batch: InboxBatch): void {
    const { register, acknowledger } = this.#parts;
    for (const [deviceId, committed] of batch.cursors) {
      const session = register.find(deviceId);
      if (session === undefined) continue;
      const before = session.durable;
      session.durable = committed;
      for (const { epoch, throughSeq } of committed) {
        if (throughSeqOf(before, epoch) !== throughSeq) acknowledger.owe(session, epoch);
      }
    }
  }

  /** There is room in the inbox again. */
  onRoom(): void {
    for (const session of this.#waitingExtents) {
      if (!this.#parts.inbox.hasRoom) return;
      this.#waitingExtents.delete(session);
      if (session.waitingExtent !== undefined) this.onExtent(session, session.waitingExtent);
    }
  }

  #mayTake(session: DeviceSession, record: SequencedRecord<RecordContent>): boolean {
    const { inbox, limits } = this.#parts;
    if (!inbox.hasRoom) {
      session.counters.untaken += 1;
      return false;
    }
    if (record.content.event === undefined && !this.#isConfirmed(session, record)) return false;
    if (this.#heldRecords < limits.heldMax || isNext(session, record)) return true;
    session.counters.overflowed += 1;
    return false;
  }

  /**
   * A record that can't be read is believed once the device has sent the same bytes twice: damage
   * on the way does not repeat itself.
   */
  #isConfirmed(session: DeviceSession, record: SequencedRecord<RecordContent>): boolean {
    const key = `${record.epoch}-${record.seq}`;
    const before = session.suspects.get(key);
    const { payload } = record.content;
    if (before !== undefined && isSame(before, payload)) {
      session.suspects.delete(key);
      return true;
    }
    const reason = record.content.event === undefined ? record.content.reason : "";
    countMalformed(this.#parts.log, session, reason);
    if (before !== undefined || session.suspects.size < SUSPECTS_MAX) {
      session.suspects.set(key, payload);
    }
    return false;
  }

  #apply(session: DeviceSession, intake: Intake<RecordContent>): void {
    if (intake.cursor === session.cursor) return;
    const before = session.cursor;
    session.cursor = intake.cursor;
    this.#heldRecords += heldIn(intake.cursor) - heldIn(before);
    // Whatever still comes for an epoch that is over gives it another while.
    if (hasPastWaiting(intake.cursor)) this.#armSettling(session);
    if (intake.verdict === "held" || intake.verdict === "overflow") return;
    const receivedMs = this.#parts.nowMs();
    const { accept } = intake;
    const [only] = accept;
    // Nearly always one: a list that grows has room for many at once.
    const drafts =
      accept.length === 1 && only !== undefined
        ? [draftOf(session, only, receivedMs)]
        : accept.map((taken) => draftOf(session, taken, receivedMs));
    this.#parts.inbox.append(session.deviceId, intake.cursor.rows, drafts);
  }

  #armSettling(session: DeviceSession): void {
    const { timers, timing } = this.#parts;
    timers.arm(`settle:${session.deviceId}`, timing.settleMs, () => {
      if (this.#parts.inbox.hasRoom) this.#apply(session, settlePast(session.cursor));
      else this.#armSettling(session);
    });
  }
}

function count(session: DeviceSession, intake: Intake<RecordContent>): void {
  const { counters } = session;
  if (intake.newEpoch) counters.epochs += 1;
  if (intake.late) counters.late += 1;
  if (intake.verdict === "duplicate") counters.duplicates += 1;
  if (intake.verdict === "held") counters.held += 1;
  if (intake.verdict === "overflow") counters.overflowed += 1;
}

function throughSeqOf(rows: readonly CommittedRow[], epoch: number): number | undefined {
  for (const row of rows) if (row.epoch === epoch) return row.throughSeq;
  return undefined;
}

function heldIn(cursor: DeviceSession["cursor"]): number {
  let held = 0;
  for (const row of cursor.rows) held += row.held.length;
  return held;
}

function isNext(session: DeviceSession, record: SequencedRecord<RecordContent>): boolean {
  const row = session.cursor.rows.find(({ epoch }) => epoch === record.epoch);
  return record.seq <= (row?.throughSeq ?? 0) + 1;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function draftOf(
  session: DeviceSession,
  taken: TakenRecord<RecordContent>,
  receivedMs: number,
): RowDraft {
  const { deviceId } = session;
  const { epoch, seq, span } = taken;
  const position = 0;
  if (taken.lost === true) {
    session.counters.lost += span;
    return { position, deviceId, epoch, seq, span, receivedMs, kind: "lost" };
  }
  const { payload, event } = taken.content;
  if (event === undefined) {
    session.counters.unreadable += 1;
    const { reason } = taken.content;
    const kind = "unreadable";
    return { position, deviceId, epoch, seq, span, receivedMs, kind, reason, payload };
  }
  if (event.seq === seq && spanOf(event) === span) {
    return { position, deviceId, epoch, seq, span, receivedMs, kind: "record", event, payload };
  }
  // A marker that was cut to the stretch that it alone covers says so in its own fields.
  const cut: DeviceEvent = { ...event, seq, count: span };
  const bytes = encodeMessage(DeviceEvent, cut);
  const place = { position, deviceId, epoch, seq, span, receivedMs };
  return { ...place, kind: "record", event: cut, payload: bytes };
}
