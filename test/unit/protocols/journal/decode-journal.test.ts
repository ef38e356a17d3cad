import { readFileSync } from "node:fs";
import {
  type Checkpoint,
  crc32c,
  decodeJournalEntries,
  encodeJournalEntry,
  encodeRecord,
  instant,
  type JournalEntry,
  type JournalReading,
  type JournalRecord,
} from "@dosekit/protocols";
import { describe, expect, test } from "vitest";

/** Rows as version 1 wrote them, and what they say; committed once and never written again. */
const VERSION_1 = JSON.parse(
  readFileSync(new URL("../../../fixtures/journal/version-1.json", import.meta.url), "utf8"),
) as { rows: string[]; entries: unknown[] };

function record(seq: number): JournalRecord {
  return {
    epoch: 7,
    seq,
    kind: "dose.released",
    bootId: 3,
    uptimeMs: 61_000 + seq,
    civilMs: instant(1_790_000_000_000 + seq),
    clock: "synced",
    doseId: `morning/2026-09-${20 + seq}`,
  };
}

function entry(seq: number, checkpoint: Checkpoint = { nextSeq: seq + 1 }): JournalEntry {
  return {
    epoch: 7,
    ackedSeq: seq - 1,
    lastSeq: seq,
    records: [encodeRecord(record(seq))],
    checkpoint,
  };
}

function read(rows: readonly Uint8Array[]): JournalReading {
  const reading = decodeJournalEntries(rows);
  if (!reading.ok) throw new Error(reading.error.message);
  return reading;
}

/** Gives an entry another version, with a checksum that is right. */
function asVersion(bytes: Uint8Array, version: number): Uint8Array {
  const other = bytes.slice();
  other[1] = version;
  new DataView(other.buffer).setUint32(other.length - 4, crc32c(other.subarray(0, -4)));
  return other;
}

describe("a row of journal entries", () => {
  test("comes back as it was written", () => {
    const entries = [entry(1), entry(2, { name: "Bjørnstjerne 💊", list: [1, null, true] })];
    expect(read(entries.map(encodeJournalEntry))).toEqual({
      ok: true,
      entries,
      torn: 0,
      damaged: [],
    });
  });

  test("may hold an entry without a record", () => {
    const empty = { ...entry(4), records: [] };
    expect(read([encodeJournalEntry(empty)]).entries).toEqual([empty]);
  });

  test("is empty in new storage", () => {
    expect(read([])).toEqual({ ok: true, entries: [], torn: 0, damaged: [] });
  });

  test("loses its last entry, and only that, when it is torn at any byte", () => {
    const [first, second] = [encodeJournalEntry(entry(1)), encodeJournalEntry(entry(2))];
    for (let kept = 0; kept < second.length; kept++) {
      const reading = read([first, second.slice(0, kept)]);
      expect({ kept, entries: reading.entries, torn: reading.torn }).toEqual({
        kept,
        entries: [entry(1)],
        torn: 1,
      });
    }
  });

  test("loses its last entry when any bit of it is wrong", () => {
    const good = encodeJournalEntry(entry(2));
    for (let bit = 0; bit < good.length * 8; bit++) {
      const bad = good.slice();
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(read([bad])).toMatchObject({ entries: [], torn: 1, damaged: [] });
    }
  });

  test("reports damage in the middle and keeps what is whole on both sides", () => {
    const rows = [1, 2, 3].map((seq) => encodeJournalEntry(entry(seq)));
    rows[1] = new Uint8Array([1, 2, 3]);
    expect(read(rows)).toEqual({
      ok: true,
      entries: [entry(1), entry(3)],
      torn: 0,
      damaged: [1],
    });
  });

  test("is refused when a newer version wrote a whole entry", () => {
    const newer = asVersion(encodeJournalEntry(entry(2)), 2);
    expect(decodeJournalEntries([encodeJournalEntry(entry(1)), newer])).toMatchObject({
      ok: false,
      error: { code: "unsupported-version", version: 2, index: 1 },
    });
  });

  test("is not refused for a torn entry that only looks newer", () => {
    const torn = asVersion(encodeJournalEntry(entry(2)), 9).slice(0, -1);
    expect(read([encodeJournalEntry(entry(1)), torn])).toMatchObject({ torn: 1 });
  });

  test("of version 1 stays readable", () => {
    const rows = VERSION_1.rows.map((hex) => new Uint8Array(Buffer.from(hex, "hex")));
    const { entries, torn, damaged } = read(rows);
    const said = entries.map(({ records, ...rest }) => ({
      ...rest,
      records: records.map((encoded) => encoded.record),
    }));
    expect({ entries: said, torn, damaged }).toEqual({
      entries: VERSION_1.entries,
      torn: 0,
      damaged: [],
    });
  });

  test("of version 1 is still written the same way", () => {
    const rows = VERSION_1.rows.map((hex) => new Uint8Array(Buffer.from(hex, "hex")));
    const again = read(rows).entries.map((whole) =>
      Buffer.from(encodeJournalEntry(whole)).toString("hex"),
    );
    expect(again).toEqual(VERSION_1.rows);
  });
});
