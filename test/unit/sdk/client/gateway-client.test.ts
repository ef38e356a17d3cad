import { GatewayClient, type InboxRow, MemoryInboxStore, sdkFault } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { CrashableStore } from "../../../support/sdk/crashable-store.ts";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes, dropped, eventBytes, record } from "../../../support/sdk/messages.ts";
import { ScriptedTransport } from "../../../support/sdk/scripted-transport.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

function acks(transport: ScriptedTransport): readonly string[] {
  return transport
    .takeSent()
    .filter((sent) => sent.type === "event-acknowledgement")
    .map(({ deviceId, message }) => `${deviceId} ${JSON.stringify(message)}`);
}

describe("gateway client", () => {
  it("acknowledges many records with one message, after they are durable", () => {
    const store = new CrashableStore();
    const { transport, timers, texts } = openGateway({ store });
    for (const seq of [1, 2, 3]) transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    timers.advance(1_000);
    expect(acks(transport)).toEqual([]);
    expect(texts()).toEqual([]);
    while (store.flush());
    timers.advance(50);
    expect(acks(transport)).toEqual(['d1 {"epoch":9,"throughSeq":3}']);
    expect(texts()).toEqual(["d1/9:1 record", "d1/9:2 record", "d1/9:3 record"]);
  });

  it("does not acknowledge what the store failed to take", () => {
    const store = new CrashableStore();
    const { transport, timers, client } = openGateway({ store });
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    store.fail(sdkFault("inbox-io"));
    timers.advance(500);
    expect(acks(transport)).toEqual([]);
    expect(client.counters().inbox).toBe("failing");
    timers.advance(500);
    store.flush();
    timers.advance(50);
    expect(acks(transport)).toEqual(['d1 {"epoch":9,"throughSeq":1}']);
  });

  it("acknowledges again when a record is repeated, and at each birth", () => {
    const { transport, timers } = openGateway();
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    timers.advance(50);
    expect(acks(transport)).toHaveLength(1);
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    timers.advance(50);
    expect(acks(transport)).toEqual(['d1 {"epoch":9,"throughSeq":1}']);
    transport.deliver("d1", "state", birthBytes(9, 1, 1));
    timers.advance(50);
    expect(acks(transport)).toEqual(['d1 {"epoch":9,"throughSeq":1}']);
  });

  it("knows after a restart what it has, and tells a device that asks by its birth", () => {
    const store = new MemoryInboxStore();
    const first = openGateway({ store });
    for (const seq of [1, 2]) first.transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    first.client.close();
    const { transport, timers, texts } = openGateway({ store });
    transport.deliver("d1", "state", birthBytes(9, 1, 3), true);
    timers.advance(50);
    expect(acks(transport)).toEqual(['d1 {"epoch":9,"throughSeq":2}']);
    for (const seq of [1, 2, 3]) transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    expect(texts()).toEqual(["d1/9:3 record"]);
  });

  it("commits an overlapping marker with the stretch that it alone stands for", () => {
    const { transport, rows } = openGateway();
    transport.deliver("d1", "evt", eventBytes(dropped(9, 1, 2)));
    transport.deliver("d1", "evt", eventBytes(dropped(9, 1, 5)));
    const markers = rows.map((row) => (row.kind === "record" ? row.event : row.kind));
    expect(markers).toMatchObject([
      { seq: 1, count: 2 },
      { seq: 3, count: 3 },
    ]);
  });

  it("commits a marker in whose stretch records are held with what is left, to one number", () => {
    const { transport, rows } = openGateway();
    transport.deliver("d1", "evt", eventBytes(record(9, 2)));
    transport.deliver("d1", "evt", eventBytes(dropped(9, 1, 3)));
    const told = rows.map((row) => (row.kind === "record" ? row.event : row.kind));
    expect(told).toMatchObject([
      { seq: 1, count: 1 },
      { seq: 2, kind: record(9, 2).kind },
      { seq: 3, count: 1 },
    ]);
  });

  it("leaves no timer behind when it is closed, whatever is still missing", () => {
    const { client, transport, timers } = openGateway();
    transport.deliver("d1", "state", birthBytes(9, 1, 40));
    client.pushConfig("d1", { version: 3 });
    transport.deliver("d1", "evt", eventBytes(record(9, 20)));
    timers.advance(10_000);
    expect(timers.names).toEqual(expect.arrayContaining(["gap:d1", "config:d1"]));
    client.close();
    expect(timers.names).toEqual([]);
  });

  it("shows what it knows of a device", () => {
    const { transport, client } = openGateway();
    transport.deliver("d1", "state", birthBytes(9, 0, 0, { product: "pilly-sms", bootId: 3 }));
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    expect(client.devices().map(({ deviceId }) => deviceId)).toEqual(["d1"]);
    expect(client.device("d1")).toMatchObject({
      bootId: 3,
      epoch: 9,
      throughSeq: 1,
      present: true,
      state: { product: "pilly-sms" },
      counters: { records: 1, committed: 1 },
    });
    expect(client.device("d2")).toBeUndefined();
  });

  it("tells a listener that throws from the others, and goes on", () => {
    const { client, transport, log, rows } = openGateway();
    client.onEvent(() => {
      throw new TypeError("a bug of the listener");
    });
    const told: InboxRow[] = [];
    const end = client.onEvent((row) => told.push(row));
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    end();
    transport.deliver("d1", "evt", eventBytes(record(9, 2)));
    expect(rows).toHaveLength(2);
    expect(told).toHaveLength(1);
    expect(log).toContainEqual({ level: "error", event: "listener.threw", detail: "TypeError" });
  });

  it("tells why it can't open", () => {
    const timers = new VirtualTimers();
    const store = new MemoryInboxStore();
    store.open = (done) => done({ ok: false, fault: sdkFault("inbox-locked") });
    const transport = new ScriptedTransport();
    const client = new GatewayClient({ transport, store, timers, nowMs: timers.nowMs });
    const faults: unknown[] = [];
    client.open((fault) => faults.push(fault?.code));
    expect(faults).toEqual(["inbox-locked"]);
  });
});

