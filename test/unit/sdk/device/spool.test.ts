import { type EventKind, encodeRecord, type JournalRecord } from "@dosekit/protocols";
import { dropMarker, Spool } from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";

function record(seq: number, kind: EventKind = "dose.reminded"): JournalRecord {
  return { epoch: 1, seq, kind, bootId: 4, uptimeMs: seq * 10, clock: "unset" };
}

function spoolOf(capacity: number, count: number): Spool {
  const spool = new Spool(capacity);
  for (let seq = 1; seq <= count; seq++) spool.add([encodeRecord(record(seq))]);
  return spool;
}

function shown(spool: Spool): readonly string[] {
  return spool.items.map(({ firstSeq, lastSeq, record: { kind } }) =>
    firstSeq === lastSeq ? `${kind} ${firstSeq}` : `${kind} ${firstSeq}-${lastSeq}`,
  );
}

describe("a marker of dropped telemetry", () => {
  test("stands for its run at the time of the first of it", () => {
    const spool = spoolOf(100, 4);
    spool.add([dropMarker(record(2), 2)]);
    expect(shown(spool)).toEqual(["dose.reminded 1", "telemetry.dropped 2-3", "dose.reminded 4"]);
    expect(spool.items[1]?.record).toMatchObject({ seq: 2, count: 2, bootId: 4, uptimeMs: 20 });
  });

  test("takes in a marker that stands beside it", () => {
    const spool = spoolOf(3, 6);
    const grow = (seq: number) => {
      const added = [encodeRecord(record(seq))];
      spool.add([...added, ...(spool.planFor(added) ?? [])]);
    };
    grow(7);
    grow(8);
    expect(shown(spool)).toEqual([
      "telemetry.dropped 1-5",
      "dose.reminded 6",
      "dose.reminded 7",
      "dose.reminded 8",
    ]);
  });

  test("that the host's word reaches into begins after it", () => {
    const spool = spoolOf(100, 6);
    spool.add([dropMarker(record(2), 4)]);
    spool.acknowledge(3);
    expect(shown(spool)).toEqual(["telemetry.dropped 4-5", "dose.reminded 6"]);
    expect(spool.items[0]?.record).toMatchObject({ seq: 4, count: 2 });
  });

  test("that a request begins in is cut for the answer and stays whole in the spool", () => {
    const spool = spoolOf(100, 6);
    spool.add([dropMarker(record(2), 4)]);
    const ranges = spool.range(4, 6).map(({ firstSeq, lastSeq }) => [firstSeq, lastSeq]);
    expect(ranges).toEqual([
      [4, 5],
      [6, 6],
    ]);
    expect(shown(spool)).toContain("telemetry.dropped 2-5");
  });
});

describe("a spool", () => {
  test("plans nothing while there is room, and changes nothing by planning", () => {
    const spool = spoolOf(3, 2);
    expect(spool.planFor([encodeRecord(record(3))])).toEqual([]);
    spool.planFor([3, 4].map((seq) => encodeRecord(record(seq))));
    expect(shown(spool)).toEqual(["dose.reminded 1", "dose.reminded 2"]);
  });

  test("keeps room for doses on a link that comes and goes while nobody acknowledges", () => {
    const spool = new Spool(6);
    for (let seq = 1; seq <= 100; seq++) {
      const kind = seq === 3 ? "dose.closed" : seq % 2 === 0 ? "link.lost" : "link.restored";
      const added = [encodeRecord(record(seq, kind))];
      const markers = spool.planFor(added);
      expect(markers).toBeDefined();
      spool.add([...added, ...(markers ?? [])]);
    }
    expect(shown(spool)).toEqual([
      "telemetry.dropped 1-2",
      "dose.closed 3",
      "telemetry.dropped 4-95",
      ...["link.lost 96", "link.restored 97", "link.lost 98", "link.restored 99", "link.lost 100"],
    ]);
  });

  test("keeps room for doses from a host that is refused on and on and never acknowledges", () => {
    const spool = new Spool(4);
    for (let seq = 1; seq <= 50; seq++) {
      const isDone = seq === 2;
      const handled = { ...record(seq, "command.handled"), commandId: `c${seq}` };
      const added = [encodeRecord(isDone ? handled : { ...handled, detail: "expired" })];
      const markers = spool.planFor(added);
      expect(markers).toBeDefined();
      spool.add([...added, ...(markers ?? [])]);
    }
    expect(shown(spool).slice(0, 3)).toEqual([
      "telemetry.dropped 1",
      "command.handled 2",
      "telemetry.dropped 3-47",
    ]);
  });

  test("drops telemetry before word of the link", () => {
    const spool = new Spool(2);
    spool.add([encodeRecord(record(1, "link.lost")), encodeRecord(record(2))]);
    const markers = spool.planFor([encodeRecord(record(3, "dose.closed"))]);
    expect(markers?.map(({ record: { seq, count } }) => [seq, count])).toEqual([[2, 1]]);
  });

  test("never plans to drop anything but telemetry, word of the link and refusals", () => {
    const spool = new Spool(2);
    spool.add([encodeRecord(record(1, "alert.raised")), encodeRecord(record(2, "dose.closed"))]);
    expect(spool.planFor([encodeRecord(record(3, "lid.opened"))])).toBeUndefined();
    const markers = spool.planFor([encodeRecord(record(3))]);
    expect(markers?.map(({ record: { seq, count } }) => [seq, count])).toEqual([[3, 1]]);
  });

  test("does not go back when an older acknowledgement comes late", () => {
    const spool = spoolOf(10, 5);
    spool.acknowledge(4);
    spool.acknowledge(2);
    expect(spool.ackedSeq).toBe(4);
    expect(shown(spool)).toEqual(["dose.reminded 5"]);
  });

  test("closes holes at the beginning, in the middle and at the end", () => {
    const spool = new Spool(10);
    spool.restore([encodeRecord(record(3)), encodeRecord(record(6))], 1);
    expect(spool.closeHoles(8, record(1))).toBe(5);
    expect(shown(spool)).toEqual([
      "telemetry.dropped 2",
      "dose.reminded 3",
      "telemetry.dropped 4-5",
      "dose.reminded 6",
      "telemetry.dropped 7-8",
    ]);
  });

  test("closes a hole of everything", () => {
    const spool = new Spool(10);
    expect(spool.closeHoles(3, record(1))).toBe(3);
    expect(shown(spool)).toEqual(["telemetry.dropped 1-3"]);
  });
});
