import { Inbox, type InboxLimits, type InboxState, type RowDraft, sdkFault } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { CrashableStore } from "../../../support/sdk/crashable-store.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

function setUp(limits: Partial<InboxLimits> = {}, store = new CrashableStore()) {
  const timers = new VirtualTimers();
  const durable: number[] = [];
  const states: InboxState[] = [];
  const inbox = new Inbox({
    store,
    timers,
    nowMs: timers.nowMs,
    limits,
    onDurable: ({ rows }) => durable.push(...rows.map(({ position }) => position)),
    onState: (state) => states.push(state),
  });
  inbox.open(() => {});
  const append = (...seqs: number[]) => {
    const drafts = seqs.map((seq): RowDraft => {
      const place = {
        position: 0,
        deviceId: "d1",
        epoch: 9,
        seq,
        span: 1,
        receivedMs: timers.nowMs(),
      };
      return { ...place, kind: "lost" };
    });
    const throughSeq = seqs.at(-1) ?? 0;
    inbox.append("d1", [{ epoch: 9, throughSeq, announced: true }], drafts);
  };
  const flushAll = () => {
    while (store.flush());
  };
  return { inbox, store, timers, durable, states, append, flushAll };
}

describe("inbox commits", () => {
  it("tells of a row only once it is durable", () => {
    const { store, durable, append } = setUp();
    append(1);
    expect(durable).toEqual([]);
    store.flush();
    expect(durable).toEqual([1]);
  });

  it("gathers what comes during a flush into one next commit", () => {
    const { store, durable, append } = setUp();
    append(1);
    append(2);
    append(3);
    store.flush();
    expect(durable).toEqual([1]);
    store.flush();
    expect(durable).toEqual([1, 2, 3]);
    expect(store.waiting).toBe(false);
  });

  it("makes rows and the cursor that counts them durable at once", () => {
    const { store, append } = setUp();
    append(1);
    append(2, 3);
    store.flush();
    expect(store.cursor("d1")).toEqual([{ epoch: 9, throughSeq: 1, announced: true }]);
    store.flush();
    expect(store.rows().map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(store.cursor("d1")).toEqual([{ epoch: 9, throughSeq: 3, announced: true }]);
  });

  it("tries a failed commit again until it succeeds, and loses nothing meanwhile", () => {
    const { inbox, store, durable, timers, states, append } = setUp();
    append(1);
    store.fail(sdkFault("inbox-io"));
    append(2);
    expect(inbox.state).toBe("failing");
    timers.advance(1_000);
    store.fail(sdkFault("inbox-io"));
    timers.advance(2_000);
    store.flush();
    store.flush();
    expect(durable).toEqual([1, 2]);
    expect(states).toEqual(["ready", "failing", "ready"]);
  });

  it("writes what waits before it closes", () => {
    const { inbox, durable, append, flushAll } = setUp();
    append(1);
    append(2);
    let closed = false;
    inbox.close(() => {
      closed = true;
    });
    expect(closed).toBe(false);
    flushAll();
    expect(durable).toEqual([1, 2]);
    expect(closed).toBe(true);
    expect(inbox.state).toBe("closed");
  });

  it("closes at once while the store fails", () => {
    const { inbox, store, append } = setUp();
    append(1);
    store.fail(sdkFault("inbox-io"));
    let closed = false;
    inbox.close(() => {
      closed = true;
    });
    expect(closed).toBe(true);
  });
});

describe("inbox bounds", () => {
  it("is full when consumers leave no room, and has room again once they are done", () => {
    const { inbox, timers, states, append, flushAll } = setUp({ rowsMax: 3 });
    inbox.registerConsumer("reader");
    append(1, 2, 3);
    flushAll();
    expect(inbox.state).toBe("full");
    expect(inbox.hasRoom).toBe(false);
    inbox.consumed("reader", 2);
    timers.advance(0);
    flushAll();
    expect(inbox.hasRoom).toBe(true);
    expect(inbox.rowCount).toBe(1);
    expect(states).toEqual(["ready", "full", "ready"]);
  });

  it("has no room while too many rows wait for the flush", () => {
    const { inbox, store, append } = setUp({ queueRowsMax: 2 });
    append(1);
    append(2);
    append(3);
    expect(inbox.hasRoom).toBe(false);
    store.flush();
    expect(inbox.hasRoom).toBe(true);
  });

  it("is full from the start when it was full at the end", () => {
    const first = setUp({ rowsMax: 2 });
    first.append(1, 2);
    first.flushAll();
    expect(setUp({ rowsMax: 2 }, first.store).inbox.state).toBe("full");
  });
});

describe("inbox consumers", () => {
  it("keeps rows that one consumer has not passed, and removes those that all have", () => {
    const { inbox, store, timers, append, flushAll } = setUp({ keepMs: 0 });
    inbox.registerConsumer("fast");
    inbox.registerConsumer("slow");
    append(1, 2, 3);
    flushAll();
    inbox.consumed("fast", 3);
    timers.advance(1_000);
    flushAll();
    expect(store.rows()).toHaveLength(3);
    inbox.consumed("slow", 1);
    timers.advance(1_000);
    flushAll();
    expect(store.rows().map(({ position }) => position)).toEqual([2, 3]);
  });

  it("removes rows also while its consumer never rests", () => {
    const { inbox, store, timers, append, flushAll } = setUp({ keepRows: 3, keepMs: 1_000_000 });
    for (let seq = 1; seq <= 40; seq += 1) {
      append(seq);
      flushAll();
      inbox.consumed("one", seq);
      timers.advance(100);
    }
    expect(store.rows().length).toBeLessThan(20);
  });

  it("removes nothing while nobody consumes", () => {
    const { store, timers, append, flushAll } = setUp({ keepMs: 0, keepRows: 0 });
    append(1, 2);
    flushAll();
    timers.advance(1e9);
    flushAll();
    expect(store.rows()).toHaveLength(2);
  });

  it("remembers where a consumer is over a restart", () => {
    const { inbox, store, timers, append, flushAll } = setUp();
    append(1, 2, 3);
    flushAll();
    inbox.consumed("reader", 2);
    timers.advance(1_000);
    flushAll();
    const again = setUp({}, store);
    expect(again.inbox.registerConsumer("reader")).toBe(2);
    again.append(4);
    again.flushAll();
    expect(again.durable).toEqual([4]);
  });

  it("refuses a name of the wrong form and a position beyond the newest row", () => {
    const { inbox } = setUp();
    expect(() => inbox.registerConsumer("Reader 1")).toThrow(RangeError);
    expect(() => inbox.consumed("reader", 1)).toThrow(RangeError);
  });

  it("hands out durable rows only", () => {
    const { inbox, append } = setUp();
    append(1);
    const pages: unknown[] = [];
    inbox.read(0, 10, (result) => pages.push(result));
    expect(pages).toEqual([{ ok: true, value: [] }]);
  });
});