describe("gateway client with a full inbox", () => {
  it("acknowledges nothing, holds the transport, and loses nothing once there is room", () => {
    const { client, transport, timers, texts } = openGateway({ inboxLimits: { rowsMax: 3 } });
    client.registerConsumer("reader");
    for (let seq = 1; seq <= 5; seq += 1)
      transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    timers.advance(50);
    expect(acks(transport)).toEqual(['d1 {"epoch":9,"throughSeq":3}']);
    expect(transport.paused).toBe(true);
    expect(client.counters()).toMatchObject({ inbox: "full", untaken: 2, committed: 3 });
    client.consumed("reader", 3);
    timers.advance(10);
    expect(transport.paused).toBe(false);
    timers.advance(2_000);
    const requests = transport.takeSent().filter(({ type }) => type === "event-request");
    expect(requests).toMatchObject([{ message: { epoch: 9, fromSeq: 4, throughSeq: 5 } }]);
    for (const seq of [4, 5]) transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    expect(texts()).toHaveLength(5);
  });

  it("holds the transport while too much waits for a flush, and not a moment longer", () => {
    const store = new CrashableStore();
    const { transport, texts } = openGateway({ store, inboxLimits: { queueRowsMax: 3 } });
    for (const seq of [1, 2, 3, 4]) transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    expect(transport.paused).toBe(true);
    store.flush();
    expect(transport.paused).toBe(false);
    store.flush();
    expect(texts()).toHaveLength(4);
  });

  it("takes a birth that came meanwhile", () => {
    const { client, transport, timers, texts } = openGateway({ inboxLimits: { rowsMax: 1 } });
    client.registerConsumer("reader");
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    transport.deliver("d2", "state", birthBytes(5, 4, 4));
    expect(texts()).toEqual(["d1/9:1 record"]);
    client.consumed("reader", 1);
    timers.advance(10);
    expect(texts()).toEqual(["d1/9:1 record", "d2/5:1+2 lost"]);
  });
});

