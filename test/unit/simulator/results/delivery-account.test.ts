import type { EventKind, JournalRecord } from "@dosekit/protocols";
import { DeliveryAccount } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

function record(seq: number, kind: EventKind = "dose.offered", count?: number): JournalRecord {
  return {
    epoch: 1,
    seq,
    kind,
    bootId: 1,
    uptimeMs: seq,
    clock: "synced",
    ...(count === undefined ? {} : { count }),
  };
}

describe("the account of what was sent and what arrived", () => {
  it("finds nothing lost or doubled when every record is committed once", () => {
    const account = new DeliveryAccount();
    for (const seq of [1, 2, 3]) account.journalled("a", record(seq), 0);
    for (const seq of [3, 1, 2]) account.committed("a", record(seq));
    account.received(5);
    expect(account.totals()).toEqual({ sent: 3, received: 5, doubled: 0, lost: 0 });
  });

  it("counts a record that never arrived as lost", () => {
    const account = new DeliveryAccount();
    for (const seq of [1, 2, 3]) account.journalled("a", record(seq), 0);
    account.committed("a", record(1));
    account.committed("a", record(3));
    expect(account.totals()).toMatchObject({ sent: 3, lost: 1 });
  });

  it("counts an identity that was committed three times as one doubled", () => {
    const account = new DeliveryAccount();
    account.journalled("a", record(1), 0);
    for (let times = 0; times < 3; times += 1) account.committed("a", record(1));
    expect(account.totals()).toMatchObject({ sent: 1, doubled: 1, lost: 0 });
  });

  it("keeps devices and epochs apart", () => {
    const account = new DeliveryAccount();
    account.journalled("a", record(1), 0);
    account.journalled("b", record(1), 0);
    account.journalled("a", { ...record(1), epoch: 2 }, 0);
    account.committed("a", record(1));
    expect(account.totals()).toMatchObject({ sent: 3, doubled: 0, lost: 2 });
  });

  it("does not call telemetry lost that the device says it dropped", () => {
    const account = new DeliveryAccount();
    for (const seq of [1, 2]) account.journalled("a", record(seq, "dose.reminded"), 0);
    account.journalled("a", record(3), 0);
    account.journalled("a", record(1, "telemetry.dropped", 2), 0);
    account.committed("a", record(1, "telemetry.dropped", 2));
    account.committed("a", record(3));
    expect(account.totals()).toMatchObject({ sent: 3, doubled: 0, lost: 0 });
    expect(account.droppedTelemetry()).toBe(2);
  });

  it("calls telemetry lost beyond what the device says it dropped", () => {
    const account = new DeliveryAccount();
    for (const seq of [1, 2, 3]) account.journalled("a", record(seq, "dose.reminded"), 0);
    account.committed("a", record(1, "telemetry.dropped", 2));
    expect(account.totals()).toMatchObject({ sent: 3, lost: 1 });
  });

  it("never lets a marker excuse a lost alert", () => {
    const account = new DeliveryAccount();
    account.journalled("a", record(1, "alert.raised"), 0);
    account.journalled("a", record(2, "dose.reminded"), 0);
    account.committed("a", record(1, "telemetry.dropped", 2));
    expect(account.totals()).toMatchObject({ sent: 2, lost: 1 });
  });

  it("counts a record doubled that is committed by itself and by a marker", () => {
    const account = new DeliveryAccount();
    for (const seq of [1, 2]) account.journalled("a", record(seq, "dose.reminded"), 0);
    account.committed("a", record(2, "dose.reminded"));
    account.committed("a", record(1, "telemetry.dropped", 2));
    expect(account.totals()).toMatchObject({ doubled: 1, lost: 0 });
  });

  it("tells a record that storage confirmed and then forgot apart from a lost one", () => {
    const account = new DeliveryAccount();
    for (const seq of [1, 2, 3, 4]) account.journalled("d", record(seq), 0);
    account.committed("d", record(1));
    account.forgotten({
      ...{ seen: "forgotten", trueMs: 0, deviceId: "d" },
      ...{ epoch: 1, fromSeq: 1, throughSeq: 3 },
    });
    expect(account.totals()).toEqual({ sent: 4, received: 0, doubled: 0, lost: 1, forgotten: 2 });
  });

  it("counts what was written in a run's last minute as under way, and what is older as lost", () => {
    const account = new DeliveryAccount();
    const endedMs = 600_000;
    for (const [seq, trueMs] of [
      [1, endedMs - 60_001],
      [2, endedMs - 60_000],
      [3, endedMs - 59_999],
      [4, endedMs - 300],
      [5, endedMs - 100],
    ] as const) {
      account.journalled("d", record(seq), trueMs);
    }
    account.committed("d", record(4));
    expect(account.totals(endedMs)).toEqual({
      ...{ sent: 5, received: 0, doubled: 0, lost: 2, underWay: 2 },
    });
    expect(account.totals()).toMatchObject({ lost: 4 });
  });

  it("knows the last minute of a long journal too", () => {
    const account = new DeliveryAccount();
    for (let seq = 1; seq <= 1_000; seq += 1) account.journalled("d", record(seq), seq * 1_000);
    expect(account.totals(1_000_000)).toMatchObject({ sent: 1_000, lost: 940, underWay: 60 });
  });

  it("lets a marker stand for telemetry of the last minute", () => {
    const account = new DeliveryAccount();
    account.journalled("d", record(1, "dose.reminded"), 100);
    account.committed("d", record(1, "telemetry.dropped", 1));
    expect(account.totals(200)).toEqual({ sent: 1, received: 0, doubled: 0, lost: 0 });
  });
});
