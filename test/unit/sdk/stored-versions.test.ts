import { createDevice, profileOf, zoneTableOf } from "@dosekit/firmware-model";
import { type Checkpoint, type DeviceTime, EVENT_KIND, instant, uptime } from "@dosekit/protocols";
import { decodeRow } from "@dosekit/sdk";
import { DeviceJournal, MemoryStore, newCounters } from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";
import { SECOND } from "../../support/firmware-model/tray-stories.ts";
import { makeStored, said } from "../../support/stored/make-stored.ts";
import {
  addStored,
  nextName,
  readStored,
  storedNames,
} from "../../support/stored/stored-version.ts";

if (process.env["ADD_STORED"] === "1") addStored(nextName(), makeStored());

describe.each(storedNames())("what version %s wrote is read by this one:", (name) => {
  const stored = readStored(name);

  test("its journal and spool, a record of every kind that it had", () => {
    const { rows, epoch, ackedSeq, lastSeq, spool } = stored.journal;
    const store = new MemoryStore();
    for (const row of rows) store.append(Buffer.from(row, "hex"), () => undefined);
    const counters = newCounters();
    const journal = new DeviceJournal({ store, spoolEventsMax: 500, counters });
    expect([journal.epoch, journal.lastSeq]).toEqual([epoch, lastSeq]);
    expect(counters).toMatchObject({ tornEntries: 0, damagedEntries: 0 });
    const unacknowledged = journal.spool.items.filter(({ lastSeq: at }) => at > ackedSeq);
    expect(unacknowledged.map(({ record }) => record)).toEqual(spool);
    expect(new Set(stored.kinds).size).toBe(lastSeq);
  });

  test("its inbox, rows of every kind", () => {
    for (const { hex, says } of stored.inbox) {
      const { position } = says as { readonly position: number };
      const row = decodeRow(position, Buffer.from(hex, "hex"));
      expect(row && said(row)).toEqual(says);
    }
    expect(stored.inbox).toHaveLength(stored.kinds.length + 2);
  });

  test.each(stored.devices)("a $product in the middle of an offer goes on", (device) => {
    const profile = profileOf(device.product);
    if (profile === undefined) throw new Error(`no product ${device.product}`);
    const logic = createDevice({ profile, zoneTableOf });
    const now: DeviceTime = {
      uptimeMs: uptime(0),
      civilMs: instant(SECOND.dueMs + 60_000),
      clock: "synced",
      clockErrorMs: 100,
      bootId: 9,
    };
    const input = { cause: "power-restored", freshEpoch: 999 } as const;
    const [state] = logic.boot(device.checkpoint as Checkpoint, input, now);
    expect(state.journal.epoch).toBe(device.epoch);
    expect(state.journal.nextSeq).toBeGreaterThan(device.nextSeq);
    expect(state.closed.map(({ doseId }) => doseId)).toEqual(
      expect.arrayContaining([...device.closed]),
    );
    const known = [state.held?.doseId, ...state.waiting.map(({ doseId }) => doseId)];
    if (device.held !== undefined) expect(known).toContain(device.held);
    expect(state.schedule.plan?.revision).toBe(device.planRevision);
  });
});

describe("the storage of older versions", () => {
  test("holds every kind of record that there is; `npm run add-stored` adds what is new", () => {
    const held = new Set(storedNames().flatMap((name) => readStored(name).kinds));
    expect(Object.keys(EVENT_KIND.words).filter((kind) => !held.has(kind))).toEqual([]);
  });

  test("is never written again", () => {
    const [first] = storedNames();
    if (first === undefined) throw new Error("no version is kept");
    expect(() => addStored(first, readStored(first))).toThrow(/never written again/);
  });
});