describe("gateway client and hostile devices", () => {
  it("counts by reason and device what it can't read, and answers nothing", () => {
    const { client, transport, timers, log } = openGateway();
    transport.deliver("d1", "evt", Uint8Array.of(0xff));
    transport.deliver("d1", "evt", birthBytes(9, 0, 0));
    transport.deliver("d1", "state", eventBytes(record(9, 1)));
    transport.deliver("d1", "rsp", Uint8Array.of());
    transport.deliver("d1", "cfg/reported", Uint8Array.of(0x01));
    timers.advance(100_000);
    const malformed = client.device("d1")?.counters.malformed ?? {};
    expect(Object.values(malformed).reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(transport.takeSent()).toEqual([]);
    expect(log.filter(({ event }) => event === "device.malformed").length).toBeGreaterThan(2);
  });

  it("contains one that floods, and serves the others", () => {
    const limits = { burstMessages: 10, messagesPerSecond: 1 };
    const { client, transport, timers, texts } = openGateway({ limits });
    for (let count = 0; count < 500; count += 1) {
      transport.deliver("bad", "evt", eventBytes(record(9, 1)));
    }
    transport.deliver("good", "evt", eventBytes(record(9, 1)));
    expect(client.device("bad")?.counters).toMatchObject({ flooded: 490, committed: 1 });
    expect(texts()).toContain("good/9:1 record");
    timers.advance(2_000);
    transport.deliver("bad", "evt", eventBytes(record(9, 2)));
    expect(client.device("bad")?.counters.committed).toBe(2);
  });

  it("refuses devices above the limit and ids that no device has, and says so", () => {
    const { client, transport, log } = openGateway({ limits: { devicesMax: 2 } });
    for (let at = 0; at < 30; at += 1) {
      transport.deliver(`made-up-${at}`, "evt", eventBytes(record(9, 1)));
    }
    transport.deliver("no good/id", "evt", eventBytes(record(9, 1)));
    transport.deliver("made-up-1", "evt", eventBytes(record(9, 2)));
    expect(client.counters()).toMatchObject({
      devices: 2,
      refusedMessages: 28,
      invalidIds: 1,
      committed: 3,
    });
    expect(log.filter(({ event }) => event === "device.refused")).toHaveLength(2);
  });

  it("keeps bounded what devices make it wait for", () => {
    const { client, transport } = openGateway({ limits: { heldMax: 5 } });
    for (let seq = 2; seq < 40; seq += 1)
      transport.deliver("d1", "evt", eventBytes(record(9, seq)));
    expect(client.counters()).toMatchObject({ waiting: 5, overflowed: 33 });
    transport.deliver("d2", "evt", eventBytes(record(9, 1)));
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    expect(client.counters()).toMatchObject({ waiting: 0, committed: 7 });
  });

  it("logs no content of a message", () => {
    const { transport, log } = openGateway();
    const detail = "Kari Nordmann";
    const bytes = eventBytes(record(9, 1, { detail })).with(3, 0xff);
    transport.deliver("d1", "evt", bytes);
    transport.deliver("d1", "evt", eventBytes(record(9, 1, { detail })));
    expect(JSON.stringify(log)).not.toContain("Kari");
  });
});

describe("gateway client and records that it can't read", () => {
  const strange = eventBytes(record(9, 2)).slice();

  it("commits the bytes once they come twice, so that the alert behind is not held up", () => {
    const unknownKind = withUnknownKind(strange);
    const { transport, texts } = openGateway();
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    transport.deliver("d1", "evt", unknownKind);
    transport.deliver("d1", "evt", eventBytes(record(9, 3, { kind: "alert.raised" })));
    expect(texts()).toEqual(["d1/9:1 record"]);
    transport.deliver("d1", "evt", unknownKind);
    expect(texts()).toEqual(["d1/9:1 record", "d1/9:2 unreadable", "d1/9:3 record"]);
  });

  it("does not believe damage that comes once", () => {
    const { transport, texts, timers } = openGateway();
    transport.deliver("d1", "evt", eventBytes(record(9, 1)));
    transport.deliver("d1", "evt", withUnknownKind(strange));
    timers.advance(2_500);
    const requests = transport.takeSent().filter(({ type }) => type === "event-request");
    expect(requests).toMatchObject([{ message: { fromSeq: 2, throughSeq: 2 } }]);
    transport.deliver("d1", "evt", strange);
    expect(texts()).toEqual(["d1/9:1 record", "d1/9:2 record"]);
  });
});

/** `[1, {1: 9, 2: 2, 3: kind, …}]`: the kind is the seventh byte behind its key. */
function withUnknownKind(bytes: Uint8Array): Uint8Array {
  const at = bytes.findIndex((byte, index) => byte === 3 && bytes[index - 2] === 2) + 1;
  return Uint8Array.of(...bytes.slice(0, at), 0x18, 0xfa, ...bytes.slice(at + 2));
}
