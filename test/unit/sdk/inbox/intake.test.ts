import {
  CURSOR_LIMITS,
  cursorOf,
  type DeviceCursor,
  EMPTY_CURSOR,
  gapsOf,
  hasPastWaiting,
  type Intake,
  noteUntaken,
  presentRow,
  settlePast,
  takeExtent,
  takeRecord,
} from "@dosekit/sdk";
import { describe, expect, it } from "vitest";

type Cursor = DeviceCursor<string>;

function take(cursor: Cursor, epoch: number, seq: number, span = 1): Intake<string> {
  return takeRecord(cursor, { epoch, seq, span, content: `${epoch}/${seq}` });
}

/** Takes records of one epoch one after the other. */
function takeAll(cursor: Cursor, epoch: number, seqs: readonly number[]): Cursor {
  return seqs.reduce((present, seq) => take(present, epoch, seq).cursor, cursor);
}

function accepted(intake: Intake<string>): readonly string[] {
  return intake.accept.map(({ seq, span, lost }) => `${seq}+${span - 1}${lost ? " lost" : ""}`);
}

function announced(epoch: number, firstSeq: number, lastSeq: number): Cursor {
  return takeExtent<string>(EMPTY_CURSOR, { epoch, firstSeq, lastSeq }).cursor;
}

describe("taking records", () => {
  it("accepts records that come in order", () => {
    const first = take(EMPTY_CURSOR, 9, 1);
    const second = take(first.cursor, 9, 2);
    expect(first).toMatchObject({ verdict: "accepted", newEpoch: true, late: false });
    expect(second).toMatchObject({ verdict: "accepted", newEpoch: false });
    expect(presentRow(second.cursor)?.throughSeq).toBe(2);
  });

  it("takes no sequence number twice, also after a restart", () => {
    const restarted = cursorOf<string>([{ epoch: 9, throughSeq: 3, announced: true }]);
    for (const seq of [1, 2, 3]) {
      expect(take(restarted, 9, seq)).toMatchObject({ verdict: "duplicate", accept: [] });
    }
    expect(accepted(take(restarted, 9, 4))).toEqual(["4+0"]);
  });

  it("holds what comes early and releases it in order once the gap is filled", () => {
    const waiting = takeAll(EMPTY_CURSOR, 9, [1, 4, 3]);
    expect(gapsOf(waiting)).toEqual([{ epoch: 9, fromSeq: 2, throughSeq: 2 }]);
    const filled = take(waiting, 9, 2);
    expect(accepted(filled)).toEqual(["2+0", "3+0", "4+0"]);
    expect(gapsOf(filled.cursor)).toEqual([]);
  });

  it("counts a held record that comes again as a repeat", () => {
    const waiting = takeAll(EMPTY_CURSOR, 9, [3]);
    expect(take(waiting, 9, 3).verdict).toBe("duplicate");
  });

  it("lets a marker of dropped telemetry stand for all its numbers", () => {
    const marked = take(takeAll(EMPTY_CURSOR, 9, [1]), 9, 2, 5);
    expect(accepted(marked)).toEqual(["2+4"]);
    expect(take(marked.cursor, 9, 6).verdict).toBe("duplicate");
    expect(accepted(take(marked.cursor, 9, 7))).toEqual(["7+0"]);
  });

  it("takes only the new part of a marker that has grown", () => {
    const before = take(EMPTY_CURSOR, 9, 1, 3).cursor;
    const grown = take(before, 9, 1, 6);
    expect(accepted(grown)).toEqual(["4+2"]);
  });

  it("prefers a record in the hand to the word that it was dropped", () => {
    const waiting = takeAll(EMPTY_CURSOR, 9, [3]);
    expect(accepted(take(waiting, 9, 1, 5))).toEqual(["1+1", "3+0", "4+1"]);
  });

  it("prefers the record where it and a marker begin with the same number", () => {
    const waiting = take(takeAll(EMPTY_CURSOR, 9, [2]), 9, 2, 3).cursor;
    expect(accepted(take(waiting, 9, 1))).toEqual(["1+0", "2+0", "3+1"]);
  });

  it("lets only so many wait, the nearest ones, and knows of the others", () => {
    let cursor: Cursor = EMPTY_CURSOR;
    for (let seq = CURSOR_LIMITS.held + 2; seq >= 2; seq -= 1) cursor = take(cursor, 9, seq).cursor;
    const row = presentRow(cursor);
    expect(row?.held).toHaveLength(CURSOR_LIMITS.held);
    expect(row?.held[0]?.seq).toBe(2);
    expect(row?.knownSeq).toBe(CURSOR_LIMITS.held + 2);
    const overflow = take(cursor, 9, 10_000);
    expect(overflow.verdict).toBe("overflow");
    expect(accepted(take(overflow.cursor, 9, 1))).toHaveLength(CURSOR_LIMITS.held + 1);
  });
});

