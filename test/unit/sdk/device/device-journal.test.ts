import { decodeJournalEntries, encodeJournalEntry, encodeRecord } from "@dosekit/protocols";
import { COMPACT_AFTER_BYTES, MemoryStore } from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";
import { ALERT, BENCH_EPOCH, bench, PRESS, TILT } from "../../../support/device-bench.ts";
import { HeldStore } from "../../../support/held-store.ts";

function rowsOf(store: { recover(): readonly Uint8Array[] }) {
  const reading = decodeJournalEntries(store.recover());
  if (!reading.ok) throw new Error(reading.error.message);
  return reading;
}

function seqsOf(store: { recover(): readonly Uint8Array[] }): readonly number[] {
  return rowsOf(store).entries.flatMap(({ records }) => records.map(({ record }) => record.seq));
}

/** A device whose newest write was cut after so many bytes. */
function torn(bytes: number) {
  const held = new HeldStore();
  const device = bench({ store: held });
  device.runner.powerOn("first-boot");
  held.settle();
  device.runner.input(PRESS);
  device.runner.powerOff();
  held.cut({ torn: bytes });
  device.runner.powerOn("power-restored");
  return { ...device, held };
}

describe("the journal of a device", () => {
  test("holds one entry for each step that wrote", () => {
    const store = new MemoryStore();
    const { runner } = bench({ store });
    runner.powerOn("first-boot");
    runner.input(PRESS);
    expect(rowsOf(store).entries).toMatchObject([
      { epoch: BENCH_EPOCH, ackedSeq: 0, lastSeq: 1 },
      { epoch: BENCH_EPOCH, ackedSeq: 0, lastSeq: 2, checkpoint: { nextSeq: 3, nextDose: 1 } },
    ]);
  });

  test("replaces a torn row with its next write, so that no half entry stands before a whole", () => {
    const { held, runner } = torn(30);
    expect(runner.counters.tornEntries).toBe(1);
    expect(held.recover()).toHaveLength(2);
    held.settle();
    expect(held.recover()).toHaveLength(1);
    expect(seqsOf(held)).toEqual([1, 2]);
  });

  test("replaces the row after a failed write", () => {
    const held = new HeldStore();
    const { runner } = bench({ store: held });
    runner.powerOn("first-boot");
    held.settle();
    runner.input(PRESS);
    held.settle("io");
    runner.input(TILT);
    held.settle();
    expect(held.recover()).toHaveLength(1);
    expect(seqsOf(held)).toEqual([1, 2]);
  });

  test("makes room by dropping what the host has, before it gives up", () => {
    const store = new MemoryStore(1_200);
    const { runner, transport } = bench({ store });
    runner.powerOn("first-boot");
    transport.listener?.onLink(true);
    for (let seq = 2; seq <= 100; seq++) {
      runner.input(ALERT);
      transport.acknowledge(BENCH_EPOCH, seq);
    }
    expect(runner.counters).toMatchObject({ commits: 100, commitsFailed: 0 });
    expect(runner.counters.compactions).toBeGreaterThan(0);
    runner.powerOff();
    runner.powerOn("power-restored");
    expect(runner.state()?.nextSeq).toBe(102);
  });

  test("fails the write when even that makes no room, and works again when there is some", () => {
    const store = new MemoryStore(1_200);
    const { runner, transport } = bench({ store });
    runner.powerOn("first-boot");
    for (let step = 0; step < 60; step++) runner.input(ALERT);
    const { commits, commitsFailed } = runner.counters;
    expect({ sum: commits + commitsFailed, failed: commitsFailed > 0 }).toEqual({
      sum: 61,
      failed: true,
    });
    transport.listener?.onLink(true);
    for (let seq = 1; seq <= commits; seq++) transport.acknowledge(BENCH_EPOCH, seq);
    runner.input(ALERT);
    expect(runner.counters.commits).toBe(commits + 1);
    expect(seqsOf(store)).toEqual([commits + 1]);
  });

  test("is written anew once old entries outweigh what is kept", () => {
    const store = new MemoryStore();
    const { runner, transport } = bench({ store });
    runner.powerOn("first-boot");
    transport.listener?.onLink(true);
    for (let seq = 2; seq <= 1_500; seq++) {
      runner.input(TILT);
      transport.acknowledge(BENCH_EPOCH, seq);
    }
    const bytes = store.recover().reduce((sum, row) => sum + row.length, 0);
    expect(bytes).toBeLessThan(COMPACT_AFTER_BYTES + 1_000);
    expect(runner.counters.compactions).toBeGreaterThan(1);
  });

  test("with damage in the middle goes on from the newest state and says what is lost", () => {
    const store = new MemoryStore();
    const base = { epoch: 9, bootId: 1, uptimeMs: 5, clock: "unset" } as const;
    for (const seq of [1, 2, 3, 4]) {
      const records = [encodeRecord({ ...base, seq, kind: "alert.raised" })];
      const checkpoint = { epoch: 9, nextSeq: seq + 1, nextDose: seq, replies: {}, failures: 0 };
      const entry = encodeJournalEntry({
        epoch: 9,
        ackedSeq: 0,
        lastSeq: seq,
        records,
        checkpoint,
      });
      if (seq === 2 || seq === 3) entry[25] = (entry[25] ?? 0) ^ 1;
      store.append(entry, () => undefined);
    }
    const { runner, transport } = bench({ store });
    runner.powerOn("power-restored");
    transport.listener?.onLink(true);
    expect(runner.counters.damagedEntries).toBe(2);
    expect(runner.state()).toMatchObject({ epoch: 9, nextDose: 4, nextSeq: 6 });
    expect(transport.messages("evt")).toMatchObject([
      { seq: 1, kind: "alert.raised" },
      { seq: 2, kind: "telemetry.dropped", count: 2, detail: "records lost by damaged storage" },
      { seq: 4, kind: "alert.raised" },
      { seq: 5, kind: "device.booted" },
    ]);
    expect(rowsOf(store)).toMatchObject({ torn: 0, damaged: [] });
  });

  test("does not go on twice for a store that answers twice", () => {
    const store = new MemoryStore();
    const append = store.append.bind(store);
    store.append = (entry, done) =>
      append(entry, (failure) => {
        done(failure);
        done(failure);
      });
    const { runner, effects } = bench({ store });
    runner.powerOn("first-boot");
    runner.input(PRESS);
    expect(effects.filter(({ type }) => type === "motion.start")).toHaveLength(1);
    expect(runner.counters.lateCallbacks).toBe(2);
  });

  test("that can't be read stops the device before it starts", () => {
    const faults: string[] = [];
    const store = new MemoryStore();
    store.recover = () => {
      throw new Error("bad sector");
    };
    const { runner } = bench({ store, onFault: ({ code }) => faults.push(code) });
    runner.powerOn("power-restored");
    expect(faults).toEqual(["journal-unreadable"]);
    expect(runner.isOn()).toBe(false);
  });
});
