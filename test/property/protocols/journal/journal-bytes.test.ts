import {
  type Checkpoint,
  DeviceEvent,
  decodeJournalEntries,
  encodeJournalEntry,
  encodeRecord,
  type JournalRecord,
  UINT32_MAX,
} from "@dosekit/protocols";
import { arbitraryOf } from "@dosekit/protocols/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 20_000 : 120;

const number32 = fc.integer({ min: 0, max: UINT32_MAX });
const entry = fc.record({
  epoch: number32,
  ackedSeq: number32,
  lastSeq: number32,
  records: fc
    .array(arbitraryOf(DeviceEvent), { maxLength: 5 })
    .map((records) => records.map((record) => encodeRecord(record as JournalRecord))),
  checkpoint: fc
    .dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue())
    .map((value) => JSON.parse(JSON.stringify(value)) as Checkpoint),
});

describe("the bytes of a journal", () => {
  test("say the same again whatever an entry holds", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), (entries) => {
        const reading = decodeJournalEntries(entries.map(encodeJournalEntry));
        expect(reading).toEqual({ ok: true, entries, torn: 0, damaged: [] });
      }),
      { numRuns: RUNS },
    );
  });

  test("of any content are read without an exception, and none is taken for an entry", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (rows) => {
        const reading = decodeJournalEntries(rows);
        expect(reading).toMatchObject({ ok: true, entries: [] });
      }),
      { numRuns: RUNS },
    );
  });

  test("cut anywhere never give a record that was not written", () => {
    fc.assert(
      fc.property(entry, entry, fc.double({ min: 0, max: 1, noNaN: true }), (one, two, share) => {
        const bytes = encodeJournalEntry(two);
        const cut = bytes.slice(0, Math.min(bytes.length - 1, Math.floor(share * bytes.length)));
        expect(decodeJournalEntries([encodeJournalEntry(one), cut])).toEqual({
          ok: true,
          entries: [one],
          torn: 1,
          damaged: [],
        });
      }),
      { numRuns: RUNS },
    );
  });
});
