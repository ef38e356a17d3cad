import {
  MemoryTable,
  type NoticeContact,
  NoticeDesk,
  type NoticeDeskOptions,
  type NoticeResult,
} from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

const STEP = {
  deviceId: "d1",
  alertId: "7-1",
  alert: "1.1",
  recipient: "next-of-kin",
  step: 1,
  atMs: 1_789_999_000_000,
} as const;
const CONTACTS: readonly NoticeContact[] = [
  { channel: "sms", address: "+4712345678" },
  { channel: "mail", address: "kin@example.org" },
];
const OK: NoticeResult = { ok: true };

function deskBench(more: Partial<NoticeDeskOptions> & { results?: NoticeResult[] } = {}) {
  const { results = [], ...options } = more;
  const timers = new VirtualTimers();
  const sent: { address: string; body: string; id: string }[] = [];
  const logged: string[] = [];
  const channel = {
    send: (address: string, { body }: { body: string }, id: string) => {
      sent.push({ address, body, id });
      return Promise.resolve(results.shift() ?? OK);
    },
  };
  const table = new MemoryTable();
  const desk = new NoticeDesk({
    channels: { sms: channel, mail: channel },
    contactsOf: (_deviceId, recipient) => (recipient === "next-of-kin" ? CONTACTS : []),
    table,
    timers,
    nowMs: timers.nowMs,
    clock: { zone: "Europe/Oslo" },
    log: ({ event, detail = "" }) => logged.push(`${event} ${detail}`.trim()),
    ...options,
  });
  desk.open();
  const pass = async (ms: number) => {
    await new Promise(setImmediate);
    timers.advance(ms);
    await new Promise(setImmediate);
  };
  return { desk, timers, sent, logged, table, pass };
}

describe("a step of a ladder", () => {
  test("tells those whom the route names, each once, however often it comes", async () => {
    const bench = deskBench();
    for (let time = 0; time < 3; time += 1) bench.desk.notify(STEP);
    await bench.pass(0);
    expect(bench.sent.map(({ address }) => address)).toEqual(CONTACTS.map((c) => c.address));
    bench.desk.notify({ ...STEP, step: 2 });
    await bench.pass(0);
    expect(bench.sent).toHaveLength(4);
  });

  test("tells at most as many as are allowed", async () => {
    const bench = deskBench({ contactsMax: 1 });
    bench.desk.notify(STEP);
    await bench.pass(0);
    expect(bench.sent).toHaveLength(1);
  });

  test("that names nobody is reported", () => {
    const bench = deskBench();
    bench.desk.notify({ ...STEP, recipient: "home-care" });
    expect(bench.logged).toEqual(["notice.nobody home-care"]);
  });
});

describe("a notice", () => {
  test("is tried again under its id while the way is closed, at growing waits", async () => {
    const closed: NoticeResult = { ok: false, why: "unreachable", detail: "HTTP 503" };
    const bench = deskBench({
      contactsOf: () => CONTACTS.slice(0, 1),
      results: [closed, closed, closed],
    });
    bench.desk.notify(STEP);
    await bench.pass(9_999);
    expect(bench.sent).toHaveLength(1);
    await bench.pass(1);
    expect(bench.sent).toHaveLength(2);
    await bench.pass(19_999);
    expect(bench.sent).toHaveLength(2);
    await bench.pass(1);
    await bench.pass(40_000);
    expect(bench.desk.counters()).toMatchObject({ sent: 1, failedAttempts: 3, waiting: 0 });
    expect(new Set(bench.sent.map(({ id }) => id)).size).toBe(1);
  });

  test("that is refused is not tried again", async () => {
    const refused: NoticeResult = { ok: false, why: "refused", detail: "550" };
    const bench = deskBench({ contactsOf: () => CONTACTS.slice(0, 1), results: [refused] });
    bench.desk.notify(STEP);
    await bench.pass(3_600_000);
    expect(bench.sent).toHaveLength(1);
    expect(bench.logged).toEqual(["notice.refused 550"]);
  });

  test("survives a start, and is not sent to whom the route no longer names", async () => {
    const bench = deskBench({
      results: [
        { ok: false, why: "unreachable", detail: "x" },
        { ok: false, why: "unreachable", detail: "x" },
      ],
    });
    bench.desk.notify(STEP);
    await bench.pass(0);
    bench.desk.close();
    const after = deskBench({ table: bench.table, contactsOf: () => CONTACTS.slice(0, 1) });
    await after.pass(0);
    expect(after.sent.map(({ address }) => address)).toEqual(["+4712345678"]);
    expect(after.logged).toEqual(["notice.refused no longer named"]);
  });

  test("keeps no address, and names neither device nor person", async () => {
    const bench = deskBench();
    bench.desk.notify(STEP);
    await bench.pass(0);
    let stored = "";
    bench.table.open((result) => {
      if (result.ok) stored = JSON.stringify([...result.value]);
    });
    expect(stored).not.toMatch(/12345678|example\.org/);
    expect(bench.sent.map(({ body }) => body).join()).not.toContain("d1");
    expect(bench.logged.join()).not.toMatch(/12345678|example\.org/);
  });
});
