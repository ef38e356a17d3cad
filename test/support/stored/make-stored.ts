import { PROFILES, type ProductProfile } from "@dosekit/firmware-model";
import {
  DeviceEvent,
  EVENT_KIND,
  type EventKind,
  encodeJournalEntry,
  encodeRecord,
  instant,
  type JournalRecord,
} from "@dosekit/protocols";
import { arbitraryOf } from "@dosekit/protocols/testing";
import { encodeRow, type InboxRow } from "@dosekit/sdk";
import fc from "fast-check";
import { CarouselBench } from "../firmware-model/carousel-bench.ts";
import type { MechanismBench } from "../firmware-model/mechanism-bench.ts";
import { RollBench } from "../firmware-model/roll-bench.ts";
import { TrayBench } from "../firmware-model/tray-bench.ts";
import { FIRST, follow, SECOND, storyPlan } from "../firmware-model/tray-stories.ts";
import type { StoredDevice, StoredRow, StoredVersion } from "./stored-version.ts";

const EPOCH = 4_000_000_007;
const ACKED = 3;
const RECORDS_PER_ROW = 5;
const KINDS = Object.keys(EVENT_KIND.words) as EventKind[];

/** Makes what this version keeps: a record of every kind, each product in the middle of an offer. */
export function makeStored(): StoredVersion {
  const records = sampleRecords();
  return {
    kinds: KINDS,
    journal: journalOf(records),
    inbox: inboxOf(records),
    devices: PROFILES.map(deviceOf),
  };
}

/** Records with every field now and then, always the same ones. */
function sampleRecords(): readonly JournalRecord[] {
  const drawn = fc.sample(arbitraryOf(DeviceEvent), {
    seed: 20_261_122,
    numRuns: KINDS.length,
    path: "",
  });
  return KINDS.map((kind, at) => {
    const { count: _drawn, ...rest } = drawn[at] as JournalRecord;
    const marker = kind === "telemetry.dropped" ? { count: 1 } : {};
    return { ...rest, ...marker, epoch: EPOCH, seq: at + 1, kind };
  });
}

function journalOf(records: readonly JournalRecord[]): StoredVersion["journal"] {
  const rows: string[] = [];
  for (let at = 0; at < records.length; at += RECORDS_PER_ROW) {
    const part = records.slice(at, at + RECORDS_PER_ROW);
    const lastSeq = part.at(-1)?.seq ?? 0;
    const ackedSeq = Math.min(ACKED, at);
    const entry = {
      ...{ epoch: EPOCH, ackedSeq, lastSeq, checkpoint: { nextSeq: lastSeq + 1 } },
      records: part.map(encodeRecord),
    };
    rows.push(hexOf(encodeJournalEntry(entry)));
  }
  const spool = records.filter(({ seq }) => seq > ACKED);
  return { rows, epoch: EPOCH, ackedSeq: ACKED, lastSeq: records.length, spool };
}

function inboxOf(records: readonly JournalRecord[]): readonly StoredRow[] {
  const place = { deviceId: "box-1", epoch: EPOCH, receivedMs: 1_795_331_296_123 };
  const rows: InboxRow[] = records.map((event) => ({
    ...{ ...place, position: event.seq, seq: event.seq, span: 1, kind: "record", event },
    payload: encodeRecord(event).bytes,
  }));
  const payload = Uint8Array.of(0x83, 1, 2, 3);
  const next = records.length + 1;
  rows.push({
    ...{ ...place, position: next, seq: next, span: 1, kind: "unreadable" },
    ...{ reason: "not-a-message", payload },
  });
  rows.push({ ...place, position: next + 1, seq: next + 1, span: 1_000, kind: "lost" });
  return rows.map((row) => ({ hex: hexOf(encodeRow(row)), says: said(row) }));
}

/** A row as JSON can hold it: its bytes as hexadecimal digits. */
export function said(row: InboxRow): unknown {
  return JSON.parse(
    JSON.stringify(row, (_key, value: unknown) =>
      value instanceof Uint8Array ? hexOf(value) : value,
    ),
  );
}

function deviceOf(profile: ProductProfile): StoredDevice {
  const bench = benchOf(profile);
  bench.boot("first-boot");
  bench.advance(1_000);
  follow(bench, storyPlan(), 1);
  bench.load(20);
  bench.advanceTo(FIRST.dueMs + 10_000);
  bench.take();
  bench.advanceTo(instant(SECOND.dueMs + 10_000));
  const { state, durable } = bench;
  if (state === undefined || durable === undefined) throw new Error("the bench is off");
  return {
    product: profile.product,
    checkpoint: durable.checkpoint,
    epoch: state.journal.epoch,
    nextSeq: state.journal.nextSeq,
    closed: state.closed.map(({ doseId }) => doseId),
    held: state.held?.doseId,
    planRevision: state.schedule.plan?.revision ?? 0,
  };
}

function benchOf(profile: ProductProfile): MechanismBench {
  switch (profile.mechanism.value) {
    case "tray":
      return new TrayBench(profile);
    case "carousel":
      return new CarouselBench(profile);
    default:
      return new RollBench(profile);
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