describe("epochs", () => {
  it("begins a new row for an epoch that was never seen, whatever its number", () => {
    const old = takeAll(EMPTY_CURSOR, 900, [1, 2]);
    const fresh = take(old, 7, 1);
    expect(fresh).toMatchObject({ verdict: "accepted", newEpoch: true });
    expect(presentRow(fresh.cursor)?.epoch).toBe(7);
  });

  it("counts a record of an epoch that is over as late, and does not go back to it", () => {
    const both = takeAll(takeAll(EMPTY_CURSOR, 900, [1, 2]), 7, [1]);
    expect(take(both, 900, 2)).toMatchObject({ verdict: "duplicate", late: true });
    const late = take(both, 900, 3);
    expect(late).toMatchObject({ verdict: "accepted", late: true, newEpoch: false });
    expect(presentRow(late.cursor)?.epoch).toBe(7);
  });

  it("forgets the oldest epoch when there are too many", () => {
    let cursor: Cursor = EMPTY_CURSOR;
    for (let epoch = 1; epoch <= CURSOR_LIMITS.epochs + 1; epoch += 1) {
      cursor = take(cursor, epoch, 1).cursor;
    }
    expect(cursor.rows).toHaveLength(CURSOR_LIMITS.epochs);
    expect(cursor.rows[0]?.epoch).toBe(2);
  });

  it("commits what waits in an epoch that is over, and marks what is missing before it", () => {
    const old = takeAll(announced(900, 1, 0), 900, [1, 4]);
    expect(hasPastWaiting(old)).toBe(false);
    const both = takeExtent(old, { epoch: 7, firstSeq: 0, lastSeq: 0 }).cursor;
    expect(hasPastWaiting(both)).toBe(true);
    const settled = settlePast(both);
    expect(accepted(settled)).toEqual(["2+1 lost", "4+0"]);
    expect(hasPastWaiting(settled.cursor)).toBe(false);
    expect(gapsOf(settled.cursor)).toEqual([]);
  });

  it("does not give up an epoch that no birth has named", () => {
    const overtaken = takeAll(EMPTY_CURSOR, 7, [1, 4]);
    const stale = takeExtent(overtaken, { epoch: 900, firstSeq: 1, lastSeq: 2 }).cursor;
    expect(hasPastWaiting(stale)).toBe(false);
    expect(accepted(settlePast(stale))).toEqual([]);
    const own = takeExtent(stale, { epoch: 7, firstSeq: 1, lastSeq: 4 });
    expect(presentRow(own.cursor)?.epoch).toBe(7);
  });
});

describe("taking births", () => {
  it("lets an inbox that is new begin where the device can, and marks what it never had", () => {
    const birth = takeExtent<string>(EMPTY_CURSOR, { epoch: 9, firstSeq: 50, lastSeq: 52 });
    expect(accepted(birth)).toEqual(["1+48 lost"]);
    expect(gapsOf(birth.cursor)).toEqual([{ epoch: 9, fromSeq: 50, throughSeq: 52 }]);
    expect(accepted(take(birth.cursor, 9, 50))).toEqual(["50+0"]);
  });

  it("begins behind the newest record when the spool of the device is empty", () => {
    const birth = takeExtent<string>(EMPTY_CURSOR, { epoch: 9, firstSeq: 0, lastSeq: 52 });
    expect(accepted(birth)).toEqual(["1+51 lost"]);
    expect(gapsOf(birth.cursor)).toEqual([]);
  });

  it("commits held records between the stretches that are lost", () => {
    const waiting = takeAll(EMPTY_CURSOR, 9, [3, 5]);
    const birth = takeExtent(waiting, { epoch: 9, firstSeq: 5, lastSeq: 6 });
    expect(accepted(birth)).toEqual(["1+1 lost", "3+0", "4+0 lost", "5+0"]);
  });

  it("takes nothing away when the birth is an old one that the broker stored", () => {
    const cursor = takeAll(announced(9, 1, 0), 9, [1, 2, 3, 4]);
    const stored = takeExtent(cursor, { epoch: 9, firstSeq: 1, lastSeq: 2 });
    expect(stored).toMatchObject({ verdict: "noted", accept: [] });
    expect(stored.cursor).toBe(cursor);
  });

  it("learns from a birth that records are missing", () => {
    const cursor = takeAll(announced(9, 1, 0), 9, [1, 2]);
    const birth = takeExtent(cursor, { epoch: 9, firstSeq: 3, lastSeq: 6 });
    expect(gapsOf(birth.cursor)).toEqual([{ epoch: 9, fromSeq: 3, throughSeq: 6 }]);
  });

  it("ignores a birth of an epoch that a later birth has replaced", () => {
    const first = announced(900, 1, 3);
    const second = takeExtent(first, { epoch: 7, firstSeq: 0, lastSeq: 0 }).cursor;
    const again = takeExtent(second, { epoch: 900, firstSeq: 1, lastSeq: 3 });
    expect(again).toMatchObject({ verdict: "noted", late: true });
    expect(again.cursor).toBe(second);
  });
});

describe("noting what was not taken", () => {
  it("asks for a record that there was no room for", () => {
    const cursor = takeAll(EMPTY_CURSOR, 9, [1]);
    const noted = noteUntaken(cursor, { epoch: 9, seq: 2, span: 1 });
    expect(gapsOf(noted)).toEqual([{ epoch: 9, fromSeq: 2, throughSeq: 2 }]);
    expect(presentRow(noted)?.throughSeq).toBe(1);
  });

  it("does not begin an epoch with it", () => {
    expect(noteUntaken<string>(EMPTY_CURSOR, { epoch: 9, seq: 2, span: 1 }).rows).toEqual([]);
  });
});
