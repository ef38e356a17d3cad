import { EVENTS, type EventKind, encodeRecord, type JournalRecord } from "@dosekit/protocols";
import { Spool, type SpooledRecord } from "@dosekit/sdk/device";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 20_000 : 1_000;
const KINDS: readonly EventKind[] = ["dose.reminded", "alert.raised", "dose.closed", "lid.opened"];

type Action =
  | { readonly add: readonly EventKind[] }
  /** How far into what is unacknowledged the host's word reaches, 0 to 1. */
  | { readonly ack: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      add: fc.array(fc.constantFrom(...KINDS, "dose.reminded" as const), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ack: fc.double({ min: 0, max: 1, noNaN: true }) }) },
);

function record(seq: number, kind: EventKind): JournalRecord {
  return { epoch: 1, seq, kind, bootId: 1, uptimeMs: seq, clock: "unset" };
}

function expectWhole(items: readonly SpooledRecord[], ackedSeq: number, lastSeq: number): void {
  let next = ackedSeq + 1;
  for (const { firstSeq, lastSeq: last } of items) {
    expect(firstSeq).toBe(next);
    next = last + 1;
  }
  expect(next).toBe(lastSeq + 1);
}

describe("a spool", () => {
  test("has no hole, drops only telemetry, the oldest first, and keeps within its capacity", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(action), (capacity, actions) => {
        const spool = new Spool(capacity);
        const kinds = new Map<number, EventKind>();
        let lastSeq = 0;
        for (const act of actions) {
          if ("ack" in act) {
            spool.acknowledge(spool.ackedSeq + Math.floor(act.ack * (lastSeq - spool.ackedSeq)));
            expectWhole(spool.items, spool.ackedSeq, lastSeq);
            continue;
          }
          const added = act.add.map((kind, index) =>
            encodeRecord(record(lastSeq + 1 + index, kind)),
          );
          const markers = spool.planFor(added);
          const kept = [...spool.items.map((item) => item.record.kind), ...act.add];
          const lasting = kept.filter(
            (kind) => kind !== "telemetry.dropped" && EVENTS[kind].class !== "telemetry",
          );
          expect(markers === undefined).toBe(lasting.length > capacity);
          if (markers === undefined) continue;
          for (const [index, kind] of act.add.entries()) kinds.set(lastSeq + 1 + index, kind);
          lastSeq += added.length;
          spool.add([...added, ...markers]);
          expectWhole(spool.items, spool.ackedSeq, lastSeq);
          expectOldestTelemetryGone(spool.items, kinds);
          const plain = spool.items.filter((item) => item.record.kind !== "telemetry.dropped");
          expect(plain.length).toBeLessThanOrEqual(capacity);
          expect(spool.items.length - plain.length).toBeLessThanOrEqual(plain.length + 1);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** Behind the first telemetry that is kept nothing was dropped, and what was dropped is telemetry. */
function expectOldestTelemetryGone(
  items: readonly SpooledRecord[],
  kinds: ReadonlyMap<number, EventKind>,
): void {
  let telemetryKept = false;
  for (const { record: kept, firstSeq, lastSeq } of items) {
    if (kept.kind !== "telemetry.dropped") {
      telemetryKept ||= EVENTS[kept.kind].class === "telemetry";
      continue;
    }
    expect(telemetryKept).toBe(false);
    for (let seq = firstSeq; seq <= lastSeq; seq++) {
      expect(EVENTS[kinds.get(seq) ?? "alert.raised"].class).toBe("telemetry");
    }
  }
}
